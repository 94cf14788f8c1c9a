"""Tab goes as the eye goes: row by row, from the left, through what was made early or late."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLineEdit, QListView, QMenu, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.sight_order import SightWindow, in_sight
from tests.gui.hands import press
from tests.gui.walked import tab_order


def field(name: str, parent: QWidget | None = None) -> QLineEdit:
    made = QLineEdit(parent)
    made.setObjectName(name)
    return made


def panel(name: str) -> QWidget:
    """Return a panel that leads the keyboard to a list below a line, and has a menu of its own."""
    made, rows = QWidget(), QListView()
    rows.setObjectName(f"{name} list")
    QMenu(made)
    layout = QVBoxLayout(made)
    layout.addWidget(field(f"{name} line"))
    layout.addWidget(rows)
    made.setFocusProxy(rows)
    return made


def test_all_of_a_window_is_gone_through_and_back(qtbot: QtBot) -> None:
    window, halves = SightWindow(), QSplitter()
    qtbot.addWidget(window)
    halves.addWidget(panel("right"))
    halves.insertWidget(0, panel("left"))
    window.setCentralWidget(halves)
    with qtbot.waitActive(window):
        window.show()
    layout = halves.widget(1).layout()  # type: ignore[union-attr]  # it is there
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(0, field("late"))
    qtbot.waitUntil(lambda: halves.findChild(QLineEdit, "late").y() > 0)
    names = ["left line", "left list", "late", "right line", "right list"]
    assert [each.objectName() for each in in_sight(window)] == names
    first = window.findChild(QLineEdit, "left line")
    assert first is not None
    first.setFocus()
    assert [each.objectName() for each in tab_order(window)] == names
    press(first, Qt.Key.Key_Backtab)
    here = QApplication.focusWidget()
    assert here is not None
    assert here.objectName() == "right list"


def test_what_is_hidden_or_cannot_be_used_is_passed_by(qtbot: QtBot) -> None:
    window, inside = SightWindow(), QWidget()
    qtbot.addWidget(window)
    window.setCentralWidget(inside)
    fields = [field(str(number), inside) for number in range(4)]
    for number, each in enumerate(fields):
        each.setGeometry(200 - 50 * number, 0, 40, 20 + number)
    fields[1].setEnabled(False)
    fields[2].hide()
    with qtbot.waitActive(window):
        window.show()
    assert [each.objectName() for each in in_sight(window)] == ["3", "0"]
    for each in (fields[0], fields[3]):
        each.setEnabled(False)
    assert not list(in_sight(window))
    assert not window.focusNextChild()
