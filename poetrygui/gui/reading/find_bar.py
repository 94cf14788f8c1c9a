"""The bar that finds text in a view's poem: where a search begins, its keys, and what closing it leads back to."""

from __future__ import annotations

from functools import cached_property

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PyQt6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from poetrygui.core import reading
from poetrygui.core.reading.find import FindError
from poetrygui.core.reading.match_counts import Match
from poetrygui.gui import widgets
from poetrygui.gui.reading.find_form import FindForm
from poetrygui.gui.reading.matches_pane import MatchesPane
from poetrygui.gui.reading.view_search import Search, ViewSearch, When
from poetrygui.gui.rows.poem_view import PoemView


class FindBar(QWidget):
    """Looks for text or a regular expression in the poem that a view shows, and shows the matches there.

    Enter goes to the next match, with Shift to the one before; Esc closes, and goes back to the end of a poem that was
    followed. What is typed is looked for from where one was; from an end that was followed, first in what was seen
    there, then above. While it is closed nothing runs.
    """

    closed = pyqtSignal()

    def __init__(self, view: PoemView, when: When | None = None, parent: QWidget | None = None) -> None:
        """Show matches in ``view``; ``when`` says when one came. The bar is hidden until :meth:`open`."""
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._view = view
        self._shown: tuple[int, int] | None = None  # the match that was selected last
        self._from = 0  # where one was before what is typed was looked for
        self._was_following = False
        self._form = FindForm()
        self._search = ViewSearch(view, self, when)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._form)
        self._form.list_wanted.connect(self._list)
        self._search.shown.connect(self._remember_match)
        self._search.told.connect(self._form.say)
        self._answer = widgets.Answer(self)
        self._search.told.connect(self._answer.say)
        self._search.failed.connect(self._form.say_problem)
        self._form.changed.connect(self._answer.wait)
        self._form.changed.connect(self._start)
        self._form.next_wanted.connect(self.find_next)
        self._form.previous_wanted.connect(self.find_previous)
        self._form.close_wanted.connect(self.close_bar)
        view.readerChanged.connect(self._start)
        self._leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), view)
        self._leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._leave.activated.connect(self.close_bar)
        self.hide()

    @property
    def is_working(self) -> bool:
        """Whether a search or a count goes on."""
        return self._search.is_working

    def open(self) -> None:
        """Show the bar, ready to type."""
        self.show()
        self._form.take_keyboard()

    def close_bar(self) -> None:
        """Hide the bar and give the keyboard back to the view, which follows again if it did before."""
        self.hide()
        if self._was_following and not self._view.following:
            self._view.select(*(self._view.reader.size,) * 2)  # other parts go where nothing is selected
            self._view.follow()
        self._was_following, self._shown = False, None
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def find_again(self, *, backward: bool = False) -> None:
        """Go to another match; where nothing is looked for, ask what to look for."""
        if not self._search.is_begun:
            self.open()
        elif backward:
            self.find_previous()
        else:
            self.find_next()

    def find_next(self) -> None:
        """Go to the match after the one shown, or after the selection."""
        self._answer.wait()
        self._search.go_on(Search(self._view.selection()[1]))

    def find_previous(self) -> None:
        """Go to the match before the one shown, or before the selection."""
        self._answer.wait()
        self._search.go_on(Search(self._view.selection()[0], backward=True))

    def _start(self) -> None:
        """Look for what the bar says now, from where the selection or the view began."""
        self._search.stop()
        self._list()
        if self._form.is_empty or not self.isVisible():
            self._form.say("")
            return
        try:
            scanner = self._form.scanner()
        except FindError as error:
            self._form.say_problem(str(error))
            return
        self._remember_place()
        self._search.begin(scanner, Search(self._from, from_end=self._was_following))

    @cached_property
    def matches(self) -> MatchesPane:
        """The list of all lines with matches; it is made when somebody wants it."""
        pane = MatchesPane(self._view)
        pane.left.connect(self.close_bar)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, pane)
        return pane

    def _list(self) -> None:
        """List all lines with what the bar says now, where that is wanted."""
        wanted = self._form.lists_all and self.isVisible()
        if not wanted and "matches" not in vars(self):
            return
        try:
            if wanted:
                reading.check(self._form.condition())
        except FindError:
            wanted = False  # the form says why
        self.matches.setVisible(wanted)
        self.matches.look_for(self._form.condition() if wanted else None)

    def _remember_place(self) -> None:
        """Remember where one is, unless that is a match to which the search itself has led."""
        start, stop = self._view.selection()
        if self._view.following or self._shown != (start, stop):
            self._was_following = self._view.following
            self._from = start if stop > start else self._view.top_offset()

    def _remember_match(self, match: Match) -> None:
        self._shown = match.start, match.stop

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
        if not self._search.is_begun:
            self._start()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """End whatever runs."""
        super().hideEvent(event)
        self._leave.setEnabled(False)
        self._search.stop()
        if "matches" in vars(self):
            self.matches.look_for(None)
