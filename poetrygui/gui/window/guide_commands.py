"""The commands that lead to all others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import pyqtBoundSignal
from PyQt6.QtWidgets import QMainWindow

from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.command_actions import CommandActions
from poetrygui.gui.window.guide_desk import GuideDesk


def guide_commands(
    window: QMainWindow,
    actions: Callable[[], CommandActions],
    path: Path,
    closing: pyqtBoundSignal,
    problem: Callable[[str], object],
) -> tuple[Command, ...]:
    """Return them; ``actions`` returns those of ``window``, and ``path`` is where their keys are kept.

    The window tells of its ``closing``; ``problem`` is told in a sentence what goes wrong.
    """
    desk = GuideDesk(window, actions, path, closing)
    desk.problem.connect(problem)
    return (
        Command(
            "actionCommandPalette",
            "&Commands …",
            desk.open_palette,
            "Find any command by a few letters, and run it",
            keys=Keys("Ctrl+K", others=("Ctrl+Shift+P",)),
            spots=(Spot(Place.HELP, 1),),
        ),
        Command(
            "actionShortcuts",
            "Keyboard &shortcuts …",
            desk.open_sheet,
            "List the keys of all commands, to search, to print and to change",
            keys=Keys("F1"),
            spots=(Spot(Place.HELP, 1),),
        ),
    )
