"""Tab leads from one to the next as they are seen, whenever each of them came."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QSlider, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.tab_order import lead_through_before
from tests.gui.hands import press


def test_a_bar_that_comes_later_is_gone_through_before_what_it_stands_above(qtbot: QtBot) -> None:
    window, bar = QWidget(), QWidget()
    qtbot.addWidget(window)
    tabs, header, text, below = QLineEdit("tabs"), QLabel("header"), QLineEdit("text"), QLineEdit("below")
    layout = QVBoxLayout(window)
    for widget in (tabs, header, text, below):
        layout.addWidget(widget)
    window.show()
    within = QPushButton("Play"), QSlider(), QLabel("place"), QComboBox()
    row = QVBoxLayout(bar)
    for each in within:
        row.addWidget(each)
    within[1].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout.insertWidget(2, bar)
    bar.show()
    lead_through_before(bar, text)
    with qtbot.waitActive(window):
        window.activateWindow()
    tabs.setFocus()
    met = []
    for _ in range(6):
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(focused)
        press(focused, Qt.Key.Key_Tab)
    assert met == [tabs, within[0], within[1], within[3], text, below]
