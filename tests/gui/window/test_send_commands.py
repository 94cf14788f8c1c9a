"""The command that sends a file."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QFileDialog

from poetrygui.core.outcomes import Receiving
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.scripted import LoopbackServers, add, holds, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_a_file_is_asked_for_where_there_is_a_connection(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    command = action(window, "actionSendFile")
    assert not command.isEnabled()
    server = servers.listen(holds(b"x"))
    add(window, server)
    window.workspace.fetch([server])
    wait_until(lambda: isinstance(tabs_of(window)[0].poem.state, Receiving) and command.isEnabled())
    command.trigger()
    assert tabs_of(window)[0].send_bar.isVisible()
    dialog = window.findChild(QFileDialog, "sendFileDialog")
    assert dialog is not None
    dialog.reject()
