"""Rows of a few commands, for tests of what lists them."""

from __future__ import annotations

from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.command_keys import CommandKeys
from poetrygui.gui.window.guide.command_row import CommandRow, rows_of
from poetrygui.gui.window.situation import Situation


def command(name: str, text: str, place: Place, keys: str = "", *, needs_tab: bool = False) -> Command:
    """Return a command in a menu, which needs a tab or nothing."""
    return Command(
        *(name, text, lambda: None, f"What “{text.replace('&', '')}” is for"),
        keys=Keys(keys) if keys else None,
        spots=(Spot(place, 1),),
        enabled=lambda situation: situation.has_tab or not needs_tab,
    )


COMMANDS = (
    command("save", "&Save as …", Place.FILE, "Ctrl+S", needs_tab=True),
    command("open", "&Open the list", Place.FILE, "Ctrl+O"),
    command("fetch", "&Fetch", Place.SERVERS, "Ctrl+Return"),
    command("all", "Fetch &all", Place.SERVERS),
)


def rows(situation: Situation = Situation()) -> list[CommandRow]:  # noqa: B008 - frozen
    """Return a row of each, in a situation."""
    return rows_of(COMMANDS, CommandKeys(COMMANDS), situation)
