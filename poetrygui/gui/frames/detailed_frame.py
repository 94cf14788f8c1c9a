"""All that is read of one row of the table, and of the frame before it."""

from __future__ import annotations

from attrs import frozen

from poetrygui.core.fields.frame_fields import LONGEST_FRAME
from poetrygui.core.fields.plain_fields import Fields
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.wire_records import Sent
from poetrygui.core.text.display_text import LITERAL
from poetrygui.gui.frames.frame_model import Times
from poetrygui.gui.frames.frame_page import FramePage
from poetrygui.recordings.table_rows import RowKind, TableRow
from poetrygui.recordings.table_words import preview_text

LONGEST = LONGEST_FRAME
"""Bytes of a frame that are shown beside the table."""


@frozen
class DetailedRow:
    """A row: its kind, the ``number`` of a frame from 0, its size, its time in words, and the wait before it in µs.

    ``data`` are its first bytes, ``before`` those of the frame before; None where there is none. So with the fields.
    """

    kind: RowKind
    number: int | None
    size: int
    time: str
    wait: int
    data: bytes
    before: bytes | None
    fields: Fields | None
    fields_before: Fields | None
    lettering: Lettering = LITERAL
    """How its bytes are read as text."""


def detailed_row(page: FramePage, number: int, times: Times) -> DetailedRow | None:
    """Return the row of that ``number`` of ``page``, its time as ``times`` tell it, with the fields that are known.

    Those that are not known are asked for. Raises OSError.
    """
    found = page.rows.between(number, number + 1)
    if not found:
        return None
    row = found[0]
    data, before = _data(page, row), None
    row_before = None if not row.frame else page.rows.row_of_frame(row.frame - 1)
    if row_before is not None:
        before = _data(page, page.rows.between(row_before, row_before + 1)[0])
    fields, fields_before = _fields(page, row.frame, data, before)
    time = times.text(row.time)
    return DetailedRow(
        row.kind, row.frame, row.size, time, row.wait, data, before, fields, fields_before, page.lettering
    )


def _data(page: FramePage, row: TableRow) -> bytes:
    if row.kind is RowKind.FRAME:
        return page.rows.poem.read(row.start, min(row.stop, row.start + LONGEST))
    if isinstance(row.record, Sent):
        return row.record.data[:LONGEST]
    return preview_text(row, b"").encode()


def _fields(
    page: FramePage, frame: int | None, data: bytes, before: bytes | None
) -> tuple[Fields | None, Fields | None]:
    if frame is None:
        return None, None
    wanted = [(frame, data)] + ([] if before is None else [(frame - 1, before)])
    if unknown := [each for each in wanted if page.fields.known(each[0]) is None]:
        page.fields.want(unknown)
    found = [(page.fields.known(number) or (None,))[0] for number, _ in wanted]
    return found[0], found[1] if len(found) > 1 else None
