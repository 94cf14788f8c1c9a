"""A command as it stands in the palette and in the sheet of shortcuts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PyQt6.QtGui import QKeySequence

from poetrygui.gui.window.command import MENU_BAR, Command, Reach
from poetrygui.gui.window.command_keys import CommandKeys
from poetrygui.gui.window.situation import Situation
from poetrygui.gui.window.why_not import why_not


class CommandRow(NamedTuple):
    """A ``command`` with all that is said of it, by the keys and in the situation that there are now."""

    command: Command
    title: str
    menu: str
    """The title of the menu in which it stands."""
    keys: str
    """As the platform writes them; nothing where there are none."""
    why_not: str
    """Why it cannot be run now; nothing where it can."""
    is_on: bool
    """Whether it turns something on and off that is on now."""

    @property
    def more(self) -> str:
        """All beside its title by which it may be looked for."""
        return " ".join((self.menu, self.keys, self.command.tip))

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        on = "on" if self.is_on else ""
        why_not = f"not now: {self.why_not}" if self.why_not else ""
        return ", ".join(filter(None, (self.title, on, f"{self.menu} menu" if self.menu else "", self.keys, why_not)))


def row_of(command: Command, keys: CommandKeys, situation: Situation) -> CommandRow:
    """Return the row of a command with its ``keys`` in a ``situation``."""
    reason = why_not(command, situation)
    words = "" if reason else command.words(situation)
    return CommandRow(
        command,
        f"{command.title} {words}".rstrip(),
        "" if command.menu is None else command.menu.value.replace("&", ""),
        _with_reach(keys_text(keys.of(command)), command),
        reason,
        command.checked is not None and command.checked(situation),
    )


def rows_of(commands: Iterable[Command], keys: CommandKeys, situation: Situation) -> list[CommandRow]:
    """Return the rows of ``commands`` with their ``keys`` in a ``situation``, as menus have them from left to right."""
    order = [place.value.replace("&", "") for place in MENU_BAR]
    rows = [row_of(each, keys, situation) for each in commands]
    return sorted(rows, key=lambda row: order.index(row.menu) if row.menu else len(order))


def _with_reach(text: str, command: Command) -> str:
    return f"{text} (in the list)" if text and command.reach is Reach.LIST else text


def keys_text(keys: tuple[str, ...]) -> str:
    """Return keys as the platform writes them, one after the other."""
    return ", ".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in keys)
