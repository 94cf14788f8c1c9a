"""The bar that finds text in a view's poem, in slices between everything else that the window does."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen
from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from poetrygui.core.reading.find import FindError, FindSession, Match, Scanner
from poetrygui.core.reading.find_pattern import PatternScanner
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.widgets.plain_text import ElidedLabel, plain_tip

_SLICE = 0.004  # seconds of work between two looks at the window's events
_POLL = 5  # milliseconds between two looks for an answer of a child process
_LONGEST = 1000  # characters to look for


@frozen
class _Search:
    """A look for one match; ``from_end`` is the first one from an end that was followed."""

    start: int
    backward: bool = False
    from_end: bool = False

    def has_wrapped(self, match: Match) -> bool:
        """Tell whether the search went on at the poem's other end before it came to ``match``."""
        return match.start >= self.start if self.backward else match.start < self.start


class FindBar(QWidget):
    """Looks for text or a regular expression in the poem that a view shows, and shows the matches there.

    Enter and F3 go to the next match, with Shift to the one before; Esc closes, and goes back to the end of a poem that
    was followed. What is typed is looked for from where one was; from an end that was followed, first in what was seen
    there, then above. While it is closed nothing runs.
    """

    closed = pyqtSignal()

    def __init__(self, view: PoemView, parent: QWidget | None = None) -> None:
        """Show matches in ``view``. The bar is hidden until :meth:`open`."""
        super().__init__(parent)
        self.setObjectName("findBar")
        self._view = view
        self._session: FindSession | None = None
        self._unsubscribe: Callable[[], None] = _nothing
        self._goal: Match | None = None  # the match that is shown
        self._shown: tuple[int, int] | None = None  # the match that was selected last
        self._from = 0  # where one was before what is typed was looked for
        self._was_following = False
        self._search = _Search(0)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)
        self._text = QLineEdit()
        self._text.setObjectName("findText")
        self._text.setPlaceholderText("Find in this poem")
        self._text.setAccessibleName("Text to find")
        self._text.setClearButtonEnabled(True)
        self._text.setMaxLength(_LONGEST)
        self._case = QCheckBox("&Match case")
        self._case.setObjectName("findCase")
        self._pattern = QCheckBox("&Regular expression")
        self._pattern.setObjectName("findPattern")
        self._text.setMinimumWidth(160)
        self._status = ElidedLabel()
        self._status.setObjectName("findStatus")
        self._previous = _button("findPrevious", "▲", "Previous match (Shift+F3)", self.find_previous)
        self._next = _button("findNext", "▼", "Next match (F3)", self.find_next)
        close = _button("findClose", "✕", "Close (Esc)", self.close_bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(self._text, stretch=2)
        for widget in (self._previous, self._next, self._case, self._pattern):
            layout.addWidget(widget)
        layout.addWidget(self._status, stretch=2)
        layout.addWidget(close)
        self._text.textChanged.connect(self._start)
        self._case.toggled.connect(self._start)
        self._pattern.toggled.connect(self._start)
        view.readerChanged.connect(self._start)
        for place in (self, view):
            for keys, call in (("F3", self.find_next), ("Shift+F3", self.find_previous)):
                shortcut = QShortcut(QKeySequence(keys), place)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(call)
        self._leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), view)
        self._leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._leave.activated.connect(self.close_bar)
        self.hide()

    # What the owner calls

    def open(self) -> None:
        """Show the bar, ready to type."""
        self.show()
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and give the keyboard back to the view, which follows again if it did before."""
        self.hide()
        if self._was_following and not self._view.following:
            self._view.select(0, 0)
            self._view.follow()
        self._was_following, self._shown = False, None
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def find_next(self) -> None:
        """Go to the match after the one shown, or after the selection."""
        self._find(_Search(self._view.selection()[1]))

    def find_previous(self) -> None:
        """Go to the match before the one shown, or before the selection."""
        self._find(_Search(self._view.selection()[0], backward=True))

    # Searching

    def _start(self) -> None:
        """Look for what the bar says now, from where the selection or the view began."""
        self._stop()
        if not self._text.text() or not self.isVisible():
            self._status.clear()
            return
        try:
            self._session = FindSession(self._view.reader, self._scanner())
        except FindError as error:
            self._say_problem(str(error))
            return
        self._unsubscribe = self._view.reader.subscribe(self._wake)
        self._view.set_highlighter(self._matches_in)
        self._remember_place()
        self._find(_Search(self._from, from_end=self._was_following))

    def _remember_place(self) -> None:
        """Remember where one is, unless that is a match to which the search itself has led."""
        start, stop = self._view.selection()
        if self._view.following or self._shown != (start, stop):
            self._was_following = self._view.following
            self._from = start if stop > start else self._view.top_offset()

    def _scanner(self) -> Scanner:
        text, ignore_case = self._text.text(), not self._case.isChecked()
        if self._pattern.isChecked():
            return PatternScanner(text, ignore_case=ignore_case)
        return TextScanner(text, ignore_case=ignore_case)

    def _matches_in(self, start: int, data: bytes) -> list[tuple[int, int]]:
        """Return what the view marks now; if that is not all, it is asked to draw it again when the rest is known."""
        session = self._session
        matches = [] if session is None else session.matches_in(start, data)
        if session is not None and session.is_behind:
            self._wake()
        return matches

    def _find(self, search: _Search) -> None:
        if self._session is None:
            return
        self._goal = None
        self._search = search
        self._session.find(search.start, backward=search.backward)
        self._wake()

    def _stop(self) -> None:
        self._timer.stop()
        self._unsubscribe()
        self._unsubscribe = _nothing
        self._goal = None
        if self._session is not None:
            self._session.close()
            self._session = None
            self._view.set_highlighter(None)

    def _wake(self) -> None:
        if not self._timer.isActive():
            self._timer.start(0)

    def _work(self) -> None:
        session = self._session
        if session is None:
            self._timer.stop()
            return
        shown = session.shown
        try:
            goes_on = session.work(_SLICE)
        except FindError as error:
            self._give_up(str(error))
            return
        except OSError as error:
            self._give_up(f"The poem cannot be read from disk: {error.strerror or error}.")
            return
        if not goes_on:
            self._timer.stop()
        elif self._timer.interval() != (_POLL if session.waits else 0):
            self._timer.setInterval(_POLL if session.waits else 0)
        if session.shown != shown:
            self._view.draw_highlights()
        if not session.searching and session.match is not None and session.match != self._goal:
            if self._search.from_end and self._search.has_wrapped(session.match):
                # Nothing in what was seen at the end: the nearest match is the last one above, not the poem's first.
                self._find(_Search(self._search.start, backward=True))
                return
            self._goal = session.match
            self._shown = session.match.start, session.match.stop
            self._view.select_match(*self._shown)
        self._say_progress(session, goes_on=goes_on)

    def _give_up(self, problem: str) -> None:
        self._stop()
        self._say_problem(problem)

    # Words

    def _say_problem(self, problem: str) -> None:
        self._status.setText(label_text(problem, _LONGEST))
        self._status.setToolTip(plain_tip("Nothing can be found:", problem))

    def _say_progress(self, session: FindSession, *, goes_on: bool) -> None:
        percent = int(100 * session.progress)
        if session.searching:
            share = min(int(100 * session.searched / max(self._view.reader.size, 1)), 100)
            words = f"Searching… {share} %"
        elif session.match is None and not session.count:
            words = "Not found" if not goes_on else f"Not found so far ({percent} %)"
        else:
            place = "" if session.ordinal is None or session.match is None else f"{session.ordinal:,} of "
            matches = "" if place else (" match" if session.count == 1 else " matches")
            counting = f" (counting… {percent} %)" if percent < 100 else ""
            words = f"{place}{session.count:,}{matches}{counting}{self._wrapped(session)}"
        if words != self._status.text():
            self._status.setText(words)
            self._status.setToolTip("")

    def _wrapped(self, session: FindSession) -> str:
        """Return what says that the search went on at the poem's other end."""
        if session.searching or session.match is None or not self._search.has_wrapped(session.match):
            return ""
        return " · wrapped to the end" if self._search.backward else " · wrapped to the start"

    # Keys, and being seen

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Take Enter and Esc."""
        if event is None:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.find_previous()
            else:
                self.find_next()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Take up a search that hiding has ended."""
        super().showEvent(event)
        self._leave.setEnabled(True)
        if self._session is None:
            self._start()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """End whatever runs."""
        super().hideEvent(event)
        self._leave.setEnabled(False)
        self._stop()


def _button(name: str, text: str, tip: str, call: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setAutoRaise(True)
    button.clicked.connect(call)
    return button


def _nothing() -> None:
    pass
