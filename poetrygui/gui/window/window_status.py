"""What the window says at its foot."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QMainWindow

from poetrygui.core.text.display_text import label_text
from poetrygui.gui import widgets
from poetrygui.gui.widgets.error_report import ErrorReport, ProblemsButton
from poetrygui.gui.widgets.plain_text import PlainLabel

_NOTE_TIME = 8000  # milliseconds


class WindowStatus(QObject):
    """Fills a window's status bar: notes that pass, how much runs, and a button while there are problems."""

    def __init__(self, window: QMainWindow, report: ErrorReport) -> None:
        """Say nothing yet, but the problems of ``report``."""
        super().__init__(window)
        bar = window.statusBar()
        assert bar is not None
        self._bar = bar
        self._report = report
        self._with_keys: Callable[[str], str] = str
        self._problems = ProblemsButton(window, report)
        self._count = PlainLabel()
        self._count.setObjectName("fetchCount")
        bar.addPermanentWidget(self._problems)
        bar.addPermanentWidget(self._count)
        report.changed.connect(self._note_problem)

    def use_keys(self, told: Callable[[str], str]) -> None:
        """Have sentences name the keys that there are now; ``told`` returns one that does."""
        self._with_keys = told

    def note(self, sentence: str) -> None:
        """Say something for a while, to a screen reader as well."""
        said = label_text(self._with_keys(sentence), 300)
        self._bar.showMessage(said, _NOTE_TIME)
        widgets.announce(said)

    def show_running(self, running: int, waiting: int) -> None:
        """Say how many fetches run, and how many wait to begin; nothing where there are none."""
        waits = f", {waiting:,} waiting" if waiting else ""
        self._count.setText(f"{running:,} running{waits}" if running or waiting else "")

    def open_problems(self) -> None:
        """Show the problems; the window can be used meanwhile."""
        self._problems.open_dialog()

    def _note_problem(self) -> None:
        if self._report.problems:
            self.note(self._report.problems[-1].sentence)
