"""Which recording is meant: a folder, or a name among those that are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.errors import RecordingError
from poetrygui.recordings.named_recording import find_recording
from tests.recordings.recorded_folder import record


@pytest.fixture
def poems(tmp_path: Path) -> Path:
    for name in ("2026-01-01-ab12", "2026-01-01-cd34"):
        record(tmp_path / "poems" / name, [b"x"])
    return tmp_path / "poems"


@pytest.mark.parametrize("name", ["2026-01-01-ab12", "ab12", "2026-01-01-a"])
def test_a_name_may_be_short(poems: Path, name: str) -> None:
    assert find_recording(name, poems) == poems / "2026-01-01-ab12"


def test_a_path_is_a_folder(poems: Path, tmp_path: Path) -> None:
    assert find_recording(str(poems / "2026-01-01-cd34"), tmp_path) == poems / "2026-01-01-cd34"


@pytest.mark.parametrize(
    "name, sentence", [("2026", "could be any of"), ("zz", "There is no recording zz"), ("", "There is no recording")]
)
def test_what_is_not_one_recording_is_told(poems: Path, name: str, sentence: str) -> None:
    with pytest.raises(RecordingError, match=sentence):
        find_recording(name, poems)


def test_a_poem_without_a_wire_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="holds no recording"):
        find_recording(str(tmp_path), tmp_path)


def test_closed_ones_and_those_in_which_nothing_came_are_found(poems: Path, tmp_path: Path) -> None:
    record(tmp_path / "closed" / "2026-01-05_2026-01-03-ef56", [])
    record(tmp_path / "elsewhere", [b"x"])
    (poems / "2026-01-04-9999").symlink_to(tmp_path / "elsewhere")
    assert find_recording("ef56", poems, tmp_path / "closed").name == "2026-01-05_2026-01-03-ef56"
    with pytest.raises(RecordingError, match="There is no recording 9999"):
        find_recording("9999", poems)


def test_a_file_is_to_be_imported_first(tmp_path: Path) -> None:
    (tmp_path / "a.poemrec").write_bytes(b"")
    with pytest.raises(RecordingError, match="import it first"):
        find_recording(str(tmp_path / "a.poemrec"), tmp_path)
