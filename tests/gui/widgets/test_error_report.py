"""Errors, gathered: each once with its count, and nothing of it hidden."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QAbstractButton,
    QMessageBox,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.error_report import DetailsDialog, ErrorDialog, ErrorReport, Problem, ProblemsButton
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import press


def test_errors_are_gathered_and_not_shown_one_by_one(window: MainWindow) -> None:
    for _ in range(50):
        window.report.add("An error: <b>x</b>", "Traceback\n  line\u202e")
    window.report.add("Another error")
    button = window.findChild(QToolButton, "problemsButton")
    assert button is not None
    assert "2 problems" in button.text()
    assert window.findChild(QMessageBox) is None
    assert "(50 times)" in window.report.text()
    assert "\u202e" not in window.report.text()


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    yield parent
    parent.hide()


def test_the_same_problem_is_one_with_its_newest_details() -> None:
    report = ErrorReport()
    told: list[int] = []
    report.changed.connect(lambda: told.append(len(report.problems)))
    report.add("one", "old")
    report.add("two")
    report.add("one", "new")
    assert report.problems == [Problem("one", "new", 2), Problem("two")]
    assert report.text() == "one  (2 times)\nnew\n\ntwo"
    report.clear()
    assert (report.problems, report.text(), told) == ([], "", [1, 2, 2, 0])


def test_the_newest_hundred_are_kept_and_none_of_them_is_endless() -> None:
    report = ErrorReport()
    for number in range(150):
        report.add(f"problem {number}")
    assert [problem.sentence for problem in report.problems] == [f"problem {number}" for number in range(50, 150)]
    report.add("x" * 100_000, "y" * 1_000_000)
    assert len(report.problems[-1].sentence) == 1_000
    assert len(report.problems[-1].details) == 20_000
    report.add("x" * 100_000)
    assert report.problems[-1].count == 2


def test_enter_clears_nothing_and_where_nothing_is_there_is_nothing_to_clear(parent: QWidget) -> None:
    report = ErrorReport()
    dialog = ErrorDialog(parent, report)
    (text,) = dialog.findChildren(QPlainTextEdit)
    clear = next(button for button in dialog.findChildren(QAbstractButton) if button.text() == "C&lear")
    assert not clear.isEnabled()
    report.add("one")
    dialog.show()
    assert clear.isEnabled()
    press(text, Qt.Key.Key_Return)
    assert report.text() == "one"


def test_the_button_is_there_while_there_are_problems_and_lists_them(parent: QWidget) -> None:
    report = ErrorReport()
    button = ProblemsButton(parent, report)
    button.setParent(parent)
    assert not button.isVisible()
    report.add("<b>one</b>", "Traceback")
    assert (button.isVisible(), button.text()) == (True, "⚠ 1 problem")
    button.click()
    dialog = parent.findChild(QWidget, "errorDialog")
    assert dialog is not None
    text = dialog.findChild(QPlainTextEdit)
    assert text is not None
    assert text.toPlainText() == "<b>one</b>\nTraceback"
    report.add("two")
    assert text.toPlainText().endswith("two")
    assert button.text() == "⚠ 2 problems"
    next(each for each in dialog.findChildren(QAbstractButton) if each.text() == "C&lear").click()
    assert (report.problems, dialog.isVisible(), button.isVisible()) == ([], False, False)


def test_details_are_shown_with_everything_in_them_visible(parent: QWidget) -> None:
    dialog = DetailsDialog(parent, "Why", "a <b>reason</b>\u202e", "line 1\n\x1b[2Jline 2")
    text = dialog.findChild(QPlainTextEdit)
    assert text is not None
    assert text.isReadOnly()
    assert text.toPlainText().startswith("line 1\n")
    assert "\x1b" not in text.toPlainText()
