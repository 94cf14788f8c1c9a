"""The command that sends a file."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFileDialog

from poetrygui.core.outcomes import Receiving
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press
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


def test_the_key_for_the_bar_leads_into_it_before_it_puts_it_away(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    window.workspace.fetch([servers.listen(holds(b"x"))])
    wait_until(lambda: bool(tabs_of(window)) and isinstance(tabs_of(window)[0].poem.state, Receiving))
    (tab,) = tabs_of(window)
    seen = []
    for before in (tab.view, tab.view, None):
        if before is not None:
            before.setFocus()
        press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        seen.append((tab.send_bar.isVisible(), tab.send_bar.has_keyboard))
    assert seen == [(True, True), (True, True), (False, False)]


def test_where_nothing_can_be_sent_the_key_for_the_bar_says_so(window: MainWindow) -> None:
    said = []
    status = window.statusBar()
    assert status is not None
    for _ in range(2):
        press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        said.append(status.currentMessage().partition(":")[0].partition(" is ")[0])
    assert said == ["No connection", "The line for sending"]
