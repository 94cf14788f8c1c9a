"""The commands that lead to all others, by their keys."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import press

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    "key, modifiers, name",
    [
        (Qt.Key.Key_K, CONTROL, "commandPalette"),
        (Qt.Key.Key_P, CONTROL | SHIFT, "commandPalette"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "shortcutSheet"),
    ],
)
def test_they_are_reached_by_keys_also_where_one_types(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, name: str
) -> None:
    quick = window.workspace.panel.quick.line
    places: list[QWidget] = [quick, window.workspace.panel.list]
    quick.setText("host")
    quick.setCursorPosition(2)
    for place in places:
        with qtbot.waitActive(window):
            window.activateWindow()
        place.setFocus()
        press(place, key, modifiers)
        dialog = window.findChild(QDialog, name)
        assert dialog is not None, place
        assert dialog.isVisible()
        dialog.setObjectName("closed")
        dialog.close()
    assert quick.text() == "host", "no key has deleted the rest of the line"
