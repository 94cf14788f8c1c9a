"""The rows of connection after connection as those of one table, with a row between any two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from poetrygui.core.poems.joined_poems import JoinedPoems
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.joined_parts import JoinedParts, Part
from poetrygui.recordings.row_origin import NameOf
from poetrygui.recordings.table_rows import RowKind, TableRow

CONNECTION = "Connection"


class JoinedRows:
    """Reads the rows of one connection, or of several in a row, of which the last may grow: a RowSource.

    Offsets are those of the text in which all of them are, from its first byte. Those of connections long ago are not
    there before they are counted.
    """

    def __init__(self, poem: StoredPoem, joined: JoinedPoems | None = None, name_of: NameOf | None = None) -> None:
        """Read the rows of ``poem``, which is the last of those ``joined``, if there are several.

        ``name_of`` names connections.
        """
        self._parts = JoinedParts(poem, joined, name_of or _unnamed)
        self._callback: Callable[[], None] | None = None
        self._unsubscribe: list[Callable[[], None]] = []

    @property
    def heading(self) -> str:
        """What the names of origins are; nothing where there is but one."""
        return CONNECTION if self._parts.are_several else ""

    def goes_on_with(self, poem: StoredPoem, joined: JoinedPoems | None) -> bool:
        """Read the rows of ``poem`` from now on, the last of those ``joined``, if these go on with what was read.

        Tell whether they do. The rows that were there keep their numbers.
        """
        there = [poem] if joined is None else [each for each, _ in joined.with_bases()]
        if not any(part.poem in there for part in self._parts.counted):
            return False
        if self._parts.take(poem, joined):
            self._listen()
        return True

    def look(self, seconds: float) -> bool:
        """Take notice of connections that came, and count rows of those before for about so many seconds."""
        deadline = perf_counter() + seconds
        if self._parts.look():
            self._listen()
        while not self._parts.are_counted and perf_counter() < deadline:
            self._parts.count_one_before()
        return not self._parts.are_counted

    @property
    def start(self) -> int:
        """The number of the first row that is there, of those that are counted."""
        part = self._parts.last if self._parts.last.start else self._parts.counted[0]
        return part.first + part.start

    @property
    def count(self) -> int:
        """The number behind that of the last row."""
        return self._parts.last.first + self._parts.last.count_now

    def now(self) -> int:
        """Return what :meth:`new_since` is to be asked for later on."""
        return self.count

    def new_since(self, then: int) -> int:
        """Return how many of the rows have come since ``then``."""
        return self.count - then

    def between(self, first: int, stop: int) -> list[TableRow]:
        """Return the rows from the one of number ``first`` up to ``stop``, as far as there are any."""
        first, stop = max(first, self.start), min(stop, self.count)
        found: list[TableRow] = []
        while first < stop:
            part = self._parts.with_row(first)
            found += self._rows_of(part, first, stop)
            if part is self._parts.last:
                break
            first = part.first + part.count + 1
        return found

    def row_at(self, offset: int) -> int | None:
        """Return the row of a byte; None where it is of no frame that is whole."""
        part = self._parts.with_byte(offset)
        if part is None:
            return None
        if part is not self._parts.last and offset - part.base >= part.poem.size:
            return part.first + part.count
        rows = self._parts.rows_of(part)
        found = None if rows is None else rows.row_at(offset - part.base)
        return None if found is None else found + part.first

    def stretch_of(self, row: TableRow) -> tuple[int, int]:
        """Return from which byte up to which a row is."""
        base = 0 if row.kind is RowKind.BETWEEN else self._parts.with_row(row.number).base
        return base + row.start, base + row.stop

    def frame_before(self, row: TableRow) -> TableRow | None:
        """Return the row of the frame before one, on the same connection."""
        part = self._parts.with_row(row.number)
        rows = self._parts.rows_of(part)
        number = None if rows is None or not row.frame else rows.row_of_frame(row.frame - 1)
        return None if number is None else self.between(part.first + number, part.first + number + 1)[0]

    def read(self, row: TableRow, start: int, stop: int) -> bytes:
        """Return bytes from ``start`` up to ``stop`` of a row's poem; of a line between two, those of the text."""
        if row.origin is not None:
            return row.origin.poem.read(start, stop)
        return b"" if self._parts.joined is None else self._parts.joined.read(start, stop)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called when there may be more; the call returned ends that."""
        self._callback = callback
        self._listen()
        return self._end

    def _rows_of(self, part: Part, first: int, stop: int) -> Iterator[TableRow]:
        """Give the rows of a connection from ``first`` up to ``stop``, and the one behind all of them."""
        rows, is_last = self._parts.rows_of(part), part is self._parts.last
        until = stop - part.first if is_last else min(stop - part.first, part.count)
        for row in [] if rows is None else rows.between(first - part.first, until):
            yield row._replace(number=row.number + part.first, origin=part.origin)
        number = part.first + part.count
        if not is_last and first <= number < stop:
            yield TableRow(number, RowKind.BETWEEN, 0, 0, 0, *part.between)

    def _listen(self) -> None:
        self._stop_listening()
        if self._callback is not None:
            self._unsubscribe = self._parts.subscribe(self._callback)

    def _stop_listening(self) -> None:
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe = []

    def _end(self) -> None:
        self._callback = None
        self._stop_listening()


def _unnamed(_poem: StoredPoem) -> tuple[str, None]:
    return "", None
