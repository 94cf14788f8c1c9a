"""A text wants the height of some rows, which are larger with larger letters."""

from __future__ import annotations

from PyQt6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.modest_text import ModestText


def test_it_wants_some_rows_and_takes_what_there_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = ModestText()
    QVBoxLayout(window).addWidget(text)
    assert text.sizeHint().height() == 8 * text.fontMetrics().lineSpacing()
    assert text.sizeHint().width() == QPlainTextEdit.sizeHint(text).width()
    before, font = text.sizeHint(), text.font()
    font.setPointSizeF(2 * font.pointSizeF())
    text.setFont(font)
    assert text.sizeHint().height() > before.height()
    window.resize(400, 600)
    window.show()
    assert text.height() > 500
