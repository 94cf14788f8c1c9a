"""What is chosen is kept and read back, and no damage to it keeps a window from opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.gui.window.choices.preferences import Preferences, read_preferences, write_preferences

CHOSEN = Preferences(look="dark", font="Mono", letters=14, asks_to_quit=True, callback_limit=2)


@pytest.mark.parametrize("preferences", [Preferences(), CHOSEN])
def test_what_is_kept_is_read_back(tmp_path: Path, preferences: Preferences) -> None:
    write_preferences(tmp_path / "file", preferences)
    assert read_preferences(tmp_path / "file") == (preferences, "")


@pytest.mark.parametrize("damage", [b"", b'{"version": 1, "letters": "large"}', b'{"version": 2}'])
def test_what_is_damaged_is_set_aside_and_told(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "file").write_bytes(damage)
    preferences, problem = read_preferences(tmp_path / "file")
    assert preferences == Preferences()
    (aside,) = tmp_path.iterdir()
    assert problem == f"The choices were damaged: they were set aside as {aside}."
