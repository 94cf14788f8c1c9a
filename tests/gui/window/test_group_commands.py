"""Groups are fetched and stopped as one."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.server_cells import Column
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press
from tests.gui.scripted import LoopbackServers, add, holds, tabs_of
from tests.gui.servers.grouped import NAMED, choose
from tests.gui.servers.grouped import grouped as grouped  # noqa: PLC0414 - a fixture

Until = Callable[[Callable[[], bool]], None]


def test_a_group_is_fetched_and_stopped_as_one(
    grouped: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    grouped.workspace.panel.edits.remove({server.id for server in NAMED})
    listening = servers.listen(holds(b"x"))
    add(grouped, *(Server(name, listening.address, group=group, id=name) for name, group in ("1 ", "2g", "3g")))
    work = grouped.workspace
    choose(grouped, "2")
    assert not action(grouped, "actionStopGroup").isEnabled()
    action(grouped, "actionFetchGroup").trigger()
    wait_until(lambda: len(servers.connections) == 2)
    assert sorted(tab.poem.info.server_id for tab in tabs_of(grouped)) == ["2", "3"]
    wait_until(lambda: work.model.index(work.model.row_of(("g",)), Column.STATE).data() == "2 of 2 running")
    wait_until(lambda: action(grouped, "actionStopGroup").isEnabled())
    action(grouped, "actionStopGroup").trigger()
    wait_until(lambda: not work.library.running)
    choose(grouped, ("g",))
    press(work.panel.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: len(servers.connections) == 2)
    press(work.panel.list, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: not work.library.running)
