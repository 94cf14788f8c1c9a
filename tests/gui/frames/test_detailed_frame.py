"""All of one row: its bytes and fields, and those of the frame before it."""

from __future__ import annotations

from pathlib import Path

from twisted.internet.task import Clock

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.frames.detailed_frame import LONGEST, detailed_row
from poetrygui.gui.frames.frame_model import Times
from poetrygui.gui.frames.frame_page import FramePage
from poetrygui.gui.frames.page_fields import PageFields
from poetrygui.recordings.field_source import OwnFields
from poetrygui.recordings.joined_rows import JoinedRows
from poetrygui.recordings.table_rows import RowKind
from tests.protocols.framing import load
from tests.recordings.framed_folder import record_lines


def test_a_row_is_told_with_the_frame_before_it(tmp_path: Path) -> None:
    chunks = [b'{"a": 1}\n', b'{"a": 2}\n', b'"' + b"x" * LONGEST + b'"\n']
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", chunks, sent={1: b"PING"}, protocol="jsonl"))
    assert poem.recording is not None
    page = FramePage(JoinedRows(poem), PageFields(lambda _: OwnFields(load("jsonl"), Clock(), at_once=10.0)))
    _clock, connected, first, sent, second, long, _end = (detailed_row(page, number, Times()) for number in range(7))
    assert detailed_row(page, 7, Times()) is None
    assert connected is not None
    assert (connected.kind, connected.data) == (RowKind.EVENT, b"connected: 127.0.0.1:7")
    assert first is not None
    assert (first.number, first.data, first.before, first.fields_before) == (0, b'{"a": 1}', None, None)
    assert sent is not None
    assert (sent.number, sent.data, sent.before, sent.fields) == (None, b"PING", None, None)
    assert second is not None
    assert (second.time, second.wait, second.size) == ("0.002000 s", 0, 8)
    assert (second.before, second.fields, second.fields_before) == (b'{"a": 1}', {"a": 2}, {"a": 1})
    assert long is not None
    assert (long.size, len(long.data), long.fields) == (LONGEST + 2, LONGEST, None)
    poem.recording.close()
    poem.close()
