"""The commands about groups of servers: what is in them, what of them is seen, and fetching them."""

from __future__ import annotations

from poetrygui.gui.servers.server_panel import ServerPanel
from poetrygui.gui.window.chosen_fetches import ChosenFetches
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.situation import Situation


def _has_groups(situation: Situation) -> bool:
    return situation.groups.is_any


def _is_in_group(situation: Situation) -> bool:
    return bool(situation.groups.current)


def group_commands(panel: ServerPanel, fetches: ChosenFetches) -> tuple[Command, ...]:
    """Return the commands on the groups of the list that ``panel`` shows, and on the ``fetches`` of one."""
    return (
        Command(
            "actionMoveToGroup",
            "Move to &group …",
            panel.group,
            "Put the chosen servers into a group, a new one too, or take them out of theirs",
            keys=Keys("Ctrl+Alt+G"),
            spots=(Spot(Place.SERVERS, 2), Spot(Place.LIST_MENU, 3)),
            enabled=lambda situation: situation.chosen > 0,
        ),
        Command(
            "actionFoldGroup",
            "F&old or unfold the group",
            panel.groups.fold_or_unfold,
            "Show the name of the current group alone, or its servers too (in the list: ← and →, or Enter on its name)",
            spots=(Spot(Place.SERVERS, 4), Spot(Place.LIST_MENU, 5)),
            enabled=_is_in_group,
        ),
        Command(
            "actionFoldGroups",
            "Fold all groups",
            lambda: panel.groups.fold_all(folded=True),
            "Show the names of all groups alone",
            spots=(Spot(Place.SERVERS, 4),),
            enabled=_has_groups,
        ),
        Command(
            "actionUnfoldGroups",
            "Unfold all groups",
            lambda: panel.groups.fold_all(folded=False),
            "Show the servers of all groups",
            spots=(Spot(Place.SERVERS, 4),),
            enabled=_has_groups,
        ),
        Command(
            "actionFetchGroup",
            "Fetch the group",
            fetches.fetch_group,
            "Fetch every server of the current group",
            spots=(Spot(Place.SERVERS, 4), Spot(Place.LIST_MENU, 5)),
            enabled=_is_in_group,
        ),
        Command(
            "actionStopGroup",
            "Stop the group",
            fetches.stop_group,
            "Stop every fetch of the current group",
            spots=(Spot(Place.SERVERS, 4), Spot(Place.LIST_MENU, 5)),
            enabled=lambda situation: situation.groups.runs,
        ),
    )
