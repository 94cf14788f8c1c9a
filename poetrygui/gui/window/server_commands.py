"""The commands about servers: their list, fetching them, and stopping that."""

from __future__ import annotations

from poetrygui.gui.servers.server_panel import ServerPanel
from poetrygui.gui.window.chosen_fetches import ChosenFetches
from poetrygui.gui.window.command import Command, Keys, Place, Reach, Spot
from poetrygui.gui.window.group_commands import group_commands
from poetrygui.gui.window.situation import Situation


def _is_one_chosen(situation: Situation) -> bool:
    return situation.chosen == 1


def _is_one_row_chosen(situation: Situation) -> bool:
    return situation.chosen == 1 or situation.groups.is_chosen


def _is_any_chosen(situation: Situation) -> bool:
    return situation.chosen > 0


def server_commands(panel: ServerPanel, fetches: ChosenFetches) -> tuple[Command, ...]:
    """Return the commands on the list that ``panel`` shows, and on the ``fetches`` of what is chosen in it."""
    return (
        Command(
            "actionUndo",
            "&Undo",
            panel.undo,
            "Undo what was done to the list of servers last",
            keys=Keys("Ctrl+Z"),
            spots=(Spot(Place.EDIT, 1),),
            enabled=lambda situation: bool(situation.undo),
            words=lambda situation: situation.undo,
        ),
        Command(
            "actionRedo",
            "&Redo",
            panel.redo,
            "Do again what was undone in the list of servers",
            keys=Keys("Ctrl+Shift+Z"),
            spots=(Spot(Place.EDIT, 1),),
            enabled=lambda situation: bool(situation.redo),
            words=lambda situation: situation.redo,
        ),
        Command(
            "actionAddServer",
            "&Add a server …",
            panel.add,
            "Add a server to the list",
            keys=Keys("Ctrl+N"),
            icon="add",
            short_text="Add",
            spots=(Spot(Place.SERVERS, 1), Spot(Place.TOOLBAR, 1), Spot(Place.LIST_MENU, 4)),
        ),
        Command(
            "actionQuickConnect",
            "&Quick connect …",
            panel.quick.take_keyboard,
            "Connect to an address that you type",
            keys=Keys("Ctrl+L"),
            spots=(Spot(Place.SERVERS, 1),),
        ),
        Command(
            "actionEditServer",
            "&Edit …",
            panel.edit,
            "Edit the chosen server, or name the chosen group anew",
            keys=Keys("F2", Reach.LIST),
            icon="edit",
            spots=(Spot(Place.SERVERS, 1), Spot(Place.LIST_MENU, 2)),
            enabled=_is_one_row_chosen,
        ),
        Command(
            "actionRenameServer",
            "Rena&me",
            panel.rename,
            "Type another name for the current server or group, in the list",
            keys=Keys("Shift+F2", Reach.LIST),
            spots=(Spot(Place.SERVERS, 1), Spot(Place.LIST_MENU, 2)),
            enabled=_is_one_row_chosen,
        ),
        Command(
            "actionDuplicateServer",
            "Dupli&cate",
            panel.duplicate,
            "Put a copy of each chosen server behind it",
            keys=Keys("Ctrl+Shift+D"),
            spots=(Spot(Place.SERVERS, 1), Spot(Place.LIST_MENU, 2)),
            enabled=_is_any_chosen,
        ),
        Command(
            "actionRemoveServer",
            "&Remove",
            panel.remove,
            "Remove the chosen servers, or those of a chosen group, from the list",
            keys=Keys("Del", Reach.LIST),
            icon="remove",
            spots=(Spot(Place.SERVERS, 1), Spot(Place.LIST_MENU, 2)),
            enabled=_is_any_chosen,
        ),
        Command(
            "actionSearchServers",
            "Search ser&vers",
            panel.search.take_keyboard,
            "Show those servers only that have the words that you type",
            keys=Keys("Ctrl+Alt+F"),
            spots=(Spot(Place.SERVERS, 2),),
            enabled=lambda situation: situation.servers > 0,
        ),
        Command(
            "actionImportServers",
            "&Import servers …",
            lambda: panel.files.ask_import(),  # noqa: PLW0108 - made when it is asked for
            "Add servers from a file of this program's or from a table, after a look at what is in it",
            spots=(Spot(Place.SERVERS, 5),),
        ),
        Command(
            "actionExportServers",
            "E&xport servers …",
            lambda: panel.files.ask_export(panel.selected()),
            "Write the chosen servers, or all where fewer than two are chosen, into a file",
            spots=(Spot(Place.SERVERS, 5),),
            enabled=lambda situation: situation.servers > 0,
        ),
        Command(
            "actionMoveUp",
            "Move &up",
            lambda: panel.move_current(-1),
            "Move the current server or group up",
            keys=Keys("Alt+Up", Reach.LIST),
            spots=(Spot(Place.SERVERS, 2), Spot(Place.LIST_MENU, 3)),
            enabled=_is_one_row_chosen,
        ),
        Command(
            "actionMoveDown",
            "Move &down",
            lambda: panel.move_current(1),
            "Move the current server or group down",
            keys=Keys("Alt+Down", Reach.LIST),
            spots=(Spot(Place.SERVERS, 2), Spot(Place.LIST_MENU, 3)),
            enabled=_is_one_row_chosen,
        ),
        Command(
            "actionFetch",
            "&Fetch",
            fetches.fetch_chosen,
            "Fetch the chosen servers, each in its tab",
            keys=Keys("Ctrl+Return"),
            icon="fetch",
            spots=(Spot(Place.SERVERS, 3), Spot(Place.TOOLBAR, 2), Spot(Place.LIST_MENU, 1)),
            enabled=_is_any_chosen,
        ),
        Command(
            "actionFetchAnew",
            "Fetch in a &new tab",
            fetches.fetch_anew,
            "Fetch the chosen servers into new tabs, also those that are being fetched",
            keys=Keys("Ctrl+Shift+N"),
            spots=(Spot(Place.SERVERS, 3), Spot(Place.LIST_MENU, 1)),
            enabled=_is_any_chosen,
        ),
        Command(
            "actionFetchAll",
            "Fetch a&ll",
            fetches.fetch_all,
            "Fetch every server of the list",
            keys=Keys("Ctrl+Shift+Return"),
            icon="fetch-all",
            spots=(Spot(Place.SERVERS, 3), Spot(Place.TOOLBAR, 2)),
            enabled=lambda situation: situation.servers > 0,
        ),
        Command(
            "actionStop",
            "&Stop",
            fetches.stop,
            "Stop what runs in this tab, a fetch, a framing or a replay, or the fetches of the chosen servers",
            keys=Keys("Ctrl+."),
            icon="stop",
            spots=(
                *(Spot(Place.SERVERS, 3), Spot(Place.TOOLBAR, 2), Spot(Place.LIST_MENU, 1)),
                Spot(Place.TAB_MENU, 2),
            ),
            enabled=lambda situation: situation.can_stop,
        ),
        Command(
            "actionRelay",
            "Rela&y to it …",
            fetches.relay_chosen,
            "Stand between clients and the chosen server: what both say is passed on, and shown",
            spots=(Spot(Place.SERVERS, 3), Spot(Place.LIST_MENU, 1)),
            enabled=_is_one_chosen,
        ),
        Command(
            "actionShowPoem",
            "S&how its stream",
            fetches.show_poem,
            "Show the newest stream of the chosen server",
            spots=(Spot(Place.SERVERS, 3), Spot(Place.LIST_MENU, 1)),
            enabled=lambda situation: situation.can_show_poem,
        ),
        *group_commands(panel, fetches),
    )
