"""The colours that highlight rules give to the lines of a view, as far as they are seen."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from poetrygui.core import reading
from poetrygui.core.reading.coloured import Coloured
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import Scanner
from poetrygui.gui.reading.rule_book import HighlightBook
from poetrygui.gui.rows.poem_view import PoemView

_POLL = 5  # milliseconds between two looks for an answer of a child process


class RuleColours(QObject):
    """Has a view draw by the rules that are in force, whatever it shows."""

    problem = pyqtSignal(str)
    """Why one of the rules is left out, in a sentence."""

    def __init__(
        self, view: PoemView, book: HighlightBook, server: str, scanner_of: Callable[[Condition], Scanner] | None = None
    ) -> None:
        """Draw in ``view`` by the rules in ``book`` that are for the ``server`` of that id, or for all.

        What looks for lines of frames with a field, ``scanner_of`` makes.
        """
        super().__init__(view)
        self._view = view
        self._book = book
        self._server = server
        self._scanner_of = scanner_of
        self._scan: reading.RuleScan | None = None
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL)
        self._timer.timeout.connect(self._work)
        view.readerChanged.connect(self._take)
        view.seen.connect(self._seen)
        book.changed.connect(self.take)

    def take(self) -> None:
        """Draw by the rules as they are now."""
        self._told.clear()
        self._take()

    def _take(self) -> None:
        self._seen(False)
        rules = self._book.of(self._server)
        before, self._scan = self._scan, None
        if rules:
            self._scan = reading.RuleScan(rules, self._view.reader, self._scanner_of)
        self._tell()
        if before is not None or self._scan is not None:
            self._view.set_rules(None if self._scan is None else self._found)

    def _found(self, data: bytes, place: int) -> list[Coloured]:
        found = [] if self._scan is None else self._scan.found(data, place)
        if self._scan is not None and self._scan.is_behind and not self._timer.isActive():
            self._timer.start()
        return found

    def _work(self) -> None:
        scan = self._scan
        if scan is None:
            self._timer.stop()
            return
        if scan.work():
            self._view.draw_highlights()
        self._tell()
        if not scan.is_behind:
            self._timer.stop()

    def _seen(self, seen: bool) -> None:
        """Have nothing run while nobody looks."""
        if not seen and self._scan is not None:
            self._timer.stop()
            self._scan.close()

    def _tell(self) -> None:
        for problem in () if self._scan is None else self._scan.problems:
            if problem not in self._told:
                self._told.add(problem)
                self.problem.emit(problem)
