"""The line above a text shows whether keys go there, in every look."""

from __future__ import annotations

import pytest
from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.dress import LOOKS, palette_of
from poetrygui.gui.widgets.focus_line import FocusLine
from poetrygui.gui.widgets.theme import contrast


@pytest.mark.parametrize("look", LOOKS)
def test_it_is_in_the_accents_colour_while_the_text_has_the_keyboard(look: str, qtbot: QtBot) -> None:
    window, text, other = QWidget(), QPlainTextEdit(), QLineEdit()
    window.setPalette(palette_of(LOOKS[look]))
    line, layout = FocusLine(text), QVBoxLayout(window)
    for each in (other, line, text):
        layout.addWidget(each)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    colours = []
    for each in (text, other):
        each.setFocus()
        qtbot.waitUntil(each.hasFocus)
        image = line.grab().toImage()
        colours.append([image.pixelColor(9, y) for y in range(image.height())])
    (upper, lower), (above, below) = colours
    palette = line.palette()
    assert upper == lower == palette.color(QPalette.ColorRole.Accent)
    assert above == palette.color(QPalette.ColorRole.Window)
    assert below not in (upper, above)
    assert contrast(upper, above) >= 3
