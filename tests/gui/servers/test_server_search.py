"""Searching the list of servers."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.server_search import MANY
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, write
from tests.gui.scripted import add

Until = Callable[[Callable[[], bool]], None]


def shown(window: MainWindow) -> str:
    panel = window.workspace.panel
    rows = range(panel.model.rowCount())
    return "".join(panel.model.servers[row].name for row in rows if not panel.list.isRowHidden(row))


def test_what_does_not_fit_is_hidden_and_is_not_chosen(window: MainWindow) -> None:
    panel = window.workspace.panel
    add(window, *(Server(name, f"{name}.example:1", "lines" if name < "c" else "raw") for name in "abcd"))
    assert not panel.search.isVisible()
    panel.list.selectAll()
    action(window, "actionSearchServers").trigger()
    write(panel.search.line, "EXAMPLE lines")
    assert shown(window) == "ab"
    assert [server.name for server in panel.selected()] == ["a", "b"]
    add(window, Server("e", "e.example:1", "lines"), Server("f", "f.example:1", "raw"))
    assert shown(window) == "abe"
    panel.model.set_state(panel.model.servers[3].id, Ended(Outcome.COMPLETE, "lines ended"))
    assert shown(window) == "abe"
    write(panel.search.line, " b.ex")
    assert shown(window) == "b"
    press(panel.search.line, Qt.Key.Key_Return)
    assert [server.name for server in panel.selected()] == ["b"]
    press(panel.search.line, Qt.Key.Key_Escape)
    assert (shown(window), panel.search.isVisible()) == ("abcdef", False)


def test_states_are_searched_as_they_come(window: MainWindow) -> None:
    panel = window.workspace.panel
    add(window, *(Server(name, "127.0.0.1:1") for name in "ab"))
    action(window, "actionSearchServers").trigger()
    write(panel.search.line, "reset")
    assert shown(window) == ""
    panel.model.set_state(panel.model.servers[1].id, Ended(Outcome.RESET, "why"))
    assert shown(window) == "b"


def test_it_is_there_where_there_are_many(window: MainWindow) -> None:
    add(window, *(Server(str(number), "127.0.0.1:1") for number in range(MANY)))
    assert window.workspace.panel.search.isVisible()
    window.workspace.panel.edits.remove({window.workspace.model.servers[0].id})
    assert not window.workspace.panel.search.isVisible()


def test_once_nothing_is_searched_for_what_is_chosen_is_in_sight(window: MainWindow) -> None:
    panel = window.workspace.panel
    add(window, *(Server(f"server {number}", "127.0.0.1:1") for number in range(60)))
    press(panel.search.line, Qt.Key.Key_Home)
    write(panel.search.line, "server 59")
    assert [server.name for server in panel.selected()] == ["server 59"]
    press(panel.search.line, Qt.Key.Key_Escape)
    row = panel.list.visualRect(panel.list.currentIndex())
    viewport = panel.list.viewport()
    assert viewport is not None
    assert viewport.rect().contains(row)
