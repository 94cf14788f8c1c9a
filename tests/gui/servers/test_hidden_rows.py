"""What is hidden: what does not fit a search, and what is in a folded group."""

from __future__ import annotations

from PyQt6.QtCore import Qt

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, write
from tests.gui.scripted import add
from tests.gui.servers.grouped import AT, choose, chosen, shown
from tests.gui.servers.grouped import grouped as grouped  # noqa: PLC0414 - a fixture


def test_searching_looks_into_folded_groups(grouped: MainWindow) -> None:
    panel = grouped.workspace.panel
    action(grouped, "actionFoldGroups").trigger()
    action(grouped, "actionSearchServers").trigger()
    write(panel.search.line, "p2")
    assert (shown(grouped), chosen(grouped)) == ("[P] p2", "p2")
    choose(grouped, ("P",))
    assert chosen(grouped) == "p2"
    write(panel.search.line, " group q")
    assert shown(grouped) == ""
    add(grouped, Server("p2 more", AT, group="Q", id="x"))
    assert shown(grouped) == "[Q] p2 more"
    press(panel.search.line, Qt.Key.Key_Escape)
    assert shown(grouped) == "a [P] [Q]"
