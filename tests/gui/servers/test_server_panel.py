"""The list with its buttons: what is asked before servers are removed, and where one moves."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QMessageBox,
)

from poetrygui.core.outcomes import Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.scripted import LoopbackServers, add, holds, outcomes

Until = Callable[[Callable[[], bool]], None]


def test_removing_asks_only_where_something_runs(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, Server("idle", "127.0.0.1:1"), servers.listen(holds(b"a"), "<b>busy</b>"))
    window.workspace.panel.select_row(0)
    action(window, "actionRemoveServer").trigger()
    assert [server.name for server in window.workspace.model.servers] == ["<b>busy</b>"]
    action(window, "actionFetch").trigger()
    wait_until(lambda: len(servers.connections) == 1)
    action(window, "actionRemoveServer").trigger()
    box = window.findChild(QMessageBox)
    assert box is not None
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert "<b>busy</b>" in box.text()
    assert window.workspace.model.servers
    next(button for button in box.buttons() if button.text().replace("&", "") == "Stop and remove").click()
    assert not window.workspace.model.servers
    wait_until(lambda: outcomes(window) == [Outcome.STOPPED])
