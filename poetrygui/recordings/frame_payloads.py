"""Which bytes of a frame on the wire are framing, where its range is exact: what leads its payload, and what ends it.

The payload is what was delivered, and known from the rows. Where in the range it stands is not found by looking for it:
in ``1:1,`` the first 1 is the length. It follows where all frames are led, or all of them ended, by as many bytes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from attrs import evolve, frozen

from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.ruler_picture import FrameBar

LONGEST = 64 * 1024
"""Bytes of a frame that is looked at: a longer one would take longer than a picture may."""

MOST_AROUND = 256
"""Bytes of framing in one frame; where there are more, they are something else."""

_MOST_KEPT = 4096  # frames


@frozen
class _Looked:
    """What was found of one frame: ``around`` bytes of it are no payload, ``heads`` of which may lead it.

    There are no heads where the payload does not stand in the frame as it is, and it is not known of an empty one.
    """

    around: int
    heads: frozenset[int] | None


class FramePayloads:
    """Learns from each frame that it looks at how the protocol frames, and tells nothing where that is not sure."""

    def __init__(self, poem: StoredPoem, recording: Recording, places: FramePlaces) -> None:
        """Look at frames of ``poem``, of which that is the recording, and the rows of which ``places`` finds."""
        self._poem = poem
        self._recording = recording
        self._places = places
        self._looked: OrderedDict[int, _Looked | None] = OrderedDict()
        self._heads: frozenset[int] | None = None
        """Of how many bytes each frame so far may have been led; None before the first."""
        self._tails: frozenset[int] | None = None
        """By how many bytes each may have been ended."""

    def told(self, bars: Sequence[FrameBar], least: float = 0) -> list[FrameBar]:
        """Return frames with how much of each is framing, those that have at least so many bytes. Raises OSError."""
        wanted = {bar for bar in bars if bar.exact and not bar.delimiter and bar.stop - bar.start >= max(least, 1)}
        for bar in bars:
            if bar in wanted and bar.number not in self._looked:
                self._look_at(bar)
        return [self._with_framing(bar) if bar in wanted else bar for bar in bars]

    def _with_framing(self, bar: FrameBar) -> FrameBar:
        looked = self._looked.get(bar.number)
        if looked is None or not looked.around:
            return bar
        if looked.heads is None:
            return evolve(bar, header=looked.around)  # an empty frame is nothing else
        heads = {head for head in looked.heads if self._is_sure(head, looked.around - head)}
        if len(heads) != 1:
            return bar
        (head,) = heads
        return evolve(bar, header=head, delimiter=looked.around - head)

    def _is_sure(self, head: int, tail: int) -> bool:
        """Tell whether no other length than one of these fits all frames that were looked at."""
        return frozenset((head,)) == self._heads or frozenset((tail,)) == self._tails

    def _look_at(self, bar: FrameBar) -> None:
        """Learn from one frame; what cannot be read yet is looked at again."""
        size = bar.stop - bar.start
        if size > LONGEST:
            self._keep(bar.number, None)
            return
        rows = self._places.payload_of_frame(bar.number)
        if rows is None or rows[1] > self._poem.size:
            return
        around = size - (rows[1] - rows[0])
        if not 0 <= around <= MOST_AROUND or self._poem.wire_stretch(*rows) is not None:
            self._keep(bar.number, None)  # as where rows are the wire itself
        elif around == size:
            self._keep(bar.number, _Looked(around, None))
        else:
            wire, payload = self._recording.wire(bar.start, bar.stop), self._poem.read(*rows)
            heads = (head for head in range(around + 1) if wire.startswith(payload, head))
            self._keep(bar.number, _Looked(around, frozenset(heads)))

    def _keep(self, number: int, looked: _Looked | None) -> None:
        self._looked[number] = looked
        if len(self._looked) > _MOST_KEPT:
            self._looked.popitem(last=False)
        if looked is None or looked.heads is None:
            return
        tails = frozenset(looked.around - head for head in looked.heads)
        self._heads = looked.heads if self._heads is None else self._heads & looked.heads
        self._tails = tails if self._tails is None else self._tails & tails
