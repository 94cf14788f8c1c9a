"""What is said to a server, typed as a list of turns."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFormLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.gui.servers.speech_fields import SpeechFields
from tests.gui.hands import press, write

GIVEN = (Turn(Does.WAIT_FOR, pattern="login: ", seconds=3), Turn(Does.SEND, "me"))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def shown(window: QWidget, turns: tuple[Turn, ...] = ()) -> SpeechFields:
    fields = SpeechFields(window, "hello", turns)
    form = QFormLayout(window)
    for field in fields.fields():
        form.addRow("a field", field)
    window.show()
    return fields


def test_turns_are_typed_a_line_each(window: QWidget, qtbot: QtBot) -> None:
    fields = shown(window)
    assert (fields.send, fields.turns(), fields.problem()) == ("hello", (), "")
    with qtbot.waitSignal(fields.changed):
        write(fields.list, "send-hex 0a")
    press(fields.list, Qt.Key.Key_Return)
    write(fields.list, r"answer PING (.*) => PONG \1")
    assert fields.turns() == (Turn(Does.SEND_HEX, "0a"), Turn(Does.ANSWER, r"PONG \1", "PING (.*)"))
    assert fields.problem() == ""


def test_what_is_wrong_is_said(window: QWidget) -> None:
    fields = shown(window)
    write(fields.list, "shout")
    assert fields.problem().startswith("Line 1 begins with 'shout'")
    assert fields.turns() == ()
    fields.list.setPlainText("wait-for 3 (a")
    assert "is no regular expression" in fields.problem()
    fields.list.setPlainText("send-hex 0")
    assert "no bytes in hex" in fields.problem()


def test_what_is_there_is_shown_and_stays_as_it_is(window: QWidget) -> None:
    fields = shown(window, GIVEN)
    assert fields.list.toPlainText() == "wait-for 3 login: \nsend me"
    assert fields.turns() == GIVEN


def test_what_could_not_be_typed_stays_where_nothing_is(window: QWidget) -> None:
    turns = (Turn(Does.SEND, "two\nlines"),)
    assert shown(window, turns).turns() == turns


def test_tab_leaves_the_list(window: QWidget) -> None:
    fields = shown(window)
    fields.line.setFocus()
    press(fields.line, Qt.Key.Key_Tab)
    assert window.focusWidget() is fields.list
    press(fields.list, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is fields.line
    assert fields.list.toPlainText() == ""
