"""What the window says at its foot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.error_report import ErrorReport
from poetrygui.gui.window.window_status import WindowStatus
from tests.gui.hands import said


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    yield window
    window.deleteLater()


@pytest.mark.parametrize(
    "running, waiting, words",
    [(0, 0, ""), (2, 0, "2 running"), (0, 3, "0 running, 3 waiting"), (1000, 1, "1,000 running, 1 waiting")],
)
def test_it_counts_what_runs_and_what_waits(window: QMainWindow, running: int, waiting: int, words: str) -> None:
    status = WindowStatus(window, ErrorReport())
    status.show_running(running, waiting)
    count = window.findChild(QLabel, "fetchCount")
    assert count is not None
    assert count.text() == words


def test_the_newest_problem_is_said_with_everything_in_it_visible(window: QMainWindow) -> None:
    report = ErrorReport()
    WindowStatus(window, report)
    report.add("first")
    report.add("se\u202econd")
    assert said(window).startswith("se")
    assert "\u202e" not in said(window)
    report.clear()
    assert said(window).startswith("se"), "what was said stays for its time"


def test_what_is_said_names_the_keys_of_now(window: QMainWindow) -> None:
    status = WindowStatus(window, ErrorReport())
    status.use_keys(lambda sentence: sentence.replace("Ctrl+O", "F6"))
    status.note("Ctrl+O lists all.")
    assert said(window) == "F6 lists all."
