"""Which fields have columns: the first that were seen, until somebody chooses."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.recording import Recording
from poetrygui.gui.frames.table_fields import FIRST, MOST_SEEN, TableFields
from tests.recordings.framed_folder import record_lines


def test_the_first_that_were_seen_have_columns_until_others_are_chosen() -> None:
    fields, changed = TableFields(), list[str]()
    fields.changed.connect(changed.append)
    assert fields.columns("jsonl") == ()
    fields.see("jsonl", "abc")
    fields.see("jsonl", "cde")
    fields.see("nmea", "x")
    assert fields.columns("jsonl") == ("a", "b", "c", "d", "e")
    fields.see("jsonl", "fghij")
    assert len(fields.columns("jsonl")) == FIRST
    fields.choose("jsonl", ["z", "a"])
    assert changed == ["jsonl"]
    assert fields.columns("jsonl") == ("z", "a")
    assert fields.columns("nmea") == ("x",)
    assert fields.seen("jsonl") == tuple("abcdefghijz")
    assert fields.chosen == {"jsonl": ("z", "a")}
    fields.choose("jsonl", [])
    assert fields.columns("jsonl") == ()


def test_of_names_without_end_some_are_remembered() -> None:
    fields = TableFields()
    fields.see("jsonl", map(str, range(10 * MOST_SEEN)))
    assert len(fields.seen("jsonl")) == MOST_SEEN


def test_without_anybody_who_knows_there_are_none(tmp_path: Path) -> None:
    recording = Recording.existing(record_lines(tmp_path / "poem", [b"a\n"]))
    assert TableFields().of(recording).known(0) == (None,)
    recording.close()
