"""The four files of a poem: looked at, closed and removed together."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.poem_files import PoemFiles
from tests.core.reference_rows import descriptors_of


def test_descriptors_are_given_back_and_what_is_read_is_opened_anew(tmp_path: Path) -> None:
    files = PoemFiles(tmp_path)
    for file in (files.rows, files.borders, files.wire, files.log):
        file.append(b"x")
    assert descriptors_of(tmp_path) == 4
    files.close_writing()
    again = PoemFiles(tmp_path)
    again.look()
    assert [file.read(0, 9) for file in (again.rows, again.borders, again.wire, again.log)] == [b"x"] * 4
    assert descriptors_of(tmp_path) == 4
    again.close_reading()
    assert descriptors_of(tmp_path) == 0


def test_deleting_removes_what_was_written_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "wire.000").write_bytes(b"of somebody else")
    files = PoemFiles(tmp_path)
    files.rows.append(b"x")
    files.log.append(b"x")
    files.delete()
    assert [path.name for path in tmp_path.iterdir()] == ["wire.000"]
