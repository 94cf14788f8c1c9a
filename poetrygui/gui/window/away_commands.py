"""The command that lists what happened."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.gui.window.command import Command, Keys, Place, Spot


def away_commands(show_or_hide: Callable[[], object]) -> tuple[Command, ...]:
    """Return it; ``show_or_hide`` opens and closes the list."""
    return (
        Command(
            "actionHappenings",
            "What &happened",
            show_or_hide,
            "Show or hide what happened since the start, by time and server",
            keys=Keys("Ctrl+Shift+H"),
            spots=(Spot(Place.VIEW, 1),),
        ),
    )
