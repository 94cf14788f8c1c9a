"""How a poem is cut in rows that are short enough to lay out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from poetrygui.core.poems.lettered_poem import lettering_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.display_text import is_break

LONGEST_ROW = 2048
"""Lines of up to so many bytes are one row."""

_COUNTED = 64 * 1024  # so far into a line its rows are counted from its start, beyond that from the poem's start
_BACK = 64  # so many bytes a cut may move back to the border of a character


class Row(NamedTuple):
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
        self._lettering = lettering_of(reader)

    def row_start(self, offset: int) -> int:
        """Return where the row begins that holds the byte at ``offset``; past the end, the last row."""
        size = self._reader.size
        offset = max(self._reader.start, min(offset, size - 1))
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
                if end == cut + 1 and buffer[cut] != 0x0D:
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
        first = self._reader.start
        if start <= first or count <= 0:
            return []
        floor = max(first, start - max_bytes)
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
        known = start > offset - limit or start == self._reader.start or self._newline(start - 1)
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
        base = max(self._reader.start, nominal - _BACK)
        data = self._reader.read(base, nominal + 4)
        border = self._lettering.border(data, nominal - base, base)
        if not self._lettering.is_utf_8:
            return base + border
        place = first = _character_border(data, border)
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
