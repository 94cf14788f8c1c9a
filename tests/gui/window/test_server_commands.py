"""The commands about servers: when each can be done, and that it does what it says."""

from __future__ import annotations

import pytest

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.window.command import Command
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.server_commands import server_commands
from poetrygui.gui.window.situation import GroupSituation, Situation
from tests.gui.hands import action
from tests.gui.scripted import add


@pytest.fixture
def commands(window: MainWindow) -> dict[str, Command]:
    work = window.workspace
    return {command.name: command for command in server_commands(work.panel, work.fetches)}


@pytest.mark.parametrize(
    "situation, can",
    [
        (Situation(), set()),
        (Situation(servers=2), {"actionFetchAll"}),
        (
            Situation(servers=2, chosen=1),
            {
                *("actionFetchAll", "actionFetch", "actionFetchAnew", "actionRemoveServer"),
                *("actionEditServer", "actionMoveUp", "actionMoveDown", "actionRelay"),
                *("actionRenameServer", "actionDuplicateServer", "actionMoveToGroup"),
            },
        ),
        (
            Situation(servers=2, chosen=2),
            {
                *("actionFetchAll", "actionFetch", "actionFetchAnew", "actionRemoveServer", "actionDuplicateServer"),
                "actionMoveToGroup",
            },
        ),
        (Situation(groups=GroupSituation(is_any=True)), {"actionFoldGroups", "actionUnfoldGroups"}),
        (
            Situation(groups=GroupSituation(True, "a group", is_chosen=True, runs=True)),
            {
                *("actionFoldGroups", "actionUnfoldGroups", "actionFoldGroup", "actionFetchGroup", "actionStopGroup"),
                *("actionRenameServer", "actionEditServer", "actionMoveUp", "actionMoveDown"),
            },
        ),
        (Situation(undo="Undo: remove “a”"), {"actionUndo"}),
        (Situation(redo="Redo: remove “a”"), {"actionRedo"}),
        (Situation(can_stop=True), {"actionStop"}),
        (Situation(can_show_poem=True), {"actionShowPoem"}),
    ],
)
def test_what_can_be_done_when(commands: dict[str, Command], situation: Situation, can: set[str]) -> None:
    always = {"actionQuickConnect", "actionAddServer", "actionImportServers"}
    if situation.servers:
        always |= {"actionSearchServers", "actionExportServers"}
    assert {name for name, command in commands.items() if command.enabled(situation)} == can | always


def test_undoing_says_what_it_undoes(commands: dict[str, Command]) -> None:
    situation = Situation(undo="Undo this", redo="Redo that")
    assert [commands[name].words(situation) for name in ("actionUndo", "actionRedo", "actionFetch")] == [
        *("Undo this", "Redo that", "")
    ]


def test_servers_are_moved_removed_and_brought_back(window: MainWindow) -> None:
    def names() -> str:
        return "".join(server.name for server in window.workspace.panel.servers())

    add(window, *(Server(name, "127.0.0.1:1") for name in "abc"))
    window.workspace.panel.select_row(0)
    seen = []
    for name in (
        *("actionMoveUp", "actionMoveDown", "actionMoveDown", "actionMoveDown", "actionMoveUp"),
        *("actionRemoveServer", "actionUndo", "actionRedo", "actionUndo"),
    ):
        action(window, name).trigger()
        seen.append(names())
    assert seen == ["abc", "bac", "bca", "bca", "bac", "bc", "bac", "bc", "bac"]
