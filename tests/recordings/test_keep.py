"""Only a recording of the profile's own is marked as kept, and the mark is the one that the budget looks at."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.library.poem_folders import is_marked
from poetrygui.errors import RecordingError, SaveError
from poetrygui.recordings.keep import check_markable, mark_recording
from tests.recordings.recorded_folder import record


def test_the_mark_is_put_and_taken_away_and_twice_is_as_good_as_once(tmp_path: Path) -> None:
    folder = record(tmp_path / "poems" / "one", [b"x"])
    check_markable(folder, tmp_path / "poems", tmp_path / "closed")
    for kept in (True, True, False, False):
        mark_recording(folder, kept=kept)
        assert is_marked(folder) is kept


def test_what_is_elsewhere_or_a_link_has_no_budget(tmp_path: Path) -> None:
    elsewhere = record(tmp_path / "elsewhere", [b"x"])
    (tmp_path / "poems").mkdir()
    (tmp_path / "poems" / "link").symlink_to(elsewhere)
    for folder in (elsewhere, tmp_path / "poems" / "link"):
        with pytest.raises(RecordingError, match="not among this profile"):
            check_markable(folder, tmp_path / "poems")


def test_what_is_gone_meanwhile_is_said(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="could not be marked"):
        mark_recording(tmp_path / "poems" / "gone", kept=True)
