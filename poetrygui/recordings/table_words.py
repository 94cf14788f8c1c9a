"""What stands in the rows of a table of frames, in words."""

from __future__ import annotations

from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.wire_records import Sent
from poetrygui.core.text.display_text import LITERAL, label_text
from poetrygui.recordings.ruler_records import Happening
from poetrygui.recordings.ruler_words import happening_words
from poetrygui.recordings.table_rows import RowKind, TableRow

LONGEST_PREVIEW = 400
"""Bytes of a frame that are shown in its row."""

_DAMAGED = "the log of the recording is damaged here"
_DIRECTIONS = {RowKind.FRAME: "in", RowKind.SENT: "out", RowKind.EVENT: "", RowKind.BETWEEN: ""}


def direction_word(kind: RowKind) -> str:
    """Return which way something went."""
    return _DIRECTIONS[kind]


def preview_text(row: TableRow, data: bytes, lettering: Lettering = LITERAL) -> str:
    """Return a line on what a ``row`` has; ``data`` are its first bytes, those of a frame as ``lettering`` has them."""
    if row.kind is RowKind.BETWEEN:
        return label_text(data.decode("utf-8", "replace").rstrip("\n"), LONGEST_PREVIEW)
    if row.kind is RowKind.FRAME:
        return label_text(lettering.text(data), LONGEST_PREVIEW)
    if isinstance(row.record, Sent):
        return label_text(lettering.text(row.record.data[:LONGEST_PREVIEW]), LONGEST_PREVIEW)
    return _DAMAGED if row.record is None else happening_words(Happening(row.record, 0, row.wait))
