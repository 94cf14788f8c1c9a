"""Only a recording of the profile's own is removed, and that whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.errors import RecordingError, SaveError
from poetrygui.recordings.forget import check_forgettable, forget_recording
from tests.recordings.recorded_folder import record


def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    folder = record(tmp_path / "poems" / "one", [b"x"])
    other = record(tmp_path / "poems" / "two", [b"x"])
    check_forgettable(folder, tmp_path / "poems", tmp_path / "closed")
    forget_recording(folder)
    assert list(tmp_path.iterdir()) == [tmp_path / "poems"]
    assert list((tmp_path / "poems").iterdir()) == [other]


def test_what_is_elsewhere_or_a_link_is_not_ours(tmp_path: Path) -> None:
    elsewhere = record(tmp_path / "elsewhere", [b"x"])
    (tmp_path / "poems").mkdir()
    (tmp_path / "poems" / "link").symlink_to(elsewhere)
    for folder in (elsewhere, tmp_path / "poems" / "link"):
        with pytest.raises(RecordingError, match="not among this profile"):
            check_forgettable(folder, tmp_path / "poems")


def test_what_is_gone_already_is_said(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="could not be removed"):
        forget_recording(tmp_path / "poems" / "gone")
