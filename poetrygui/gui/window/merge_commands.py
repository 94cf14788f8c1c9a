"""The commands that make a tab of what others show: a replay of one, or several in one view."""

from __future__ import annotations

from poetrygui.gui import window
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.replay_commands import replay_commands
from poetrygui.gui.window.workspace import Workspace


def merge_commands(work: Workspace) -> tuple[Command, ...]:
    """Return the commands on the tabs of ``work``."""
    desks: list[window.MergeDesk] = []

    def merge() -> None:
        if not desks:
            desks.append(window.MergeDesk(work))
        desks[0].merge_chosen()

    return (
        *replay_commands(work.replays.replay_current),
        Command(
            "actionMerge",
            "&Merge into one view",
            merge,
            "Show the lines of the chosen servers, or of all tabs, in one tab in the order in which they came",
            keys=Keys("Ctrl+Shift+J"),
            spots=(Spot(Place.VIEW, 2), Spot(Place.LIST_MENU, 2)),
            enabled=lambda situation: situation.tabs > 1,
        ),
    )
