"""The dialogs for servers are opened over the list, and follow the protocols that there are."""

from __future__ import annotations

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.scripted import add


def test_a_dialog_knows_its_server(window: MainWindow) -> None:
    add(window, Server("a", "127.0.0.1:1", "lines"))
    panel = window.workspace.panel
    panel.select_row(0)
    panel.edit()
    (dialog,) = window.findChildren(ServerDialog)
    assert dialog.server() == panel.model.servers[0]
    dialog.reject()
