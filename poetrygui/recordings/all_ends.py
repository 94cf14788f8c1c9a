"""A job: where all frames of a recording lie on the wire, exactly."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterator, Mapping
from typing import Any

from twisted.internet.protocol import Protocol

from poetrygui.core.poems.recording import Recording
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned
from poetrygui.recordings.chunk_frames import FramingRun, Value, size_of
from poetrygui.recordings.drip import Drip
from poetrygui.recordings.kept_tape import KeptTape, beginning_of
from poetrygui.recordings.laid_out import FramePlacing, placing_for
from poetrygui.recordings.near_border import first_border
from poetrygui.recordings.wire_blocks import WireBlocks


def all_ends(recording: Recording, arguments: Mapping[str, Any]) -> Iterator[Message | None]:
    """Find where each frame of ``recording`` ends that is kept whole, by the ``protocol`` that framed it as it came.

    Says ``{"begin": [byte, frames]}``, from where on, then the ends of the frames, in their order, and last
    ``{"note": …}``: a sentence where they are not all found.
    """
    protocol = load_pinned(PinnedProtocol.of_json(arguments["protocol"]))
    byte, number = 0, 0
    if recording.dropped:
        border = yield from first_border(recording, protocol)
        if border is None:
            yield {"note": "Of what is kept, it is not known where a frame begins."}
            return
        byte, number = border.byte, border.frames
    yield {"begin": [byte, number]}
    found = _Ends(recording, KeptTape(recording, beginning_of(recording, byte)), protocol, number)
    yield from found.find()
    yield {"note": found.note}


class _Ends:
    """Plays the protocol all that there is, and checks its frames by their number with those that were recorded."""

    def __init__(self, recording: Recording, tape: KeptTape, protocol: type[Protocol], number: int) -> None:
        self.note = ""
        self._tape = tape
        self._run = FramingRun(tape, protocol)
        self._drip = Drip(tape, protocol)
        self._chunks = recording.chunks(tape.start)
        self._last = recording.sums.frames
        self._number = number
        self._placing: FramePlacing | None = None
        self._is_laid_out: bool | None = None

    def find(self) -> Iterator[Message | None]:
        blocks, position = WireBlocks(), 0
        for values in self._run.chunks():
            before, position = position, self._run.reframing.looked_at
            is_end = self._run.reframing.result is not None
            data = b"" if is_end or not self._has_layout() else blocks.read(self._tape, before, position)
            found: list[int] | None = yield from self._ends_of(values, data, is_end=is_end)
            self._number += len(values)
            chunk = None if is_end else next(self._chunks, None)
            if found is None or self._number != (self._last if chunk is None else chunk.frames_after):
                first = self._number - len(values) + 1
                self.note = self.note or f"From frame {first:,} on, its protocol makes others than were recorded."
                return
            yield array("Q", [self._tape.start + end for end in found]) if found else None

    def _has_layout(self) -> bool:
        connection = self._run.reframing.connection
        if self._is_laid_out is None and connection is not None:
            layout = connection.wire_layout()
            self._placing = None if layout is None else placing_for(layout)
            self._is_laid_out = layout is not None
        return bool(self._is_laid_out)

    def _ends_of(self, values: list[Value], data: bytes, *, is_end: bool) -> Generator[None, None, list[int] | None]:
        """Return where frames end that a chunk completed, or what came at the end; None where that is not found."""
        if self._placing is None:
            if is_end:
                return [self._tape.wire_size] * len(values)
            dripped = yield from self._drip.drip(values)
            if dripped.depends:
                self.note = f"Of the frames of some chunks that is not known: {dripped.depends}."
            return None if dripped.depends else list(dripped.ends)
        if is_end:
            self._placing.ended()
        else:
            self._placing.received(data)
        places = self._placing.frames([*map(size_of, values)])
        self._placing.delivered()
        known = [place[1] for place in places if place is not None]
        return known if len(known) == len(values) else None
