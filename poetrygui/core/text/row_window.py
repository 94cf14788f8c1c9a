"""The few rows of a poem that a view holds, and where bytes and columns are in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from operator import attrgetter

from poetrygui.core.poems.lettered_poem import lettering_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.colour_runs import PLAIN, ColourRun, colour_runs, style_before
from poetrygui.core.text.display_text import (
    RUN_LIMIT,
    column_at_offset,
    column_offsets,
    offset_at_column,
    places_in,
    shown_text,
)
from poetrygui.core.text.row_cutter import LONGEST_ROW, Row, RowCutter

_START = attrgetter("start")
# A letter with as many marks as are shown; read from disk, not laid out.
_BYTES_OF_A_PLACE = 2 * (RUN_LIMIT + 1)


class NoPoem:
    """A poem of nothing, for a view that has not been given one."""

    start = 0
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
        """Promise nothing: it never calls back."""
        return lambda: None


class RowWindow:
    """Some rows on either side of a place in a poem, and where bytes and columns are in them.

    Columns are UTF-16 units of the shown text, which is how Qt counts.
    """

    def __init__(self, reader: PoemReader, row_bytes: int = LONGEST_ROW) -> None:
        """Hold no rows yet."""
        self._reader = reader
        self._lettering = lettering_of(reader)
        self._cutter = RowCutter(reader, row_bytes)
        self._columns: dict[int, list[int]] = {}
        self.rows: list[Row] = []
        self.texts: list[str] = []
        """What is shown of each row."""
        self.colours: list[list[ColourRun]] = []
        """What of each row has colours; nothing where colours are not shown."""
        self.size = 0
        """Bytes that the poem had when the rows were loaded."""

    @property
    def is_empty(self) -> bool:
        """Whether there are none."""
        return not self.rows

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
        earlier = self._cutter.rows_before(start, before, _most_bytes_of(before, width))
        rows, texts = self._fitting(reversed(earlier), before, width)
        later, later_texts = self._fitting(self._cutter.rows_from(start, _bytes_of(after, width)), after, width)
        return self._replace(size, [*reversed(rows), *later], [*reversed(texts), *later_texts])

    def load_end(self, lines: int, width: int) -> bool:
        """Hold the last rows, enough for so many lines; see :meth:`load`."""
        size = self._reader.size
        earlier = self._cutter.rows_before(size, lines, _most_bytes_of(lines, width))
        rows, texts = self._fitting(reversed(earlier), lines, width)
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
            self._columns[index] = column_offsets(self.rows[index].data, self._lettering)
        return self._columns[index]

    def _replace(self, size: int, rows: list[Row], texts: list[str]) -> bool:
        changed = rows != self.rows
        self.size, self.rows, self.texts = size, rows, texts
        if changed:
            self._columns.clear()
            self.colours = self._find_colours()
        return changed

    def _find_colours(self) -> list[list[ColourRun]]:
        found: list[list[ColourRun]] = []
        style = PLAIN
        for row in self.rows if self._lettering.colours else ():
            if row.begins_line:
                style = PLAIN
            elif not found:
                style = style_before(self._reader, row.start)
            runs, style = colour_runs(row.data, self._lettering, style)
            found.append(runs)
        return found

    def _fitting(self, rows: Iterable[Row], lines: int, width: int) -> tuple[list[Row], list[str]]:
        """Return as many rows as fill so many lines of ``width`` characters, and what is shown of them."""
        taken: list[Row] = []
        texts: list[str] = []
        for row in rows if lines > 0 else ():
            text = shown_text(row.data, self._lettering)
            taken.append(row)
            texts.append(text)
            lines -= 1 + places_in(text) // width if width else 1
            if lines <= 0:
                break
        return taken, texts


def _bytes_of(lines: int, width: int) -> int:
    return lines * (width or LONGEST_ROW) + LONGEST_ROW


def _most_bytes_of(lines: int, width: int) -> int:
    return _BYTES_OF_A_PLACE * lines * width + LONGEST_ROW if width else _bytes_of(lines, width)
