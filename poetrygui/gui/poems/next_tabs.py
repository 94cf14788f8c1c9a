"""The tabs beside the one that is seen, made ready while nobody waits for them."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6 import sip
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QTabWidget, QWidget

from poetrygui.gui import poems
from poetrygui.gui.widgets.turn_by_turn import TurnByTurn

_UNTIL_SEEN = 10  # milliseconds after which the tab that somebody went on to is drawn, and a key repeats later
_UNTIL_IDLE = 100  # milliseconds after which nobody is going on


class NextTabs(QTimer):
    """Has the tabs beside the current one built as soon as somebody stays there: going to them takes half the time.

    Who goes from one to the next has the one behind that built at once: a key that is held down finds each ready.
    """

    def __init__(self, tabs: QTabWidget) -> None:
        """Wait for a tab of ``tabs`` to be seen."""
        super().__init__(tabs)
        self._tabs = tabs
        self._before = tabs.currentIndex()
        self._step = 1
        self.setSingleShot(True)
        self.timeout.connect(self._build_one)
        tabs.currentChanged.connect(self._gone_to)

    def _gone_to(self, index: int) -> None:
        is_next = self._before >= 0 and abs(index - self._before) == 1
        self._step = index - self._before if is_next else 1
        self._before = index
        self.start(_UNTIL_SEEN if is_next else _UNTIL_IDLE)

    def _build_one(self) -> None:
        here = self._tabs.currentIndex()
        beside = map(self._tabs.widget, (here + self._step, here - self._step))
        unbuilt = [tab for tab in beside if isinstance(tab, poems.PoemTab) and not tab.is_built]
        if unbuilt and self._tabs.isVisible():
            make_ready(unbuilt[0])
            self.start(_UNTIL_IDLE)  # the other one in another turn


class ComingTab(TurnByTurn):
    """Shows a tab once what stands in it is made, each in a turn of its own: together they take longer than a frame."""

    def __init__(self, tabs: QTabWidget, tab: poems.PoemTab, then: Callable[[], object] = bool) -> None:
        """Make ``tab`` the current one of ``tabs``, and call ``then``.

        Not where somebody goes to another meanwhile, nor where another one is to come after it.
        """
        for earlier in tabs.findChildren(ComingTab, options=Qt.FindChildOption.FindDirectChildrenOnly):
            earlier.stop()
            earlier.deleteLater()
        super().__init__(self._go_on, tabs)
        self._tabs = tabs
        self._tab = tab
        self._then = then
        self._before = tabs.currentWidget()
        self.start()

    def _go_on(self) -> bool:
        is_there = not sip.isdeleted(self._tab) and self._tabs.indexOf(self._tab) >= 0
        is_wanted = is_there and self._tabs.currentWidget() is self._before
        if is_wanted and not self._tab.is_built:
            make_ready(self._tab)
            return True
        self.deleteLater()
        if is_wanted:
            self._tabs.setCurrentWidget(self._tab)
            self._then()
        return False


def show_soon(tabs: QTabWidget, tab: poems.PoemTab, then: Callable[[], object] = bool) -> None:
    """Make ``tab`` the current one of ``tabs``, and call ``then``; where it has to be made first, in a later turn."""
    if tab.is_built:
        tabs.setCurrentWidget(tab)
        then()
    else:
        ComingTab(tabs, tab, then)


def make_ready(tab: poems.PoemTab) -> None:
    """Make what stands in a tab, in its style."""
    for widget in (tab.view, *tab.findChildren(QWidget)):
        widget.ensurePolished()
