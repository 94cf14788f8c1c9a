"""One poem's recording as it is shown: where text and wire are the same, and where its chunks and frames are."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from poetrygui import recordings
from poetrygui.core import poems

_MOST_TRIES = 3
"""So often the frames of some rows are asked for: of a chunk at a time, and some are never known."""


class ShownRecording:
    """Holds it from when a poem is shown until another one is."""

    def __init__(
        self,
        poem: poems.StoredPoem,
        recording: poems.Recording,
        edges_of: recordings.EdgesOf,
        joined: poems.JoinedPoems | None = None,
        base: int = 0,
    ) -> None:
        """Hold the ``recording`` of ``poem``; ``edges_of`` tells where its frames end, once that is asked for.

        It may be one of those ``joined``, of which the rows begin at ``base``.
        """
        self.both = recordings.RowsAndWire(poem, recording)
        self.joined = joined
        self.base = base
        """Where its rows begin among those joined."""
        self._edges_of = edges_of
        self._seen: tuple[int, int, int] | None = None  # rows, from and up to, and at their end the bytes that came
        self._sought: recordings.Stretch | None = None  # rows of which the frames are not known to the byte
        self._tries = 0
        self._again: Callable[[], object] | None = None

    @classmethod
    def of(
        cls, poem: poems.StoredPoem | None, joined: poems.JoinedPoems | None, edges_of: recordings.EdgesOf
    ) -> ShownRecording | None:
        """Return that of ``poem``, the last of those ``joined`` if there are several; None where it has none.

        ``edges_of`` tells where its frames end.
        """
        if poem is None or poem.recording is None:
            return None
        return cls(poem, poem.recording, edges_of, joined, 0 if joined is None else joined.base)

    @property
    def where(self) -> Callable[[int], tuple[poems.StoredPoem | None, int]] | None:
        """What tells which of those joined a byte of the rows is of; None where there is but one."""
        return None if self.joined is None else self.joined.at

    def is_among(self, joined: poems.JoinedPoems | None) -> bool:
        """Tell whether it is of one of those ``joined``."""
        if joined is None or self.joined is not joined:
            return False
        return any(poem is self.both.poem for poem, _ in joined.with_bases())

    @property
    def is_last(self) -> bool:
        """Whether no connection came after it."""
        return self.joined is None or self.joined.last is self.both.poem

    def beside(self, offset: int, seen: recordings.Stretch = (0, 0)) -> ShownRecording | None:
        """Return that of the connection on which a byte of the rows came, where that is another one.

        While rows of this one are among those that are ``seen``, it is not asked for.
        """
        if self.base < seen[1] and seen[0] < self.base + self.both.poem.size:
            return None
        poem, base = (None, 0) if self.joined is None else self.joined.at(offset)
        if poem is None or poem.recording is None or poem is self.both.poem:
            return None
        return ShownRecording(poem, poem.recording, self._edges_of, self.joined, base)

    @cached_property
    def model(self) -> recordings.RulerModel:
        """Its chunks and frames: what the ruler draws, and the bytes are told apart by."""
        poem, found = self.both.poem, self.both.recording
        payloads = recordings.FramePayloads(poem, found, self.both.places)
        model = recordings.RulerModel(found, self._edges_of(found), payloads)
        model.edges.subscribe(self._edges_told)
        return model

    def wire_of(self, start: int, stop: int) -> recordings.Stretch | None:
        """Return the bytes of the wire that rows came in; None for what did not come here. Raises OSError."""
        start, stop = start - self.base, stop - self.base
        if stop < 0 or start > self.both.poem.size:
            return None
        return self.both.wire_of(max(start, 0), min(stop, self.both.poem.size))

    def led_to(self, start: int, stop: int, again: Callable[[], object]) -> recordings.Stretch | None:
        """Return the bytes of the wire that rows from ``start`` to ``stop`` lead to, or those of their frames.

        These are wanted where rows are no stretch of the wire. As long as they are not known, it is what
        :meth:`wire_of` returns, and ``again`` is called when more is known. Raises OSError.
        """
        found, rows = self.wire_of(start, stop), (start - self.base, stop - self.base)
        self.seek_no_more()
        if found is None or self.both.is_stretch(*rows):
            return found
        frames = self._frames_of(*rows)
        if frames is None:
            self._tries = self._tries + 1 if rows == self._sought else 0
            self._sought = rows
            self._again = again if self._tries < _MOST_TRIES else None
        return frames or found

    def seek_no_more(self) -> None:
        """Tell nobody any more that frames are known: somebody has gone elsewhere."""
        self._again = None

    def rows_of(self, wire: recordings.Stretch, frame: int | None) -> recordings.Stretch | None:
        """Return the rows that came of bytes of the wire, which may be a ``frame``. Raises OSError."""
        rows = (self._rows_of_frames(*wire) if frame is None else None) or self.both.rows_of(*wire, frame)
        return None if rows is None else (rows[0] + self.base, rows[1] + self.base)

    def look_again(self) -> None:
        """Have what is seen told again, though it may be the same."""
        self._seen = None

    def newly_seen(self, start: int, stop: int, *, is_end: bool) -> recordings.Stretch | None:
        """Return the bytes of the rows that are seen, where those are others than before; with the rest at the end.

        The rows are those from ``start`` to ``stop``, and ``is_end`` is whether there are no more. Raises OSError.
        """
        size = self.both.recording.wire_size if is_end else 0
        seen = start, stop, size
        wire = None if seen == self._seen else self.wire_of(start, stop)
        if wire is None:
            return None
        self._seen = seen
        return _with_rest(wire, size) if is_end else wire

    def frame_around(self, wire: recordings.Stretch) -> recordings.Stretch:
        """Return the frame that a stretch begins in, or the stretch where that is not known exactly. Raises OSError."""
        bar = self.model.frame_at(wire[0])
        return wire if bar is None or not bar.exact else (bar.start, bar.stop)

    def chunk_near(self, time: int) -> recordings.Stretch | None:
        """Return the last chunk that had come so many µs after the beginning, else the first. Raises OSError."""
        found = self.both.recording
        chunk = found.chunk_at_time(time) or found.chunk_at(0)
        return None if chunk is None else (chunk.start, chunk.stop)

    def _frames_of(self, start: int, stop: int) -> recordings.Stretch | None:
        """Return the bytes of the frames that have these rows; None as long as they are not known exactly."""
        numbers = [self.both.places.frame_at(each) for each in (start, max(stop - 1, start))]
        first, last = [None if number is None else self.model.frame(number) for number in numbers]
        if first is None or last is None or not (first.exact and last.exact):
            return None
        begins = start == stop == self.both.places.start_of_frame(first.number)
        return first.start, first.start if begins else last.stop

    def _rows_of_frames(self, start: int, stop: int) -> recordings.Stretch | None:
        """Return the rows of the frames that have these bytes, where they are exactly known and rows are no stretch."""
        chunk = self.both.recording.chunk_at(start)
        if chunk is None or self.both.is_stretch(chunk.rows_before, chunk.rows_after):
            return None
        places = start, max(stop - 1, start)
        bars = [self.model.frame_at(each) for each in places]
        known = [
            bar.number
            for bar, each in zip(bars, places, strict=True)
            if bar is not None and bar.exact and bar.start <= each < bar.stop
        ]
        rows = [self.both.places.rows_of_frame(number) for number in known]
        if len(rows) < len(bars) or rows[0] is None or rows[1] is None:
            return None
        return rows[0][0], rows[1][1] if stop > start else rows[0][0]

    def _edges_told(self) -> None:
        again, self._again = self._again, None
        if again is not None:
            again()

    def close(self) -> None:
        """Look for nothing more."""
        self._again = None
        if "model" in vars(self):
            self.model.edges.close()


def _with_rest(wire: recordings.Stretch, size: int) -> recordings.Stretch:
    """Return a stretch that ends where the rows do, with what no row was made of, unless that is more."""
    start, stop = wire
    return start, size if size - stop <= stop - start else stop
