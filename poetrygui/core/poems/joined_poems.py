"""Several poems in a row, read as one: what came on one connection after another, with a line between any two."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from operator import attrgetter

from attrs import frozen

from poetrygui.core.poems.poem_reader import START_OF_LINE_LIMIT, start_of_line
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.subscription import Subscription

_MOST_OPEN = 8
"""Poems before the last one whose files stay open: a search reads them one after the other."""


@frozen(eq=False)
class _Part:
    """A poem before the last one, which does not grow any more, and behind its rows the line that parts it."""

    poem: StoredPoem
    base: int  # the first byte of its rows
    first_line: int  # the number of its first line
    rows_stop: int  # where its rows end
    between: bytes  # what follows them

    @property
    def stop(self) -> int:
        """Where the next poem's rows begin."""
        return self.rows_stop + len(self.between)

    @property
    def line_of_its_own(self) -> int:
        """The number of the line between."""
        return self.first_line + self.poem.line_count

    @property
    def next_line(self) -> int:
        """The number of the next poem's first line."""
        return self.line_of_its_own + 1


class JoinedPoems:
    """Reads poems in a row: a PoemReader. The last one may grow; another one is put behind it by :meth:`go_on`.

    Offsets and lines count from the first byte of the first one, also once that was let go of. A line between two poems
    is a row of its own, and of none of them.
    """

    def __init__(self, poem: StoredPoem) -> None:
        """Begin with one."""
        self._parts: list[_Part] = []
        self._last = poem
        self._base = self._first_line = 0
        self._start = 0
        self._subscribers: list[Callable[[], None]] = []
        self._unsubscribe = poem.subscribe(self._tell)
        self._open: OrderedDict[int, StoredPoem] = OrderedDict()

    def go_on(self, between: str, poem: StoredPoem) -> None:
        """Read ``poem`` from now on behind the ones before, which grow no more; ``between`` stands in between."""
        before = self._last
        lead = b"\n" if before.has_open_line else b""
        part = _Part(
            before, self._base, self._first_line, self._base + before.size, lead + between.encode("utf-8") + b"\n"
        )
        self._parts.append(part)
        self._unsubscribe()
        before.close()
        if before.start:
            self._start = part.base + before.start
        self._last, self._base, self._first_line = poem, part.stop, part.next_line
        self._unsubscribe = poem.subscribe(self._tell)
        self._tell()

    def replace_last(self, poem: StoredPoem) -> None:
        """Read ``poem`` in the place of the last one: it has the same rows."""
        self._unsubscribe()
        self._last = poem
        self._unsubscribe = poem.subscribe(self._tell)

    def let_go_first(self, count: int) -> None:
        """Let go of that many of the first poems: their rows are not read any more."""
        if count:
            self._start = max(self._start, self._parts[count - 1].stop)
            for part in self._parts[:count]:
                part.poem.close()
            del self._parts[:count]
            self._tell()

    @property
    def base(self) -> int:
        """Where the rows of the last poem begin."""
        return self._base

    @property
    def last(self) -> StoredPoem:
        """The last poem."""
        return self._last

    @property
    def count(self) -> int:
        """How many poems there are."""
        return len(self._parts) + 1

    def base_of(self, index: int) -> int:
        """Return where the rows of the poem of that index begin, from 0 for the first that is there."""
        return self._parts[index].base if index < len(self._parts) else self._base

    def at(self, offset: int) -> tuple[StoredPoem | None, int]:
        """Return the poem whose row the byte at ``offset`` is in, and where its rows begin; none for a line between."""
        part = self._part_at(offset)
        if part is None:
            return self._last, self._base
        return (part.poem if offset < part.rows_stop else None), part.base

    def with_bases(self) -> list[tuple[StoredPoem, int]]:
        """Return the poems, each with where its rows begin."""
        return [*((part.poem, part.base) for part in self._parts), (self._last, self._base)]

    def lines_between(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return from where to where the lines between poems are that begin between two offsets."""
        first = max(bisect_right(self._parts, start, key=attrgetter("base")) - 1, 0)
        found: list[tuple[int, int]] = []
        for part in self._parts[first:]:
            if part.rows_stop >= stop:
                break
            begin = part.stop - len(part.between.lstrip(b"\n"))
            if begin >= start:
                found.append((begin, part.stop))
        return found

    # What a reader has

    @property
    def start(self) -> int:
        """The first byte that can be read: behind whatever was given up or let go of last."""
        given_up = self._last.start
        return self._base + given_up if given_up else self._start

    @property
    def size(self) -> int:
        """Bytes that can be read now."""
        return self._base + self._last.size

    @property
    def line_count(self) -> int:
        """Lines in them, those between the poems among them."""
        return self._first_line + self._last.line_count

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``; none that are not kept. Raises OSError."""
        start, stop = max(start, 0), min(stop, self.size)
        if start < self.start:
            return b""
        pieces: list[bytes] = []
        while start < stop:
            part = self._part_at(start)
            until = stop if part is None else min(stop, part.stop)
            piece = self._read(part, start, until)
            pieces.append(piece)
            if len(piece) < until - start:
                break
            start = until
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def line_start(self, line: int) -> int:
        """Return the offset where a line begins, or what is kept of it."""
        if line <= 0:
            return self.start
        if line >= self.line_count:
            return self.size
        if line >= self._first_line:
            return max(self._base + self._last.line_start(line - self._first_line), self.start)
        index = bisect_right(self._parts, line, key=attrgetter("first_line")) - 1
        if index < 0:
            return self.start
        part = self._parts[index]
        if line == part.line_of_its_own:
            return max(part.stop - len(part.between.lstrip(b"\n")), self.start)
        return max(part.base + self._used(part).line_start(line - part.first_line), self.start)

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the byte at ``offset``."""
        offset = max(self.start, min(offset, self.size - 1))
        part = self._part_at(offset)
        if part is None:
            return self._first_line + self._last.line_at(offset - self._base)
        if offset < part.rows_stop:
            return part.first_line + self._used(part).line_at(offset - part.base)
        ends_row = offset == part.rows_stop and part.between.startswith(b"\n")
        return part.line_of_its_own - ends_row

    def start_of_line(self, offset: int, limit: int = START_OF_LINE_LIMIT) -> int:
        """Return where the line around ``offset`` begins, or ``offset - limit`` if that is further back."""
        return start_of_line(self, offset, limit)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called whenever more can be read; the call returned ends that."""
        return Subscription(self._subscribers, callback)

    def close(self) -> None:
        """Give descriptors back."""
        for poem in (*self._open.values(), self._last):
            poem.close()
        self._open.clear()

    def _part_at(self, offset: int) -> _Part | None:
        """Return the part that holds a byte; None for the last poem."""
        if offset >= self._base:
            return None
        return self._parts[max(bisect_right(self._parts, offset, key=attrgetter("base")) - 1, 0)]

    def _read(self, part: _Part | None, start: int, stop: int) -> bytes:
        if part is None:
            return self._last.read(start - self._base, stop - self._base)
        rows = b""
        if start < part.rows_stop:
            until = min(stop, part.rows_stop)
            rows = self._used(part).read(start - part.base, until - part.base)
            if len(rows) < until - start:
                return rows
            start = until
        return rows + part.between[start - part.rows_stop : stop - part.rows_stop]

    def _used(self, part: _Part) -> StoredPoem:
        """Return a part's poem, which is about to be read; the one that was not for longest is closed."""
        self._open[id(part)] = part.poem
        self._open.move_to_end(id(part))
        if len(self._open) > _MOST_OPEN:
            self._open.popitem(last=False)[1].close()
        return part.poem

    def _tell(self) -> None:
        for callback in tuple(self._subscribers):
            callback()
