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
    origin: str = ""
    """What it is of, where it may be of several."""


def detailed_row(page: FramePage, number: int, times: Times) -> DetailedRow | None:
    """Return the row of that ``number`` of ``page``, its time as ``times`` tell it, with the fields that are known.

    Those that are not known are asked for. Raises OSError.
    """
    found = page.rows.between(number, number + 1)
    if not found:
        return None
    row = found[0]
    before = page.rows.frame_before(row) if row.frame is not None else None
    data, data_before = _data(page, row), None if before is None else _data(page, before)
    fields, fields_before = _fields(page, [(row, data)] + ([] if before is None else [(before, data_before or b"")]))
    time, heading = times.text(row), page.rows.heading
    origin = f"{heading} {row.origin.name}" if heading and row.origin is not None else ""
    kind, lettering = row.kind, page.lettering
    return DetailedRow(
        kind, row.frame, row.size, time, row.wait, data, data_before, fields, fields_before, lettering, origin
    )


def _data(page: FramePage, row: TableRow) -> bytes:
    if row.kind is RowKind.FRAME:
        return page.rows.read(row, row.start, min(row.stop, row.start + LONGEST))
    if row.kind is RowKind.BETWEEN:
        return page.rows.read(row, row.start, row.stop).rstrip(b"\n")
    if isinstance(row.record, Sent):
        return row.record.data[:LONGEST]
    return preview_text(row, b"").encode()


def _fields(page: FramePage, rows: list[tuple[TableRow, bytes]]) -> tuple[Fields | None, Fields | None]:
    """Return the fields of a row and of the one before it, as far as they are known; others are asked for."""
    frames = [(row.origin, row.frame, data) for row, data in rows if row.origin is not None and row.frame is not None]
    found: list[Fields | None] = []
    for origin, number, _ in frames:
        if page.fields.known(origin, number) is None:
            wanted = [(frame, piece) for each, frame, piece in frames if each.poem is origin.poem]
            page.fields.want(origin, wanted)
        found.append((page.fields.known(origin, number) or (None,))[0])
    return found[0] if found else None, found[1] if len(found) > 1 else None
