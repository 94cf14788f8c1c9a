"""The command that lists what happened."""

from __future__ import annotations

from poetrygui.gui.window.away_commands import away_commands
from poetrygui.gui.window.command import Place


def test_it_stands_in_the_view_menu() -> None:
    opened: list[None] = []
    (command,) = away_commands(lambda: opened.append(None))
    command.run()
    assert opened == [None]
    assert command.menu is Place.VIEW
