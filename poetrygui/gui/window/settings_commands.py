"""The command that opens what is chosen for all of the program."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtGui import QAction

from poetrygui.gui.window.command import Command, Keys, Place, Spot


def settings_commands(open_settings: Callable[[], object]) -> tuple[Command, ...]:
    """Return it; ``open_settings`` does it."""
    return (
        Command(
            "actionSettings",
            "Se&ttings …",
            open_settings,
            "Choose colours, letters, limits and questions, for all of the program",
            keys=Keys("Ctrl+,"),
            spots=(Spot(Place.EDIT, 3),),
            role=QAction.MenuRole.PreferencesRole,
        ),
    )
