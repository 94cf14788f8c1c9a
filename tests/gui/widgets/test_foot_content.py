"""A pane at the window's foot leaves the most of the window to what is above, and has what it needs."""

from __future__ import annotations

from PyQt6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.foot_content import FootContent


def test_it_is_a_part_of_its_window_or_what_it_needs(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    content = FootContent()
    QVBoxLayout(window).addWidget(content)
    text = QPlainTextEdit()
    QVBoxLayout(content).addWidget(text)
    window.resize(400, 1400)
    assert content.sizeHint().height() == 200
    assert content.sizeHint().width() == QWidget.sizeHint(content).width()
    text.setMinimumHeight(300)
    assert content.sizeHint().height() == content.minimumSizeHint().height() > 300
