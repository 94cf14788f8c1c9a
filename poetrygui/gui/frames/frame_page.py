"""What is read for the rows of a table that are seen, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from poetrygui.core.fields.flat_fields import flat_fields
from poetrygui.core.fields.frame_fields import LONGEST_FRAME
from poetrygui.core.fields.plain_fields import Fields, Plain
from poetrygui.core.text.display_text import LITERAL
from poetrygui.gui.frames.page_fields import PageFields
from poetrygui.recordings.row_origin import Origin
from poetrygui.recordings.row_source import RowSource
from poetrygui.recordings.table_rows import RowKind, TableRow
from poetrygui.recordings.table_words import LONGEST_PREVIEW, preview_text

_READ_TOGETHER = 1024 * 1024  # bytes


class ShownRow(NamedTuple):
    """A row, a line on what it has, and the fields of a frame by the names that lead to each.

    ``fields`` is None where they are not known yet.
    """

    row: TableRow
    preview: str
    fields: dict[str, Plain] | None = None


class FramePage:
    """Reads rows, and has the fields of their frames known."""

    def __init__(self, rows: RowSource, fields: PageFields) -> None:
        """Read ``rows``; ``fields`` tells those of frames."""
        self.rows = rows
        self.fields = fields
        self.lettering = LITERAL
        """How frames are read as text."""

    def read(self, first: int, stop: int) -> list[ShownRow]:
        """Return the rows from the one of number ``first`` up to ``stop``. Raises OSError."""
        found = self.rows.between(first, stop)
        data = dict(self._data_of(found))
        self._want(found, data)
        return [self._shown(row, data.get(row.number, b"")) for row in found]

    def _want(self, rows: list[TableRow], data: dict[int, bytes]) -> None:
        wanted: dict[Origin, dict[int, bytes]] = {}
        for row in rows:
            if row.origin is not None and row.frame is not None and row.size <= LONGEST_FRAME:
                wanted.setdefault(row.origin, {})[row.frame] = data[row.number]
        self.fields.keep(row.origin.recording for row in rows if row.origin is not None)
        for origin, frames in wanted.items():
            self.fields.want(origin, frames.items())

    def _shown(self, row: TableRow, data: bytes) -> ShownRow:
        known: tuple[Fields | None] | None = (None,)
        if row.origin is not None and row.frame is not None and row.size <= LONGEST_FRAME:
            known = self.fields.known(row.origin, row.frame)
        fields = None if known is None else flat_fields(known[0])
        seen = data
        if row.line is not None and row.size <= LONGEST_FRAME:
            seen = data[max(row.line[0] - row.start, 0) : max(row.line[1] - row.start, 0)]
        return ShownRow(row, preview_text(row, seen[:LONGEST_PREVIEW], self.lettering), fields)

    def _data_of(self, rows: list[TableRow]) -> Iterator[tuple[int, bytes]]:
        """Give bytes by the numbers of their rows: of frames all that is taken apart, or else what is shown of them."""
        with_bytes = [row for row in rows if row.kind in (RowKind.FRAME, RowKind.BETWEEN)]
        for _, same in groupby(with_bytes, lambda row: row.origin):
            run = [(row, *_wanted(row)) for row in same]
            start, stop = min(first for _, first, _ in run), max(last for _, _, last in run)
            is_small = stop - start <= _READ_TOGETHER
            together = self.rows.read(run[0][0], start, stop) if is_small else b""
            for row, first, last in run:
                data = together[first - start : last - start] if is_small else self.rows.read(row, first, last)
                yield row.number, data


def _wanted(row: TableRow) -> tuple[int, int]:
    """Return from which byte up to which a row is read: of a frame that is not taken apart, what is shown."""
    if row.size <= LONGEST_FRAME:
        return row.start, row.stop
    first, stop = row.line or (row.start, row.stop)
    return first, min(stop, first + LONGEST_PREVIEW)
