"""Merged views: of which poems one is made, and the work on it between everything else that the window does."""

from __future__ import annotations

from functools import partial
from time import monotonic

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.text.display_text import label_text
from poetrygui.gui import poems
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.workspace import Workspace

TOO_FEW = "A merged view is made of two tabs or more: choose their servers in the list, or none of them for all tabs."
_SLICE = 0.004  # seconds of work between two looks at the window's events
_MOST_NAMED = 3
_PAUSE = 50  # milliseconds between two looks for more


class MergeDesk(QObject):
    """Makes merged views of the tabs of chosen servers, or of all tabs, each for as long as its own tab is open."""

    note = pyqtSignal(str)
    """A sentence that is good to know."""

    def __init__(self, work: Workspace) -> None:
        """Make them of the tabs of ``work``."""
        super().__init__(work)
        self._work = work
        self._poems: list[MergedPoem] = []
        self._is_behind = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._merge)
        self.note.connect(work.note)

    def merge_chosen(self) -> None:
        """Open a view of the tabs of the chosen servers; of all tabs, where fewer than two have been chosen."""
        tabs = self._work.tabs
        chosen = {server.id for server in self._work.panel.selected()}
        made_of = [tab.poem for tab in tabs.tabs() if tab.poem.is_kept]
        if len(chosen) > 1:
            made_of = [poem for poem in made_of if poem.info.server_id in chosen]
        recorded = [poem for poem in made_of if poem.info.kept is not WhatIsKept.NOTHING]
        left_out = [poem for poem in made_of if poem not in recorded]
        if len(made_of) <= 1:
            self.note.emit(TOO_FEW)
        elif left_out:
            self.note.emit(_left_out(left_out))
        if len(recorded) > 1:
            self._open(MergedPoem(recorded))

    def _open(self, poem: MergedPoem) -> None:
        place = TabPlace(self._work.tabs.count(), encoding=poem.encoding)
        tab = self._work.tabs.add_poem(poem, place)
        tab.view.margins.add(poems.SourceMargin(poem, tab.view.palette), of_all=True)
        self._work.tabs.setCurrentWidget(tab)
        tab.destroyed.connect(partial(self._forget, poem))
        for part in poem.parts:
            self._work.library.kept.in_use.lend(part)
            listen(tab, part.loaded, partial(self._take, poem))
            listen(tab, part.changed, self._look)
            self._work.library.kept.load(part)
        self._poems.append(poem)
        self._take(poem)

    def _take(self, poem: MergedPoem) -> None:
        # The first line is known when all of them are read.
        if all(part.store is not None or part.load_problem for part in poem.parts):
            poem.take()
            self._look()

    def _look(self) -> None:
        if not self._timer.isActive():
            self._timer.start(0 if self._is_behind else _PAUSE)

    def _merge(self) -> None:
        self._is_behind = False
        for poem in self._poems:
            try:
                self._is_behind = poem.merge(_SLICE / len(self._poems), monotonic()) or self._is_behind
            except OSError as error:
                self._work.problem.emit(f"A merged view cannot be read from disk: {error.strerror or error}.")
                self._poems.remove(poem)
                break
        if self._is_behind or any(poem.merged.is_waiting for poem in self._poems):
            self._look()

    def _forget(self, poem: MergedPoem, _tab: object = None) -> None:
        for part in poem.parts:
            self._work.library.kept.take_back(part)
        if poem in self._poems:
            self._poems.remove(poem)


def _left_out(poems_left: list[KeptPoem]) -> str:
    names = ", ".join(f"“{label_text(poem.info.name or poem.info.address, 40)}”" for poem in poems_left[:_MOST_NAMED])
    more = f" and {len(poems_left) - _MOST_NAMED} others" if len(poems_left) > _MOST_NAMED else ""
    return f"When lines came is not known of {names}{more}: what came on the wire was not kept."
