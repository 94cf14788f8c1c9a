"""What a screen reader is told: Qt gives it a widget's accessible name, or a label's own text where there is none."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import press
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, holds, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def name_of(label: QLabel) -> str:
    """Return what stands for a label in Qt's accessible tree: PyQt has no way to ask that itself."""
    return label.accessibleName() or label.text()


def test_the_placeholder_is_told_only_while_it_is_there(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    server = servers.listen(holds(), "a poem")
    window.workspace.fetch([server])
    wait_until(lambda: len(servers.connections) == 1)
    view = tabs_of(window)[0].view
    assert view.accessibleName() == "Stream"
    wait_until(lambda: view.accessibleDescription() == "Connected. Nothing has come yet.")
    servers.connections[0].transport.write(b"verse")  # type: ignore[union-attr]  # it stands
    servers.connections[0].transport.loseConnection()  # type: ignore[union-attr]
    wait_until(lambda: not window.workspace.library.is_busy and view.line_count() == 1)
    assert view.accessibleDescription() == ""
    assert view.toPlainText() == "verse"


def test_a_poem_of_which_nothing_came_is_told_so(window: MainWindow, wait_until: Until) -> None:
    window.workspace.fetch([Server("down", "127.0.0.1:1")])
    wait_until(lambda: len(tabs_of(window)) == 1 and not window.workspace.library.is_busy)
    assert tabs_of(window)[0].view.accessibleDescription() == "Nothing came."


def test_the_sentence_on_why_it_ended_can_be_heard(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    window.workspace.fetch([servers.listen(sends(b"3:on"), "a poem", "netstring")])
    wait_until(lambda: len(tabs_of(window)) == 1 and not window.workspace.library.is_busy)
    line = child(tabs_of(window)[0], QLabel, "poemState")
    assert "closed" in line.text()
    assert name_of(line) == line.text()
    assert name_of(child(tabs_of(window)[0], QLabel, "poemBadge")) == "Cut off"


def test_enter_on_a_server_that_runs_shows_its_tab(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    work = window.workspace
    for server in (servers.listen(holds(b"a"), "a"), servers.listen(holds(b"b"), "b")):
        work.model.add(server)
    work.fetches.fetch_all()
    wait_until(lambda: len(servers.connections) == 2)
    for row in (1, 0, 0):
        work.panel.select_row(row)
        press(work.panel.list, Qt.Key.Key_Return)
        assert work.tabs.currentIndex() == row
    work.panel.list.selectAll()
    press(work.panel.list, Qt.Key.Key_Return)
    assert len(tabs_of(window)) == 2
    assert work.library.waiting == 0
