"""The note of what is kept of a recording: written whole, and read as that or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems import kept_part
from poetrygui.core.poems.kept_part import (
    ALL,
    NOTHING,
    Dropped,
    KeptPart,
    look_by_part,
    read_kept_part,
    write_kept_part,
)

PART = KeptPart(8, rows=16, borders=8, wire=24, log=0, dropped=Dropped(30, 20, 3, 2, 4, 6, 1000))
NOTE = "kept-part.json"


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_kept_part(tmp_path) == read_kept_part(tmp_path / "nowhere") == ALL
    (tmp_path / f"{NOTE}.tmp").write_text("of a program that died")
    write_kept_part(tmp_path, PART)
    assert read_kept_part(tmp_path) == PART
    assert [each.name for each in tmp_path.iterdir()] == [NOTE]
    assert not NOTHING
    assert PART.dropped


@pytest.mark.parametrize(
    "before, after",
    [('"wire": 24', '"wire": 25'), ('"rows": 16', '"rows": -16'), ('"log": 0', '"log": "0"'), ("{", "")],
)
def test_damage_is_said(tmp_path: Path, before: str, after: str) -> None:
    write_kept_part(tmp_path, PART)
    note = (tmp_path / NOTE).read_text()
    assert before in note
    (tmp_path / NOTE).write_text(note.replace(before, after, 1))
    with pytest.raises(OSError, match="its dropped beginning is damaged"):
        read_kept_part(tmp_path)


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / NOTE).mkdir()
    with pytest.raises(OSError, match="is damaged"):
        read_kept_part(tmp_path)


def test_what_is_given_up_while_files_are_looked_at_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for segment in (3, 4):
        (tmp_path / f"wire.00{segment}").write_bytes(b"x" * 8)
    write_kept_part(tmp_path, KeptPart(8, wire=16))
    looked: list[KeptPart] = []

    def look(directory: Path) -> KeptPart:
        looked.append(read_kept_part(directory))
        if len(looked) == 1:
            write_kept_part(directory, PART)
        return looked[-1]

    monkeypatch.setattr(kept_part, "read_kept_part", look)
    wire = SegmentedFile(tmp_path, "wire")
    assert look_by_part(tmp_path, {"wire": wire}) == PART
    assert (wire.start, wire.size) == (24, 40)
    assert looked == [KeptPart(8, wire=16), PART], "it is read once for each look"
    assert look_by_part(tmp_path, {"wire": wire}) == PART
    assert len(looked) == 3


def test_a_note_that_comes_while_files_are_looked_at_is_read(tmp_path: Path) -> None:
    class Coming(SegmentedFile):
        def look(self) -> None:
            if not (tmp_path / NOTE).exists():
                write_kept_part(tmp_path, KeptPart(8))
            super().look()

    (tmp_path / "wire.000").write_bytes(b"x" * 8)
    assert look_by_part(tmp_path, {"wire": Coming(tmp_path, "wire")}) == KeptPart(8)
