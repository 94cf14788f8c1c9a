"""A search in the poem that a view shows, in slices between everything else that the window does."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen
from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core.reading.find import FindError, FindSession, Scanner
from poetrygui.core.reading.lettered_scanner import lettered
from poetrygui.core.reading.match_counts import Match
from poetrygui.gui.reading.slice_timer import SLICE, SliceTimer
from poetrygui.gui.rows.poem_view import PoemView

When = Callable[[int], str]
"""Says in a few words when the byte at an offset of the rows came, and nothing where that is not known."""


@frozen
class Search:
    """A look for one match; ``from_end`` is the first one from an end that was followed."""

    start: int
    backward: bool = False
    from_end: bool = False

    def has_wrapped(self, match: Match) -> bool:
        """Tell whether the search went on at the poem's other end before it came to ``match``."""
        return match.start >= self.start if self.backward else match.start < self.start


class ViewSearch(QObject):
    """Looks through a view's poem, marks the matches there, and shows the one that was asked for."""

    shown = pyqtSignal(object)
    """The Match that is about to be selected."""
    told = pyqtSignal(str)
    """How the search stands, in words."""
    failed = pyqtSignal(str)
    """Why nothing can be found, in a sentence; the search is over."""

    def __init__(self, view: PoemView, parent: QObject, when: When | None = None) -> None:
        """Search in what ``view`` shows; nothing runs before :meth:`begin`. ``when`` says when a match came."""
        super().__init__(parent)
        self._view = view
        self._session: FindSession | None = None
        self._unsubscribe: Callable[[], None] = _nothing
        self._when = when
        self._goal: Match | None = None  # the match that is shown
        self._came = ""  # when that did
        self._search = Search(0)
        self._timer = SliceTimer(self._work, self)

    @property
    def is_begun(self) -> bool:
        """Whether there is something that is looked for."""
        return self._session is not None

    @property
    def is_working(self) -> bool:
        """Whether there is something left to do for it now."""
        return self._timer.isActive()

    def begin(self, scanner: Scanner, search: Search) -> None:
        """Look for what ``scanner`` finds, and go to the match that ``search`` is for."""
        self.stop()
        self._session = FindSession(self._view.reader, lettered(scanner, self._view.reader))
        self._unsubscribe = self._view.reader.subscribe(self._timer.wake)
        self._view.set_highlighter(self._matches_in)
        self.go_on(search)

    def go_on(self, search: Search) -> None:
        """Go to another match of what is looked for."""
        if self._session is None:
            return
        self._goal = None
        self._search = search
        self._session.find(search.start, backward=search.backward)
        self._timer.wake()

    def stop(self) -> None:
        """End whatever runs, and mark nothing."""
        self._timer.stop()
        self._unsubscribe()
        self._unsubscribe = _nothing
        self._goal = None
        if self._session is not None:
            self._session.close()
            self._session = None
            self._view.set_highlighter(None)

    def _matches_in(self, start: int, data: bytes) -> list[tuple[int, int]]:
        """Return what the view marks now; if that is not all, it is asked to draw it again when the rest is known."""
        session = self._session
        matches = [] if session is None else session.matches_in(start, data)
        if session is not None and session.is_behind:
            self._timer.wake()
        return matches

    def _work(self) -> None:
        session = self._session
        if session is None:
            self._timer.stop()
            return
        shown = session.shown
        try:
            goes_on = session.work(SLICE)
        except FindError as error:
            self._give_up(str(error))
            return
        except OSError as error:
            self._give_up(f"The recording cannot be read from disk: {error.strerror or error}.")
            return
        self._timer.go_on(goes_on, waits=session.waits)
        if session.shown != shown:
            self._view.draw_highlights()
        if not session.searching and session.match is not None and session.match != self._goal:
            if self._search.from_end and self._search.has_wrapped(session.match):
                # Nothing in what was seen at the end: the nearest match is the last one above, not the poem's first.
                self.go_on(Search(self._search.start, backward=True))
                return
            self._goal = session.match
            came = "" if self._when is None else self._when(self._goal.start)
            self._came = f" · {came}" if came else ""
            self.shown.emit(self._goal)
            self._view.select_match(self._goal.start, self._goal.stop)
        remark = getattr(session.scanner, "remark", "")
        self.told.emit(self._words(session, goes_on=goes_on) + (f" · {remark}" if remark else ""))

    def _give_up(self, problem: str) -> None:
        self.stop()
        self.failed.emit(problem)

    def _words(self, session: FindSession, *, goes_on: bool) -> str:
        percent = int(100 * session.progress)
        if session.searching:
            share = min(int(100 * session.searched / max(self._view.reader.size, 1)), 100)
            return f"Searching… {share} %"
        if session.match is None and not session.count:
            return "Not found" if not goes_on else f"Not found so far ({percent} %)"
        place = "" if session.ordinal is None or session.match is None else f"{session.ordinal:,} of "
        matches = "" if place else (" match" if session.count == 1 else " matches")
        counting = f" (counting… {percent} %)" if percent < 100 else ""
        came = "" if session.match is None else self._came
        return f"{place}{session.count:,}{matches}{came}{counting}{self._wrapped(session)}"

    def _wrapped(self, session: FindSession) -> str:
        """Return what says that the search went on at the poem's other end."""
        if session.searching or session.match is None or not self._search.has_wrapped(session.match):
            return ""
        return " · wrapped to the end" if self._search.backward else " · wrapped to the start"


def _nothing() -> None:
    pass
