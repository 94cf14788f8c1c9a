"""Tabs need the room of the page that is seen, whatever stands in the others."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QApplication, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.seen_pages import SeenPages


def page(side: int) -> QWidget:
    splitter, inside = QSplitter(), QWidget()
    inside.setMinimumSize(side, side)
    splitter.addWidget(inside)
    return splitter


def test_a_page_that_is_not_seen_needs_no_room(qtbot: QtBot) -> None:
    around, pages = QSplitter(), SeenPages()
    qtbot.addWidget(around)
    around.addWidget(pages)
    for side in (160, 500):
        pages.addTab(page(side), f"{side}")
    around.show()
    small = around.minimumSizeHint()
    assert small.boundedTo(QSize(250, 300)) == small
    pages.setCurrentIndex(1)
    QApplication.processEvents()
    assert around.minimumSizeHint() == small + QSize(340, 340)
