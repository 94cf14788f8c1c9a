"""Several poems read as one: their lines in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from pathlib import Path
from time import perf_counter

from poetrygui.core.poems.merge_source import Arrived, MergeSource
from poetrygui.core.poems.merged_index import LONGEST_PIECE, MergedIndex, Piece
from poetrygui.core.poems.merged_sent import MergedSent
from poetrygui.core.poems.newline_index import after_newline_in
from poetrygui.core.poems.stored_poem import StoredPoem

GRACE = 0.25
"""Seconds that what came is held back while something that came before it may still be on its way to the disk."""


class MergedPoems(StoredPoem):
    """Reads the lines of poems that have recordings, in the order in which each came to its end.

    Where two came at once, they are in the order of the poems' numbers. They are on disk once, in these poems. Whoever
    owns this calls :meth:`work`.
    """

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(Path())
        self._sources: list[MergeSource] = []
        self._ready: list[tuple[int, int]] = []  # a heap of times, and numbers of those that have something waiting
        self._idle: list[int] = []  # the others
        self._merged = MergedIndex()
        self.sent = MergedSent()
        """What was sent."""

    def add(self, poem: StoredPoem, is_over: Callable[[], bool]) -> int:
        """Merge ``poem``, too, which has a recording, and return its number.

        ``is_over`` tells whether nothing more comes.
        """
        assert poem.recording is not None
        self._sources.append(MergeSource(poem, is_over))
        self._idle.append(len(self._sources) - 1)
        return self._idle[-1]

    def replace(self, number: int, poem: StoredPoem) -> None:
        """Read the same rows in ``poem``, whose log was written anew without what was sent."""
        self._sources[number].replace(poem)
        if number not in (*self._idle, *(ready for _, ready in self._ready)):
            self._idle.append(number)
        self.sent.forget(number)
        self._tell()

    # Merging

    def work(self, seconds: float, now: float) -> bool:
        """Merge what came, for about so many ``seconds``; ``now`` is the time of any clock that does not jump.

        Return whether there is more to do at once. Raises OSError.
        """
        deadline = perf_counter() + seconds
        before = self._merged.size, len(self.sent.there)
        while (goes_on := not self._look(now, deadline)) is False and (source := self._next(now)) is not None:
            self._merge(source, self._sources[source].waiting.popleft())
            heappop(self._ready)
            self._idle.append(source)
            if goes_on := perf_counter() >= deadline:
                break
        if (self._merged.size, len(self.sent.there)) != before:
            self._tell()
        return goes_on

    def _tell(self) -> None:
        for callback in tuple(self._subscribers):
            callback()

    @property
    def is_waiting(self) -> bool:
        """Whether something was read that is held back, or may still come."""
        return any(source.waiting or source.may_have_more for source in self._sources)

    def _look(self, now: float, deadline: float) -> bool:
        """Look for more of those that have nothing waiting; tell whether the time was enough for all of them."""
        for number in tuple(self._idle):
            source = self._sources[number]
            if source.is_done and not source.waiting:
                self._idle.remove(number)  # of a stream that drops often there are hundreds
            if not source.is_behind:
                continue
            if perf_counter() >= deadline:
                return False
            if source.look(now):
                self._idle.remove(number)
                heappush(self._ready, (source.waiting[0].time, number))
        return True

    def _next(self, now: float) -> int | None:
        """Return the poem that brought the next lines; None where that is not known yet."""
        if not self._ready:
            return None
        found = self._ready[0][1]
        is_late = now - self._sources[found].waiting[0].seen >= GRACE
        return found if is_late or not any(self._sources[number].may_have_more for number in self._idle) else None

    def _merge(self, number: int, arrived: Arrived) -> None:
        source, merged = self._sources[number], self._merged
        if arrived.sent is not None:
            self.sent.add(merged.size, number, arrived.sent)
            return
        poem, start = source.poem, source.position
        is_open = poem.read(arrived.stop - 1, arrived.stop) != b"\n"
        lines = arrived.newlines - source.newlines
        for first in range(start, arrived.stop, LONGEST_PIECE):
            stop = min(first + LONGEST_PIECE, arrived.stop)
            merged.add(number, stop - first, [each.position for each in self._sources] if merged.begins_block else ())
            source.position = stop
            counted = lines if stop == arrived.stop else poem.read(first, stop).count(b"\n")
            lines -= counted
            merged.lines += counted
        source.newlines = arrived.newlines
        if is_open:
            merged.add_newline()

    # Where lines lie in the poems

    def pieces(self, start: int, stop: int) -> Iterator[Piece]:
        """Yield the pieces in which the bytes from ``start`` up to ``stop`` stand, with what is around them there."""
        return self._merged.pieces(start, stop, [source.first for source in self._sources])

    def source_at(self, offset: int) -> int | None:
        """Return the number of the poem that a byte is of; None where there is none yet."""
        return next((piece.source for piece in self.pieces(offset, offset + 1)), None)

    # What a reader has

    @property
    def size(self) -> int:
        """Bytes that were merged by now."""
        return self._merged.size

    @property
    def start(self) -> int:
        """The first byte of which all that follows is kept."""
        dropped = ((number, source.poem.start) for number, source in enumerate(self._sources) if source.has_dropped)
        return max((self._merged.kept_from(number, start) for number, start in dropped), default=0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing came."""
        return not self.size

    @property
    def line_count(self) -> int:
        """Lines that were merged by now."""
        return self._merged.lines

    @property
    def has_open_line(self) -> bool:
        """Lines are merged once they have come to their end."""
        return False

    @property
    def frame_count(self) -> int:
        """Frames of the poems, merged or not."""
        return sum(source.poem.frame_count for source in self._sources)

    @property
    def exact_size(self) -> int:
        """Bytes that were merged, with the newlines that rows have."""
        return self.size

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``; none that are not kept. Raises OSError."""
        start, stop = max(start, 0), min(stop, self.size)
        if start >= stop or start < self.start:
            return b""
        pieces = [*self.pieces(start, stop)]
        data = b"".join(map(self._read_piece, pieces))
        return data[start - pieces[0].place :][: stop - start]

    def _read_piece(self, piece: Piece) -> bytes:
        rows = self._sources[piece.source].poem.read(piece.start, piece.stop)
        return rows + b"\n" if piece.has_newline_added else rows

    def line_start(self, line: int) -> int:
        """Return the offset where a line begins. Raises OSError."""
        if line <= 0:
            return self.start
        if line >= self.line_count:
            return self.size
        block, stop = self._merged.block_with(line)
        return max(block.place + after_newline_in(self.read(block.place, stop), line - block.lines), self.start)

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the byte at ``offset``. Raises OSError."""
        if not self.size:
            return 0
        offset = max(self.start, min(offset, self.size - 1))
        block = self._merged.block_at(offset)
        return block.lines + self.read(block.place, offset).count(b"\n")

    def exact_pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Give the same: between lines of several poems, a newline is all that parts them. Raises OSError."""
        return self.row_pieces(start, stop)

    def close(self) -> None:
        """Leave the poems to those whose they are."""

    def release(self) -> None:
        """Merge nothing more."""
        for source in self._sources:
            source.release()
