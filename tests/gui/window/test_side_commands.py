"""A poem can be shown outside of its tab where there is one; what that does is tried in the window."""

from __future__ import annotations

from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.side_commands import NOTHING_BESIDE, side_commands
from poetrygui.gui.window.situation import Situation


def test_they_are_for_a_tab(window: MainWindow) -> None:
    told: list[str] = []
    commands = side_commands(window.workspace, window, told.append)
    assert [command.enabled(Situation(tabs=tabs)) for tabs in (0, 1) for command in commands] == [False] * 3 + [
        True
    ] * 3
    for command in commands:
        command.run()
    assert told == [NOTHING_BESIDE]
