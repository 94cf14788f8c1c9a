"""Tabs that need as much room as the page that is seen."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QStackedWidget, QTabWidget


class SeenPages(QTabWidget):
    """Needs no room for pages that are not seen.

    Qt asks all of them. Those not seen may still stand as they were last drawn, with what is closed since.
    """

    def __init__(self) -> None:
        """Have no page yet."""
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Need what the one that is seen needs, and the tabs above it."""
        needed, page, bar = super().minimumSizeHint(), self.currentWidget(), self.tabBar()
        pages = self.findChild(QStackedWidget)
        if page is None or bar is None:
            return needed
        assert pages is not None  # the tab widget's own
        above = QSize(bar.minimumSizeHint().width(), 0)
        return needed - pages.minimumSizeHint().expandedTo(above) + page.minimumSizeHint().expandedTo(above)
