"""How fetches stand, beside their servers in the list."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import (
    QLabel,
)

from poetrygui.core.outcomes import Ended
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.server_cells import Column
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.scripted import LoopbackServers, add, holds, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_an_idle_window_has_no_timer_until_something_comes(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, reactor: Any
) -> None:
    def active_timers() -> list[QTimer]:
        return [timer for timer in window.findChildren(QTimer) if timer.isActive()]

    def state_line() -> str:
        found = tabs_of(window)[0].findChild(QLabel, "poemState")
        assert found is not None
        return found.text()

    add(window, *(servers.listen(holds(b"a")) for _ in range(3)))
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [1] * 3)
    for poem in window.workspace.library.running:
        assert poem.fetch is not None
        poem.fetch.last_received = reactor.seconds() - 60
    wait_until(lambda: "silent since " in state_line())
    wait_until(lambda: not active_timers() and not reactor.getDelayedCalls())
    servers.connections[0].transport.write(b"bc")  # type: ignore[union-attr]  # it stands
    wait_until(lambda: bool(active_timers()))
    model = window.workspace.model
    wait_until(lambda: model.index(0, Column.STATE).data() == "Receiving · 3 bytes")
    assert "silent" not in state_line()


def test_a_list_that_nobody_sees_is_caught_up_with_when_it_is(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, servers.listen(holds(b"a")))
    model = window.workspace.model

    def state() -> str:
        return str(model.index(0, Column.STATE).data())

    action(window, "actionFetchAll").trigger()
    wait_until(lambda: state() == "Receiving · 1 byte")
    window.hide()
    servers.connections[0].transport.write(b"bc")  # type: ignore[union-attr]  # it stands
    (poem,) = window.workspace.library.running
    wait_until(lambda: poem.store is not None and poem.store.exact_size == 3)
    assert state() == "Receiving · 1 byte"
    window.show()
    wait_until(lambda: state() == "Receiving · 3 bytes")
    servers.connections[0].transport.loseConnection()  # type: ignore[union-attr]  # it stands
    wait_until(lambda: state() == "Complete · 3 bytes")


def test_what_listens_tells_how_many_have_connected_whatever_becomes_of_them(
    window: MainWindow, wait_until: Until, reactor: Any
) -> None:
    add(window, Server("devices", "listen:tcp:0", "lines"))
    model = window.workspace.model

    def state() -> str:
        return str(model.index(0, Column.STATE).data())

    action(window, "actionFetchAll").trigger()
    wait_until(lambda: state() == "Listening · 0 peers")
    (listening,) = window.workspace.library.running
    port = int(listening.state.waiting.partition(",")[0].rpartition(":")[2])  # type: ignore[union-attr]
    with socket.create_connection(("127.0.0.1", port)) as device:
        device.sendall(b"verse\n")
        wait_until(lambda: len(tabs_of(window)) == 2 and tabs_of(window)[1].view.line_count() == 1)
        wait_until(lambda: state() == "Listening · 1 peer")
        assert model.index(0, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole).endswith("Listening · 1 peer")
    wait_until(lambda: state() == "Listening · 0 peers")
    assert isinstance(tabs_of(window)[1].poem.state, Ended)
    window.workspace.panel.select_row(0)
    action(window, "actionStop").trigger()
    wait_until(lambda: not window.workspace.is_busy)
    assert state() == "Stopped"
