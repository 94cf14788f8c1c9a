"""Asking for keys: what is pressed is shown, and whom it would be taken from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.command_keys import CommandKeys
from poetrygui.gui.window.guide.key_dialog import KeyDialog
from tests.gui.hands import press
from tests.gui.protocol_files import child
from tests.gui.window.guide.rows import COMMANDS

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[KeyDialog]:
    parent = QWidget()
    dialog = KeyDialog(parent, COMMANDS[0], CommandKeys(COMMANDS))
    dialog.open()
    yield dialog
    parent.deleteLater()


def chosen(dialog: KeyDialog) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    dialog.chosen.connect(keys.append)
    return keys


def said(dialog: KeyDialog) -> str:
    return child(dialog, QLabel, "keyMessage").text()


def test_free_keys_are_used(dialog: KeyDialog) -> None:
    keys, use = chosen(dialog), child(dialog, QPushButton, "useKeys")
    assert not use.isEnabled()
    press(dialog.line, Qt.Key.Key_J, CONTROL)
    assert said(dialog) == ""
    assert use.text() == "&Use these"
    press(dialog.line, Qt.Key.Key_Return)
    assert keys == [("Ctrl+J",)]
    assert not dialog.isVisible()


def test_keys_of_another_command_are_told_before_they_are_taken(dialog: KeyDialog) -> None:
    keys, use = chosen(dialog), child(dialog, QPushButton, "useKeys")
    press(dialog.line, Qt.Key.Key_O, CONTROL)
    assert "“Open the list”" in said(dialog)
    assert use.text() == "&Take them"
    use.click()
    assert keys == [("Ctrl+O",)]


def test_keys_that_cannot_be_used_are_refused(dialog: KeyDialog) -> None:
    keys, use = chosen(dialog), child(dialog, QPushButton, "useKeys")
    press(dialog.line, Qt.Key.Key_A)
    assert "needed to write" in said(dialog)
    assert not use.isEnabled()
    press(dialog.line, Qt.Key.Key_Return)
    assert keys == []
    assert dialog.isVisible()


def test_none_can_be_had_and_escape_leaves_all_as_it_was(dialog: KeyDialog) -> None:
    keys = chosen(dialog)
    press(dialog.line, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert keys == []
    dialog.open()
    child(dialog, QPushButton, "noKeys").click()
    assert keys == [()]
