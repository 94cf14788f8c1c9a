"""A profile that a window has open: others know of it, and settings are written only where they have changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from poetrygui.errors import SaveError
from poetrygui.gui.window.open_profile import OpenProfile
from poetrygui.gui.window.settings import Settings
from poetrygui.paths import Profile


@pytest.fixture
def folders(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "profile")


def test_one_that_is_new_is_made_and_this_windows_alone(folders: Profile) -> None:
    opened = OpenProfile(folders)
    assert folders.root.is_dir()
    assert (opened.settings, opened.settings_problem) == (Settings(), None)
    assert (opened.is_alone, opened.has_others, opened.lock_problem) == (True, False, "")
    opened.close()
    assert list((folders.root / "running").iterdir()) == []


def test_the_second_window_knows_of_the_first_until_that_closes(folders: Profile) -> None:
    first, second = OpenProfile(folders), OpenProfile(folders)
    assert (first.is_alone, second.is_alone, second.has_others) == (True, False, True)
    alone_now = [first.is_alone_now, second.is_alone_now]
    first.close()
    alone_now.append(second.is_alone_now)
    second.close()
    assert alone_now == [False, False, True]
    third = OpenProfile(folders)
    assert third.is_alone
    third.close()


def test_where_no_lock_can_be_taken_nothing_is_this_windows_to_change(folders: Profile) -> None:
    folders.root.mkdir()
    (folders.root / "running").write_text("no folder")
    opened = OpenProfile(folders)
    assert not opened.is_alone
    assert not opened.is_alone_now
    assert opened.lock_problem
    opened.close()


def test_settings_are_kept_where_they_differ_and_are_there_next_time(folders: Profile) -> None:
    opened = OpenProfile(folders)
    opened.keep(opened.settings)
    assert not folders.settings.exists()
    changed = evolve(opened.settings, send_bar=True)
    opened.keep(changed)
    opened.keep(evolve(changed, ruler=True))
    opened.keep(changed)
    opened.close()
    again = OpenProfile(folders)
    assert again.settings == changed
    again.close()


def test_damaged_settings_are_the_first_ones_and_that_is_said(folders: Profile) -> None:
    folders.make()
    folders.settings.write_text("{")
    opened = OpenProfile(folders)
    assert opened.settings == Settings()
    assert opened.settings_problem is not None
    assert "set aside" in opened.settings_problem
    opened.close()


def test_settings_that_cannot_be_kept_are_told(folders: Profile) -> None:
    opened = OpenProfile(folders)
    folders.settings.mkdir()
    with pytest.raises(SaveError):
        opened.keep(evolve(opened.settings, send_bar=True))
    opened.close()
