"""Which tabs hold something that happened while somebody looked elsewhere."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QApplication, QMainWindow

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.poems.tab_bar import TabBar

_SOON = 50  # milliseconds in which all that happens is shown once


class Unseen(QObject):
    """Marks such tabs, and says in the title of their window how many there are, until each is seen."""

    def __init__(self, window: QMainWindow, tabs: PoemTabs) -> None:
        """Watch which of the ``tabs`` of ``window`` is seen."""
        super().__init__(window)
        self._window = window
        self._tabs = tabs
        self._title = window.windowTitle()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._show)
        self._poems: set[KeptPoem] = set()
        tabs.currentChanged.connect(self.look)
        tabs.closed.connect(self._drop)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self.look)

    @property
    def count(self) -> int:
        """How many tabs there are with something that was not seen."""
        return len(self._poems)

    def add(self, poem: KeptPoem) -> None:
        """Take notice that something happened to a poem, unless it is seen just now."""
        tab = self._tabs.tab_of(poem)
        if tab is None or (self._window.isActiveWindow() and tab is self._tabs.current()):
            return
        self._poems.add(poem)
        self._mark(poem, is_unseen=True)
        self._show_soon()

    def look(self, _what: object = None) -> None:
        """Take notice that somebody looks at the window, if it is so."""
        tab = self._tabs.current()
        if tab is not None and self._window.isActiveWindow() and tab.poem in self._poems:
            self._mark(tab.poem, is_unseen=False)
            self._drop(tab.poem)

    def _mark(self, poem: KeptPoem, *, is_unseen: bool) -> None:
        tab, bar = self._tabs.tab_of(poem), self._tabs.tabBar()
        if tab is not None and isinstance(bar, TabBar):
            bar.mark_unseen(self._tabs.indexOf(tab), is_unseen=is_unseen)

    def _drop(self, poem: KeptPoem) -> None:
        self._poems.discard(poem)
        self._show_soon()

    def _show_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        self._window.setWindowTitle(f"({self.count:,}) {self._title}" if self.count else self._title)
