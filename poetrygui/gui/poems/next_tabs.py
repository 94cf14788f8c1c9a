"""The tabs beside the one that is seen, made ready while nobody waits for them."""

from __future__ import annotations

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QTabWidget, QWidget

from poetrygui.gui import poems

_UNTIL_IDLE = 100  # milliseconds after which nobody is going on to the next tab, and the next one


class NextTabs(QTimer):
    """Has the next tab and the one before built as soon as somebody stays at one: going there takes half the time."""

    def __init__(self, tabs: QTabWidget) -> None:
        """Wait for a tab of ``tabs`` to be seen."""
        super().__init__(tabs)
        self._tabs = tabs
        self.setSingleShot(True)
        self.setInterval(_UNTIL_IDLE)
        self.timeout.connect(self._build_one)
        tabs.currentChanged.connect(lambda _: self.start())

    def _build_one(self) -> None:
        here = self._tabs.currentIndex()
        for index in (here + 1, here - 1):
            tab = self._tabs.widget(index)
            if isinstance(tab, poems.PoemTab) and not tab.is_built and self._tabs.isVisible():
                for widget in (tab.view, *tab.findChildren(QWidget)):
                    widget.ensurePolished()
                self.start()  # the other one in another turn
                return
