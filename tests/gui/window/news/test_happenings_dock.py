"""The pane that lists what happened: it keeps up while it is seen, is copied, and leads to recordings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.news.happening import Happening
from poetrygui.gui.window.news.happening_log import HappeningLog
from poetrygui.gui.window.news.happenings_dock import HappeningsDock
from tests.gui.hands import press, write
from tests.gui.protocol_files import child

Until = Callable[[Callable[[], bool]], None]


class Desk:
    """A window with the pane of a log that has two lines."""

    def __init__(self) -> None:
        self.window, self.log = QMainWindow(), HappeningLog()
        self.log.add(Happening(0.0, "mine", "Cut off.", is_bad=True, recording="a folder"))
        self.log.add(Happening(1.0, "", "Something was said."))
        self.dock = HappeningsDock(self.log, self.window)
        self.window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        self.window.show()

    def count(self) -> int:
        model = self.dock.table.model()
        return 0 if model is None else model.rowCount()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.window.close()
    desk.window.deleteLater()


def clipboard() -> str:
    found = QGuiApplication.clipboard()
    assert found is not None
    return found.text()


def test_it_keeps_up_while_it_is_seen(desk: Desk, wait_until: Until) -> None:
    assert desk.count() == 2
    desk.log.add(Happening(2.0, "mine", "Connected."))
    wait_until(lambda: desk.count() == 3)
    desk.dock.hide()
    desk.log.add(Happening(3.0, "mine", "Cut off."))
    assert desk.count() == 3
    desk.dock.show()
    assert desk.count() == 4


def test_all_that_is_found_is_copied_or_what_is_chosen(desk: Desk) -> None:
    lines = [each.line for each in desk.log.since(0)]
    child(desk.dock, QPushButton, "copyHappenings").click()
    assert clipboard() == "\n".join(lines) + "\n"
    press(desk.dock.table, Qt.Key.Key_Home)
    press(desk.dock.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == lines[0] + "\n"
    write(child(desk.dock, QLineEdit, "happeningSearch"), "said")
    child(desk.dock, QPushButton, "copyHappenings").click()
    assert clipboard() == lines[1] + "\n"


def test_return_leads_to_the_recording_and_escape_away(desk: Desk) -> None:
    shown: list[str] = []
    desk.dock.show_wanted.connect(shown.append)
    desk.dock.left.connect(lambda: shown.append("left"))
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        press(desk.dock.table, key)
    assert shown == ["a folder", "left"]


def test_it_stays_at_what_came_last_where_it_gets_lower(desk: Desk, wait_until: Until) -> None:
    for number in range(60):
        desk.log.add(Happening(2.0 + number, "mine", "Connected."))
    bar = desk.dock.table.verticalScrollBar()
    assert bar is not None
    wait_until(lambda: 0 < bar.maximum() == bar.value())
    most = bar.maximum()
    desk.window.resizeDocks([desk.dock], [desk.dock.height() - 40], Qt.Orientation.Vertical)
    desk.window.resize(desk.window.width(), desk.window.height() - 40)
    wait_until(lambda: most < bar.maximum() == bar.value())
    desk.log.add(Happening(99.0, "mine", "Cut off."))
    wait_until(lambda: desk.count() == 63 and bar.maximum() == bar.value())
