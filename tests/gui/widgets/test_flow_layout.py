"""Widgets on as many lines as they need."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.flow_layout import FlowLayout


def test_one_that_has_no_room_stands_on_the_next_line(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    layout = FlowLayout(area, spacing=4)
    children = [QWidget(area) for _ in range(3)]
    for child in children:
        child.setFixedSize(40, 10)
        layout.addWidget(child)
    children[1].hide()
    area.resize(100, 100)
    area.show()
    assert [(child.x(), child.y()) for child in (children[0], children[2])] == [(0, 0), (44, 0)]
    children[1].show()
    layout.activate()
    assert [(child.x(), child.y()) for child in children] == [(0, 0), (44, 0), (0, 14)]
    assert layout.heightForWidth(30) == 38
    assert (layout.sizeHint(), layout.minimumSize()) == (QSize(128, 10), QSize(40, 10))
    children[0].setFixedSize(40, 20)
    layout.activate()
    assert [(child.x(), child.y()) for child in children] == [(0, 0), (44, 5), (0, 24)], "in the middle of a line"
    assert layout.itemAt(3) is None
    assert layout.takeAt(3) is None
    assert layout.count() == 3
