"""Choosing columns by keys: which, and in which order."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.frames.columns_dialog import ColumnsDialog
from tests.gui.hands import press


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def test_fields_are_checked_and_moved_by_keys(parent: QWidget) -> None:
    dialog = ColumnsDialog(("a", "b", "c"), ("c", "a"), parent)
    chosen: list[tuple[str, ...]] = []
    dialog.chosen.connect(chosen.append)
    dialog.open()
    press(dialog.list, Qt.Key.Key_Space)
    press(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(dialog.list, Qt.Key.Key_Up)
    press(dialog.list, Qt.Key.Key_Space)
    press(dialog.list, Qt.Key.Key_Return)
    assert chosen == [("a", "b")]


def test_what_was_not_seen_cannot_be_chosen(parent: QWidget) -> None:
    dialog = ColumnsDialog((), (), parent)
    assert "No field was seen yet" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()
