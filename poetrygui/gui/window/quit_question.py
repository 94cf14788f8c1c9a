"""Asking before the program is quit while something runs, for whoever wants to be asked."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import QMessageBox, QWidget

from poetrygui.core.text.wording import counted
from poetrygui.gui.widgets.plain_text import ask


class QuitQuestion(QObject):
    """Keeps a window from being closed while something runs, until that is agreed to."""

    def __init__(self, window: QWidget, running: Callable[[], int]) -> None:
        """Ask nothing yet; ``running`` returns how much would be ended with ``window``."""
        super().__init__(window)
        self._window = window
        self._running = running
        self._box: QMessageBox | None = None
        self._is_agreed = False

    def ask(self, wanted: bool) -> None:
        """Ask from now on, or not."""
        self._window.removeEventFilter(self)
        if wanted:
            self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Keep the window where closing it would end something."""
        if event is None or event.type() != QEvent.Type.Close or self._is_agreed:
            return False
        count = self._running()
        if not count:
            return False
        event.ignore()
        if self._box is None:
            are, them = ("is", "it") if count == 1 else ("are", "them")
            question = f"{counted(count, 'connection')} {are} open or being made: quit, and end {them}?"
            self._box = ask(self._window, question, "Quit", self._quit)
            self._box.finished.connect(self._forget)
        return True

    def _forget(self, _result: int) -> None:
        self._box = None

    def _quit(self) -> None:
        self._is_agreed = True
        self._window.close()
