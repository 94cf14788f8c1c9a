"""What is read for the rows of a table that are seen, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from poetrygui.core.fields.flat_fields import flat_fields
from poetrygui.core.fields.frame_fields import LONGEST_FRAME
from poetrygui.core.fields.plain_fields import Plain
from poetrygui.core.text.display_text import LITERAL
from poetrygui.recordings.field_source import FieldSource
from poetrygui.recordings.table_rows import RowKind, TableRow, TableRows
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

    def __init__(self, rows: TableRows, fields: FieldSource) -> None:
        """Read ``rows``; ``fields`` tells those of frames."""
        self.rows = rows
        self.fields = fields
        self.lettering = LITERAL
        """How frames are read as text."""

    def read(self, first: int, stop: int) -> list[ShownRow]:
        """Return the rows from the one of number ``first`` up to ``stop``. Raises OSError."""
        found = self.rows.between(first, stop)
        data = dict(self._data_of(found))
        frames = [(row.frame, data[row.number]) for row in found if row.frame is not None and row.size <= LONGEST_FRAME]
        if wanted := [(frame, piece) for frame, piece in frames if self.fields.known(frame) is None]:
            self.fields.want(wanted)
        return [self._shown(row, data.get(row.number, b"")) for row in found]

    def _shown(self, row: TableRow, data: bytes) -> ShownRow:
        known = (None,) if row.frame is None or row.size > LONGEST_FRAME else self.fields.known(row.frame)
        fields = None if known is None else flat_fields(known[0])
        return ShownRow(row, preview_text(row, data[:LONGEST_PREVIEW], self.lettering), fields)

    def _data_of(self, rows: list[TableRow]) -> Iterator[tuple[int, bytes]]:
        """Give the bytes of frames by the numbers of their rows: of one that is not taken apart the first alone."""
        frames = [row for row in rows if row.kind is RowKind.FRAME]
        start, stop = (frames[0].start, frames[-1].stop) if frames else (0, 0)
        if stop - start <= _READ_TOGETHER:
            together = self.rows.poem.read(start, stop)
            yield from ((row.number, together[row.start - start : row.stop - start]) for row in frames)
            return
        for row in frames:
            size = row.size if row.size <= LONGEST_FRAME else LONGEST_PREVIEW
            yield row.number, self.rows.poem.read(row.start, row.start + size)
