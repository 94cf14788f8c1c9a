"""Messages that were sent are gone to, sent again and hidden by commands."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt

from poetrygui.core.outcomes import Receiving
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.sent_commands import NOTHING_SENT
from tests.gui.hands import action, press, said
from tests.gui.scripted import LoopbackServers, add, holds, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_what_was_sent_is_gone_to_and_sent_again_by_keys(
    servers: LoopbackServers, window: MainWindow, wait_until: Until
) -> None:
    add(window, servers.listen(holds(b"one\n"), "one", "lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: bool(tabs_of(window)) and isinstance(tabs_of(window)[0].poem.state, Receiving))
    (tab,) = tabs_of(window)
    wait_until(lambda: tab.has_recording and tab.view.line_count() == 1 and bool(servers.connections))
    action(window, "actionNextSent").trigger()
    assert said(window) == NOTHING_SENT
    assert tab.poem.fetch is not None
    tab.poem.fetch.send(b"PING")
    wait_until(lambda: tab.view.line_count() == 2)
    press(tab.view, Qt.Key.Key_F5)
    press(tab.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: servers.connections[0].received == b"PING\nPING\n")
    assert said(window) == "Sent again: 5 bytes."
    show = action(window, "actionShowSent")
    assert show.isChecked()
    show.trigger()
    assert (show.isChecked(), tab.view.line_count()) == (False, 1)
    action(window, "actionPreviousSent").trigger()
    assert show.isChecked(), "whoever goes there wants to see it"
    action(window, "actionShowTable").trigger()
    assert not tab.view.isVisible()
    press(window, Qt.Key.Key_F5)
    assert tab.view.isVisible(), "in the text, not in the table"
    assert tab.view.reader.read(*tab.view.selection()).decode().startswith("→")
