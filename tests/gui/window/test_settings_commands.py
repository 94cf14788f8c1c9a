"""The command that opens the settings."""

from __future__ import annotations

from PyQt6.QtGui import QAction

from poetrygui.gui.window.command import Place
from poetrygui.gui.window.settings_commands import settings_commands


def test_it_stands_where_a_platform_looks_for_it() -> None:
    opened: list[None] = []
    (command,) = settings_commands(lambda: opened.append(None))
    command.run()
    assert opened == [None]
    assert command.menu is Place.EDIT
    assert command.role is QAction.MenuRole.PreferencesRole
