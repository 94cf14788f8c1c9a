"""The few rows of a poem that a view holds: how lines are cut in rows, and where a byte is in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from operator import attrgetter

from attrs import frozen

from poetrygui.core.stored_poem import PoemReader
from poetrygui.gui.display_text import (
    column_at_offset,
    column_offsets,
    is_break,
    offset_at_column,
    shown_text,
)

LONGEST_ROW = 2048
"""Lines of up to so many bytes are one row."""

_COUNTED = 64 * 1024  # so far into a line its rows are counted from its start, beyond that from the poem's start
_BACK = 64  # so many bytes a cut may move back to the border of a character
_START = attrgetter("start")


@frozen
class Row:
    """One row: its bytes, from ``start`` to ``stop``; the next row begins at ``next``."""

    start: int
    stop: int
    next: int
    begins_line: bool
    data: bytes


class RowCutter:
    """Cuts a poem in rows, the same ones from wherever one begins.

    A row is a line; a line longer than :data:`LONGEST_ROW` is cut every ``row_bytes``. The cuts are counted from the
    line's start in its first 64 KiB and from the poem's start beyond, so that no place in an endless line needs a look
    further back than that. A cut moves back by up to 64 bytes, so as not to part a character or the marks on it. A
    row leaves out the newline that ends it, and a carriage return before that.
    """

    def __init__(self, reader: PoemReader, row_bytes: int = LONGEST_ROW) -> None:
        """Cut what ``reader`` holds; ``row_bytes`` is more than 128 and divides 64 KiB."""
        self._reader = reader
        self._row_bytes = row_bytes

    def row_start(self, offset: int) -> int:
        """Return where the row begins that holds the byte at ``offset``; past the end, the last row."""
        size = self._reader.size
        offset = max(0, min(offset, size - 1))
        line = self._line_start(offset)
        if line is not None and self._is_one_row(line):
            return line
        nominal = self._nominal_before(line, min(offset + _BACK, size - 1))
        while line is None or nominal > line:
            cut = self._cut_at(nominal)
            rest = self._reader.read(cut, cut + 2)
            if cut <= offset and rest != b"\r\n" and not rest.startswith(b"\n"):
                return cut
            nominal = self._nominal_before(line, nominal - 1)
        return line

    def rows_from(self, start: int, block: int) -> Iterator[Row]:
        """Give the rows from the one that begins at ``start``, reading ``block`` bytes at a time."""
        size = self._reader.size
        if start >= size:
            return
        line = self._line_start(start)
        place = base = start
        buffer = b""
        reach = 2 * LONGEST_ROW + _BACK + 2
        while place < size:
            if base + len(buffer) < min(place + reach, size):
                base, buffer = place, self._reader.read(place, place + max(reach, block))
                if not buffer:
                    return
            begin = place - base
            whole = place == line
            end = buffer.find(b"\n", begin, begin + LONGEST_ROW + 1) if whole else -1
            if end < 0 and not (whole and size - place <= LONGEST_ROW):
                cut = self._next_cut(line, place) - base
                end = buffer.find(b"\n", begin, cut + 2)
                if end > cut and not (end == cut + 1 and buffer[cut] == 0x0D):
                    end = -1
                if end < 0 and base + cut < size:
                    yield Row(place, base + cut, base + cut, whole, buffer[begin:cut])
                    place = base + cut
                    continue
            if end < 0:
                yield Row(place, size, size, whole, buffer[begin : size - base])
                return
            stop = end - 1 if end > begin and buffer[end - 1] == 0x0D else end
            yield Row(place, base + stop, base + end + 1, whole, buffer[begin:stop])
            line = place = base + end + 1

    def rows_before(self, start: int, count: int, max_bytes: int) -> list[Row]:
        """Return up to ``count`` rows that end where the row at ``start`` begins, of ``max_bytes`` or little more."""
        if start <= 0 or count <= 0:
            return []
        floor = max(0, start - max_bytes)
        data = self._reader.read(floor, start)
        found = len(data)
        for _ in range(count + 1):
            found = data.rfind(b"\n", 0, found)
            if found < 0:
                break
        first = self.row_start(floor) if found < 0 else floor + found + 1
        rows = takewhile(lambda row: row.start < start, self.rows_from(first, start - first))
        return list(rows)[-count:]

    def _line_start(self, offset: int) -> int | None:
        """Return where the line begins, or None where that is so far back that cuts are not counted from it."""
        limit = _COUNTED + 2 * self._row_bytes
        start = self._reader.start_of_line(offset, limit)
        known = start > offset - limit or start == 0 or self._newline(start - 1)
        return start if known else None

    def _newline(self, offset: int) -> bool:
        return self._reader.read(offset, offset + 1) == b"\n"

    def _is_one_row(self, line: int) -> bool:
        if self._reader.size - line <= LONGEST_ROW:
            return True
        return b"\n" in self._reader.read(line, line + LONGEST_ROW + 1)

    def _nominal_before(self, line: int | None, offset: int) -> int:
        """Return the last place at or before ``offset`` where a row of this line would begin."""
        absolute = offset - offset % self._row_bytes
        if line is None or absolute >= line + _COUNTED:
            return absolute
        return line + min((offset - line) // self._row_bytes, _COUNTED // self._row_bytes - 1) * self._row_bytes

    def _next_cut(self, line: int | None, start: int) -> int:
        """Return where the row that begins at ``start`` in a long line is cut; the poem's end if it is not reached."""
        reached = start + _BACK  # at or past the place where this row would have begun, had its cut not moved
        nominal = reached - reached % self._row_bytes + self._row_bytes
        if line is not None:
            counted = line + ((reached - line) // self._row_bytes + 1) * self._row_bytes
            nominal = counted if counted < line + _COUNTED else max(nominal, self._first_absolute(line))
        return self._cut_at(nominal) if nominal < self._reader.size else self._reader.size

    def _first_absolute(self, line: int) -> int:
        return -(-(line + _COUNTED) // self._row_bytes) * self._row_bytes

    def _cut_at(self, nominal: int) -> int:
        """Return the place to cut: ``nominal``, or a little before, at the border of a character."""
        base = max(0, nominal - _BACK)
        data = self._reader.read(base, nominal + 4)
        place = first = _character_border(data, nominal - base)
        while place > 8 and not is_break(_last_character(data[:place]), _first_character(data[place:])):
            place = _character_border(data, place - 1)
        return base + (place if place > 8 else first)


def _character_border(data: bytes, place: int) -> int:
    """Return the last place at or before ``place`` where a UTF-8 decoder, come so far, begins anew."""
    for back in range(4):
        # After three continuation bytes whatever began before them is complete.
        if place - back <= 0 or not 0x80 <= data[place - back] <= 0xBF:
            return max(place - back, 0)
    return place


def _first_character(data: bytes) -> str:
    return data[:4].decode("utf-8", "replace")[:1]


def _last_character(data: bytes) -> str:
    return data[-4:].decode("utf-8", "replace")[-1:]


class NoPoem:
    """A poem of nothing, for a view that has not been given one."""

    size = 0
    line_count = 0

    def read(self, start: int, stop: int) -> bytes:
        """Return nothing."""
        return b""

    def line_start(self, line: int) -> int:
        """Return the only offset."""
        return 0

    def line_at(self, offset: int) -> int:
        """Return the only line."""
        return 0

    def start_of_line(self, offset: int, limit: int = 0) -> int:
        """Return the only offset."""
        return 0

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Never call back."""
        return lambda: None


class RowWindow:
    """Some rows on either side of a place in a poem, and where bytes and columns are in them.

    Columns are UTF-16 units of the shown text, which is how Qt counts.
    """

    def __init__(self, reader: PoemReader, row_bytes: int = LONGEST_ROW) -> None:
        """Hold no rows yet."""
        self._reader = reader
        self._cutter = RowCutter(reader, row_bytes)
        self._columns: dict[int, list[int]] = {}
        self.rows: list[Row] = []
        self.texts: list[str] = []
        """What is shown of each row."""
        self.size = 0
        """Bytes that the poem had when the rows were loaded."""

    @property
    def start(self) -> int:
        """Where the first row begins."""
        return self.rows[0].start if self.rows else 0

    @property
    def stop(self) -> int:
        """Where the row after the last one begins."""
        return self.rows[-1].next if self.rows else 0

    def load(self, offset: int, before: int, after: int, width: int) -> bool:
        """Hold the row of the byte at ``offset`` and enough rows for so many lines of text before and after it.

        ``width`` is how many characters fit on such a line, 0 where rows are not wrapped. Return whether that has
        changed anything. Raises OSError.
        """
        size = self._reader.size
        start = self._cutter.row_start(offset)
        earlier = self._cutter.rows_before(start, before, _bytes_of(before, width))
        rows, texts = _fitting(reversed(earlier), before, width)
        later, later_texts = _fitting(self._cutter.rows_from(start, _bytes_of(after, width)), after, width)
        return self._replace(size, [*reversed(rows), *later], [*reversed(texts), *later_texts])

    def load_end(self, lines: int, width: int) -> bool:
        """Hold the last rows, enough for so many lines; see :meth:`load`."""
        size = self._reader.size
        earlier = self._cutter.rows_before(size, lines, 4 * _bytes_of(lines, width))
        rows, texts = _fitting(reversed(earlier), lines, width)
        return self._replace(size, rows[::-1], texts[::-1])

    @property
    def reaches_end(self) -> bool:
        """Whether the last row was the poem's last one when it was loaded."""
        return self.stop == self.size

    def index_of(self, offset: int) -> int:
        """Return the index of the row that holds the byte; the first or last one where it is outside."""
        return max(bisect_right(self.rows, offset, key=_START) - 1, 0)

    def column_of(self, index: int, offset: int) -> int:
        """Return the column of a byte in a row, clamped to the row."""
        row = self.rows[index]
        return column_at_offset(self._offsets(index), min(max(offset, row.start), row.stop) - row.start)

    def offset_of(self, index: int, column: int) -> int:
        """Return the byte that a column of a row stands before."""
        return self.rows[index].start + offset_at_column(self._offsets(index), column)

    def neighbour(self, offset: int, side: int) -> int:
        """Return where the next character begins (``side`` 1) or the one before (-1); a row's end is a place too."""
        if not self.rows:
            return offset
        index = self.index_of(offset)
        places = {self.rows[index].start + place for place in self._offsets(index)}
        if side > 0:
            return min((place for place in places if place > offset), default=self.rows[index].next)
        before = [place for place in places if place < offset]
        if before or index == 0:
            return max(before, default=offset)
        earlier = self.rows[index - 1]
        return earlier.stop if earlier.stop < offset else self.neighbour(offset - 1, side)

    def _offsets(self, index: int) -> list[int]:
        if index not in self._columns:
            self._columns[index] = column_offsets(self.rows[index].data)
        return self._columns[index]

    def _replace(self, size: int, rows: list[Row], texts: list[str]) -> bool:
        changed = rows != self.rows
        self.size, self.rows, self.texts = size, rows, texts
        if changed:
            self._columns.clear()
        return changed


def _bytes_of(lines: int, width: int) -> int:
    return lines * (width or LONGEST_ROW) + LONGEST_ROW


def _fitting(rows: Iterable[Row], lines: int, width: int) -> tuple[list[Row], list[str]]:
    """Return as many rows as fill so many lines of ``width`` characters, and what is shown of them."""
    taken: list[Row] = []
    texts: list[str] = []
    for row in rows if lines > 0 else ():
        text = shown_text(row.data)
        taken.append(row)
        texts.append(text)
        lines -= 1 + len(text) // width if width else 1
        if lines <= 0:
            break
    return taken, texts
