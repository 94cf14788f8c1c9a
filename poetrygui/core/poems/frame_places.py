"""From a frame or a row of a poem to its time and its bytes on the wire, as far as its recording tells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise, takewhile

from attrs import frozen

from poetrygui.core.poems.border_balance import BorderBalance
from poetrygui.core.poems.newlines import count_newlines
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.rows import ADDED, FRAME, LINES, Border
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk

_LEAST_READ = 16 * 1024
_READ_BLOCK = 1024 * 1024

FrameEnd = tuple[int, bool]
"""The byte of the rows after the last of a frame, and whether the newline before it was added."""


@frozen
class WireRange:
    """Bytes ``start`` to ``stop`` of the wire; where they are not exact, what is looked for lies somewhere in them."""

    start: int
    stop: int
    is_exact: bool


class FramePlaces:
    """Answers for a poem that has a recording, while it grows, too. Frames and bytes count from 0, times are in µs.

    Each method raises OSError where a file cannot be read, and returns None for what did not come yet.
    """

    def __init__(self, poem: StoredPoem, recording: Recording) -> None:
        """Answer for ``poem``, of which that is the recording."""
        self._poem = poem
        self._last: tuple[Chunk | None, list[FrameEnd] | None] = None, None
        self._held = 0, b""  # rows that were read last: they never change
        self._recording = recording
        self._balance = BorderBalance(poem.borders)

    def time_of_frame(self, number: int) -> int | None:
        """Return when the frame was complete."""
        chunk = self._recording.chunk_of_frame(number)
        return None if chunk is None else chunk.time

    def time_of_row(self, offset: int) -> int | None:
        """Return when the byte at ``offset`` of the rows was delivered."""
        chunk = self._recording.chunk_of_row(offset)
        return None if chunk is None else chunk.time

    def frame_at(self, offset: int) -> int | None:
        """Return the number of the frame that holds the byte at ``offset`` of the rows, once it is complete."""
        chunk = self._recording.chunk_of_row(offset)
        while chunk is not None:
            ends = self.ends_in(chunk)
            if ends is None:
                return None
            for index, (end, _) in enumerate(ends):
                if offset < end:
                    return chunk.frames_before + index
            # It is complete with a later chunk, if at all.
            chunk = self._recording.chunk_of_frame(chunk.frames_after)
        return None

    def frame_of_line(self, chunk: Chunk, offset: int) -> int | None:
        """Return the number of the frame that is the line around a byte of the rows that a ``chunk`` brought.

        None where not all frames that the chunk completed are lines, or where the line is not complete with it: then
        :meth:`frame_at` knows more, and takes longer.
        """
        if chunk.newlines_after - chunk.newlines_before != chunk.frames_after - chunk.frames_before:
            return None
        borders = list(islice(self._poem.borders.read_at(chunk.rows_before), 2))
        if not borders or borders[0][1] != LINES or borders[0][0] > chunk.rows_before:
            return None
        if len(borders) > 1 and borders[1][0] < chunk.rows_after:
            return None
        before = self._poem.read(chunk.rows_before, offset)
        number = chunk.frames_before + count_newlines(before, 0, len(before))
        return number if number < chunk.frames_after else None

    def rows_of_frame(self, number: int) -> tuple[int, int] | None:
        """Return which bytes of the rows are the frame, with the newline that may have been added, from and up to."""
        start, stop = self.start_of_frame(number), self._end_of_frame(number)
        return None if start is None or stop is None else (start, stop[0])

    def start_of_frame(self, number: int) -> int | None:
        """Return with which byte of the rows the frame begins, or would: the one before it has ended there."""
        dropped = self._recording.dropped
        if number == dropped.frames:
            return dropped.rows  # the first of which all is kept, or the rest
        end = self._end_of_frame(number - 1)
        return None if end is None else end[0]

    def payload_of_frame(self, number: int) -> tuple[int, int] | None:
        """Return which bytes of the rows were delivered as the frame, from and up to."""
        start, stop = self.start_of_frame(number), self._end_of_frame(number)
        return None if start is None or stop is None else (start, stop[0] - stop[1])

    def wire_of_frame(self, number: int) -> WireRange | None:
        """Return which bytes of the wire the frame came in, with what stands around it there."""
        last = self._recording.chunk_of_frame(number)
        if last is None:
            return None
        exact = self._stretch_of_frame(number)
        if exact is not None and (not self._has_added_newline(number) or self._is_beside_another(number, *exact)):
            return WireRange(*exact, is_exact=True)
        before = self._recording.chunk_of_frame(number - 1) if number else None
        return WireRange(self._wire_from(before), last.stop, is_exact=False)

    def wire_of_rows(self, start: int, stop: int) -> WireRange | None:
        """Return which bytes of the wire the rows from byte ``start`` up to ``stop`` came in."""
        if (exact := self._poem.wire_stretch(start, stop)) is not None:
            return WireRange(*exact, is_exact=True)
        last = self._recording.chunk_of_row(max(stop - 1, start))
        if last is None:
            return None
        before = self._recording.chunk_of_row(start - 1) if start else None
        return WireRange(self._wire_from(before), last.stop, is_exact=False)

    def _wire_from(self, before: Chunk | None) -> int:
        return self._recording.dropped.wire if before is None else before.start

    def _stretch_of_frame(self, number: int) -> tuple[int, int] | None:
        rows = self.rows_of_frame(number)
        return None if rows is None else self._poem.wire_stretch(*rows)

    def _has_added_newline(self, number: int) -> bool:
        end = self._end_of_frame(number)
        return end is not None and end[1]

    def _is_beside_another(self, number: int, start: int, stop: int) -> bool:
        """Tell whether the frame before or behind has a newline on the wire, too, that was put after it in the rows.

        One alone may have come there by chance, as the first byte of what follows.
        """
        before = self._stretch_of_frame(number - 1) if number and self._has_added_newline(number - 1) else None
        behind = self._stretch_of_frame(number + 1) if self._has_added_newline(number + 1) else None
        return (before is not None and before[1] == start) or (behind is not None and behind[0] == stop)

    def _end_of_frame(self, number: int) -> FrameEnd | None:
        chunk = self._recording.chunk_of_frame(number)
        if chunk is None:
            return None
        if self._last[0] != chunk:  # frames are asked for in turn, and a chunk may have thousands
            self._last = chunk, self.ends_in(chunk)
        ends = self._last[1]
        return None if ends is None else ends[number - chunk.frames_before]

    def ends_in(self, chunk: Chunk) -> list[FrameEnd] | None:
        """Return where in the rows the frames end that a chunk completed; None where rows and log do not agree."""
        start, stop, count = chunk.rows_before, chunk.rows_after, chunk.frames_after - chunk.frames_before
        ends = list(self._ends_between(start, stop))
        if len(ends) == count - 1 or (len(ends) == count and self._ended_at(start, ends[-1:], chunk)):
            # A frame whose last piece is empty was all there before.
            ends.insert(0, (start, False))
        # A frame that ends in a newline of its own may as well go on after it.
        del ends[count:]
        return ends if len(ends) == count else None

    def _ended_at(self, start: int, last: list[FrameEnd], chunk: Chunk) -> bool:
        """Tell whether a frame ended where the rows of a chunk begin, and so the ``last`` of its ends is none."""
        if last != [(chunk.rows_after, False)] or not start:
            return False
        borders = takewhile(lambda border: border[0] <= start, self._poem.borders.read_at(start - 1))
        if not any(offset == start and kind != ADDED for offset, kind in borders):
            return False  # what was open goes on, or its newline was added here
        log = self._recording.log
        begun = self._begun_before(start, log.added_before(start), chunk.frames_before)
        recording, dropped = self._recording, self._recording.dropped
        if not dropped:
            return begun > 0
        # Whether one was open where the beginning was dropped is seen where there would be less than none after it.
        then = self._begun_before(dropped.rows, log.added_before(dropped.rows), dropped.frames)
        sums = recording.sums
        now = self._begun_before(sums.rows, sums.added, sums.frames)
        return begun > min(then, begun, now)

    def _begun_before(self, rows: int, added: int, frames: int) -> int:
        """Return how many frames with borders of their own are begun there and not ended.

        Up to there so many newlines were added, and so many frames ended.
        """
        return self._balance.before(rows) + added - frames

    def _ends_between(self, start: int, stop: int) -> Iterator[FrameEnd]:
        for (offset, kind), (end, following) in pairwise([*self._borders_to(stop, start), (stop, -1)]):
            if kind == LINES:
                yield from ((place, True) for place in self._newlines_between(max(offset, start), end))
            elif kind == ADDED and offset >= start:
                yield offset + 1, True
            elif kind == FRAME and following != ADDED and end > start:
                yield end, False

    def _borders_to(self, stop: int, start: int) -> Iterator[Border]:
        for border in self._poem.borders.read_at(start):
            if border[0] >= stop:
                # The frame before it has ended there.
                return
            yield border

    def _newlines_between(self, start: int, stop: int) -> Iterator[int]:
        at = start
        while at < stop:
            first, data = self._rows_at(at, stop)
            end = min(stop, first + len(data))
            if end <= at:
                return
            found = data.find(b"\n", at - first, end - first)
            while found >= 0:
                yield first + found + 1
                found = data.find(b"\n", found + 1, end - first)
            at = end

    def _rows_at(self, offset: int, stop: int) -> tuple[int, bytes]:
        """Return rows that hold the byte at ``offset``, up to ``stop`` or some more, and where they begin."""
        first, data = self._held
        if not first <= offset < first + len(data):
            # Of what has many borders, stretches of few bytes are asked for one after the other.
            size = _READ_BLOCK if stop - offset > _LEAST_READ else _LEAST_READ
            self._held = first, data = offset, self._poem.read(offset, offset + size)
        return first, data
