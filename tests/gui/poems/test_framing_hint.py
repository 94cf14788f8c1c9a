"""The line above a poem that is shown as it comes goes when it was asked, or is not wanted."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.framing_hint import FramingHint
from tests.gui.hands import press


@pytest.mark.parametrize("name, asked", [("guessQuickFraming", 1), ("closeFramingHint", 0)])
def test_either_button_hides_it_and_one_asks(qtbot: QtBot, name: str, asked: int) -> None:
    questions: list[bool] = []
    hint = FramingHint(lambda: questions.append(True))
    qtbot.addWidget(hint)
    hint.show()
    button = hint.findChild(QAbstractButton, name)
    assert button is not None
    press(button, Qt.Key.Key_Space)
    assert (hint.isVisible(), len(questions)) == (False, asked)
