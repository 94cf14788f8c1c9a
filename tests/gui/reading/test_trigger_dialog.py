"""Triggers are set up by keys: kept by OK where each can look and send, left as they were by Cancel."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.triggers import MOST, Trigger, Triggers
from poetrygui.gui.reading.trigger_dialog import TriggerDialog
from tests.gui.hands import press, write
from tests.gui.reading.bars import part

ERRORS = Trigger(Condition("ERROR"))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(parent: QWidget, *triggers: Trigger) -> tuple[TriggerDialog, list[Triggers]]:
    dialog, kept = TriggerDialog(triggers, {"one": "A log"}, parent), list[Triggers]()
    dialog.kept.connect(kept.append)
    dialog.open()
    return dialog, kept


def test_one_is_added_and_kept(parent: QWidget) -> None:
    dialog, kept = opened(parent, ERRORS)
    part(dialog, QPushButton, "triggerAdd").click()
    text = part(dialog, QLineEdit, "triggerText")
    write(text, "PING")
    press(part(dialog, QCheckBox, "triggerStops"), Qt.Key.Key_Space)
    press(text, Qt.Key.Key_Return)
    assert kept == [(ERRORS, Trigger(Condition("PING"), stops=True))]
    assert (dialog.width(), dialog.height()) <= (1024, 640)


def test_what_cannot_look_or_send_is_said_and_cancel_leaves_all(parent: QWidget) -> None:
    dialog, kept = opened(parent, ERRORS)
    part(dialog, QCheckBox, "triggerPattern").click()
    write(part(dialog, QLineEdit, "triggerText"), "(")
    dialog.accept()
    problem = part(dialog, QLabel, "triggerProblem")
    assert "no regular expression" in problem.text()
    part(dialog, QCheckBox, "triggerPattern").click()
    write(part(dialog, QLineEdit, "triggerSends"), "\\q")
    dialog.accept()
    assert problem.text().startswith("This cannot be sent: ")
    press(dialog, Qt.Key.Key_Escape)
    assert kept == []
    assert not dialog.isVisible()


def test_there_are_no_more_than_are_kept(parent: QWidget) -> None:
    dialog, kept = opened(parent, *(Trigger(Condition(str(number))) for number in range(MOST)))
    dialog.add()
    assert "remove one first" in part(dialog, QLabel, "triggerProblem").text()
    dialog.accept()
    assert len(kept[0]) == MOST
