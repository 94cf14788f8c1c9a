"""Where highlight rules find something in all of a stream, for the strip along its scroll bar."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from poetrygui.core import reading
from poetrygui.core.reading.coloured import Mark
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import Scanner
from poetrygui.gui.reading.rule_book import HighlightBook
from poetrygui.gui.reading.slice_timer import SLICE, SliceTimer
from poetrygui.gui.rows.poem_view import PoemView

_SEEN = 250  # milliseconds between two times that marks are told


class RuleMarker(QObject):
    """Looks through what a view shows, while somebody wants to see where rules find something."""

    found = pyqtSignal(object)
    """Others are known than before: a list of Marks."""

    def __init__(
        self,
        view: PoemView,
        book: HighlightBook,
        server: str,
        scanner_of: Callable[[Condition], Scanner],
    ) -> None:
        """Look in what ``view`` shows by the rules in ``book`` for the ``server`` of that id, or for all.

        ``scanner_of`` makes what looks for each. Nothing happens before :meth:`show`.
        """
        super().__init__(view)
        self._view = view
        self._book = book
        self._server = server
        self._scanner_of = scanner_of
        self._is_wanted = False
        self._marks: reading.RuleMarks | None = None
        self._unsubscribe: Callable[[], None] = _nothing
        self._timer = SliceTimer(self._work, self)
        self._told: list[Mark] = []
        self._soon = QTimer(self)  # to tell what was found: marks that change faster cannot be seen
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SEEN)
        self._soon.timeout.connect(self._tell)
        view.readerChanged.connect(self._take)
        view.stand_in.looked_at.connect(self._seen)
        book.changed.connect(self._take)

    @property
    def is_working(self) -> bool:
        """Whether something is being looked through."""
        return self._timer.isActive() or self._soon.isActive()

    def show(self, wanted: bool) -> None:
        """Look for marks, or look for none any more."""
        if wanted != self._is_wanted:
            self._is_wanted = wanted
            self._take()

    def _take(self) -> None:
        """Begin anew: the rules are others, or what is shown."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        for timer in (self._timer, self._soon):
            timer.stop()
        if self._marks is not None:
            self._marks.rest()
        rules = self._book.of(self._server) if self._is_wanted else ()
        self._marks = reading.RuleMarks(rules, self._view.reader, self._scanner_of) if rules else None
        if self._marks is not None:
            self._unsubscribe = self._view.reader.subscribe(self._wake)
            self._wake()
        self._tell()

    def _wake(self) -> None:
        if self._view.stand_in.is_looked_at:
            self._timer.wake()

    def _seen(self, seen: bool) -> None:
        """Have nothing run while nobody looks."""
        if self._marks is not None and seen:
            self._wake()
        elif self._marks is not None:
            self._timer.stop()
            self._marks.rest()

    def _work(self) -> None:
        marks = self._marks
        if marks is None:
            self._timer.stop()
            return
        try:
            goes_on = marks.work(SLICE)
        except OSError:
            goes_on = False  # said where the rows themselves are read
        if not self._soon.isActive():
            self._soon.start()
        self._timer.go_on(goes_on, waits=marks.waits)

    def _tell(self) -> None:
        marks = [] if self._marks is None else self._marks.marks()
        if marks != self._told:
            self._told = marks
            self.found.emit(marks)


def _nothing() -> None:
    pass
