"""Poems outside of their tabs: beside these, or in windows of their own, where keys and menus work on them as well."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QApplication, QWidget

from poetrygui.gui import poems
from poetrygui.gui import window as parts
from poetrygui.gui.window.workspace import Workspace


class SideBySide(QObject):
    """Takes poems out of their tabs and puts them back; what has the keyboard is the current one."""

    def __init__(self, work: Workspace, window: parts.MainWindow) -> None:
        """Put them beside the tabs of ``work``; what keys do in ``window``, they do in other windows."""
        super().__init__(work)
        self._work = work
        self._window = window
        self._away: list[poems.AwayPane] = []
        self._current: poems.PoemTab | None = None
        work.tabs.focused_away = lambda: self._current
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)
        window.closing.connect(self.give_all_back)

    def show_beside(self) -> None:
        """Show the current poem beside the tabs; one that is there, in its tab again."""
        tab = self._work.tabs.current()
        pane = self._pane_of(tab)
        if pane is not None:
            self._give_back(pane)
        elif tab is not None:
            pane = self._take(tab)
            before = self._work.sizes()
            self._work.addWidget(pane)
            pane.show()
            self._share_width(before)
            pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_in_window(self) -> None:
        """Show the current poem in a window of its own."""
        tab = self._work.tabs.current()
        pane = self._pane_of(tab) or (None if tab is None else self._take(tab))
        if pane is None:
            return
        size = pane.size()
        pane.setParent(None)
        pane.resize(size)
        pane.setWindowIcon(self._window.windowIcon())
        pane.addActions(self._window.actions())
        pane.show()
        pane.activateWindow()
        pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_next(self) -> bool:
        """Give the keyboard to the next of the streams that are seen; tell whether there is another one."""
        tab = self._work.tabs.in_tabs()
        views: list[QWidget] = [] if tab is None or self._pane_of(tab) is not None else [tab.view]
        views += [pane.view for pane in self._away]
        if not self._away or len(views) < 1:
            return False
        here = next((number for number, view in enumerate(views) if view.hasFocus()), -1)
        found = views[(here + 1) % len(views)]
        window = found.window()
        assert window is not None
        window.activateWindow()
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def give_all_back(self) -> None:
        """Show all of them in their tabs again."""
        for pane in tuple(self._away):
            self._give_back(pane)

    def _take(self, tab: poems.PoemTab) -> poems.AwayPane:
        pane = poems.AwayPane(tab)
        pane.back_wanted.connect(lambda: self._give_back(pane))
        tab.destroyed.connect(lambda: self._let_go(pane))
        self._away.append(pane)
        return pane

    def _give_back(self, pane: poems.AwayPane) -> None:
        if pane in self._away:
            self._away.remove(pane)
            pane.give_back()
            self._current = None
            self._work.tabs.setCurrentWidget(pane.tab)
            self._work.tabs.tab_changed.emit()

    def _let_go(self, pane: poems.AwayPane) -> None:
        if pane in self._away:
            self._away.remove(pane)
            self._current = None
            pane.let_go()

    def _pane_of(self, tab: poems.PoemTab | None) -> poems.AwayPane | None:
        return next((pane for pane in self._away if pane.tab is tab), None)

    def _share_width(self, before: Sequence[int]) -> None:
        """Give tabs and what is beside them the same width, of what they had ``before``; the list keeps its own."""
        first, *others = before
        shown = self._work.count() - 1
        self._work.setSizes([first, *[sum(others) // shown] * shown])

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Take notice of which of them has the keyboard; a menu that has it changes nothing."""
        if now is None or not (self._away or self._current):
            return
        found = next((pane.tab for pane in self._away if pane.isAncestorOf(now)), None)
        if found is not self._current and (found is not None or self._work.tabs.isAncestorOf(now)):
            self._current = found
            self._work.tabs.tab_changed.emit()
