"""The rows of all that came, in the place of a text that has what was sent among it: they have that, too."""

from __future__ import annotations

from poetrygui.core.library.sent_found import FoundMessage
from poetrygui.core.poems.chosen_lines import stretch_from_whole, stretch_in_whole
from poetrygui.core.poems.joined_poems import JoinedPoems
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.joined_rows import JoinedRows
from poetrygui.recordings.row_origin import NameOf
from poetrygui.recordings.table_rows import RowKind, TableRow

_NEAR = 64
"""Rows before a frame among which a message is looked for that was sent before it."""


class RowsAmong(JoinedRows):
    """Reads the rows of connections: a RowSource. Offsets are those of a :attr:`reader` of their text."""

    def __init__(
        self, reader: PoemReader, poem: StoredPoem, joined: JoinedPoems | None, name_of: NameOf | None = None
    ) -> None:
        """Read ``poem`` and what is ``joined`` to it, as :class:`JoinedRows` does, which ``name_of`` names.

        ``reader`` has the text of it, and maybe what was sent among that.
        """
        super().__init__(poem, joined, name_of)
        self.reader = reader
        """Of which the offsets are."""

    def row_at(self, offset: int) -> int | None:
        """Return the row of a byte; None where it is of no frame that is whole, and of no message that is there."""
        at = stretch_in_whole(self.reader, offset, offset + 1)[0]
        row = super().row_at(at)
        sent = self.reader.what_at(offset) if isinstance(self.reader, SentAmong) else None
        if not isinstance(sent, FoundMessage):
            return row
        behind = self.count if row is None else row
        near = super().between(behind - _NEAR, behind)
        return next((each.number for each in reversed(near) if _is_of(each, sent)), row)

    def stretch_of(self, row: TableRow) -> tuple[int, int]:
        """Return from which byte up to which a row is."""
        start, stop = super().stretch_of(row)
        if row.kind is RowKind.SENT and isinstance(self.reader, SentAmong):
            span = self.reader.span_before(start, lambda what: isinstance(what, FoundMessage) and _is_of(row, what))
            if span is not None:
                return span
        return stretch_from_whole(self.reader, start, stop)


def _is_of(row: TableRow, sent: FoundMessage) -> bool:
    return row.kind is RowKind.SENT and row.time == sent.message.time and row.start == sent.message.at
