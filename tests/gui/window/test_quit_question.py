"""Whoever wants to be asked before something that runs is ended is asked, once."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.quit_question import QuitQuestion


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def boxes(window: QWidget) -> list[QMessageBox]:
    return [each for each in window.findChildren(QMessageBox) if each.isVisible()]


def answer(window: QWidget, text: str) -> None:
    (box,) = boxes(window)
    (button,) = (each for each in box.buttons() if each.text().replace("&", "") == text)
    button.click()


@pytest.mark.parametrize("wanted, running", [(False, 2), (True, 0)])
def test_nothing_is_asked_where_nobody_wants_it_or_nothing_runs(window: QWidget, wanted: bool, running: int) -> None:
    QuitQuestion(window, lambda: running).ask(wanted)
    assert window.close()
    assert boxes(window) == []


def test_it_is_asked_once_and_a_no_keeps_everything(window: QWidget) -> None:
    question = QuitQuestion(window, lambda: 1)
    question.ask(True)
    for _ in range(2):
        assert not window.close()
    (box,) = boxes(window)
    assert box.text() == "1 connection is open or being made: quit, and end it?"
    answer(window, "Cancel")
    assert window.isVisible()
    assert not window.close(), "it is asked again the next time"
    answer(window, "Quit")
    assert not window.isVisible()


def test_who_wants_to_be_asked_no_more_is_not(window: QWidget) -> None:
    question = QuitQuestion(window, lambda: 3)
    question.ask(True)
    assert not window.close()
    assert "3 connections are open or being made: quit, and end them?" in boxes(window)[0].text()
    answer(window, "Cancel")
    question.ask(False)
    assert window.close()
