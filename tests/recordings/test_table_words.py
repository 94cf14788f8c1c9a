"""What stands in a row, in words that are harmless."""

from __future__ import annotations

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import Event, Sent
from poetrygui.recordings.table_rows import RowKind, TableRow
from poetrygui.recordings.table_words import direction_word, preview_text

FRAME = TableRow(3, RowKind.FRAME, 0, 0, 3, 0, 3, 1)


def test_a_frame_is_one_line_of_its_first_bytes() -> None:
    assert preview_text(FRAME, b"one\x1b[1m\ntwo\xff") == "one␛[1m␊two�"
    assert len(preview_text(FRAME, b"x" * 1000)) <= 400


def test_what_was_sent_and_what_happened() -> None:
    sent = TableRow(3, RowKind.SENT, 0, 0, 3, 0, 0, record=Sent(0, b"PING\r\n"))
    lost = TableRow(3, RowKind.EVENT, 0, 0, 0, 0, 0, record=Event(0, EventKind.LOST, "reset"))
    assert preview_text(sent, b"") == "PING␍␊"
    assert preview_text(lost, b"") == "connection lost: reset"
    assert "damaged" in preview_text(TableRow(3, RowKind.EVENT, 0, 0, 0, 0, 0), b"")
    assert [direction_word(kind) for kind in RowKind] == ["in", "out", "", ""]
