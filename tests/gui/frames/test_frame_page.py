"""What is read for the rows that are seen: no more of a long frame than is shown of it."""

from __future__ import annotations

from pathlib import Path

from twisted.internet.task import Clock

from poetrygui.core.fields.frame_fields import LONGEST_FRAME
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.frames.frame_page import FramePage
from poetrygui.gui.frames.page_fields import PageFields
from poetrygui.recordings.field_source import OwnFields
from poetrygui.recordings.joined_rows import JoinedRows
from tests.protocols.framing import load
from tests.recordings.framed_folder import record_lines


def test_rows_have_previews_and_the_fields_of_their_frames(tmp_path: Path) -> None:
    long = b'"' + b"x" * LONGEST_FRAME + b'"'
    chunks = [b'{"a": {"b": 1}}\n', long + b"\n", b'{"c": "' + b"y" * 2_000_000 + b'"}\n', b"2\n"]
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", chunks, protocol="jsonl"))
    assert poem.recording is not None
    page = FramePage(JoinedRows(poem), PageFields(lambda _: OwnFields(load("jsonl"), Clock(), at_once=10.0)))
    found = page.read(0, 99)
    assert [row.fields for row in found] == [{}, {}, {"a.b": 1}, {}, {}, {"value": 2}, {}]
    assert found[2].preview == '{"a": {"b": 1}}'
    assert [len(row.preview) for row in found[3:5]] == [400, 400]
    assert [row.row.number for row in page.read(3, 5)] == [3, 4]
    poem.recording.close()
    poem.close()
