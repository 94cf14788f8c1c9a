"""What can stand in the place of a page: somebody who looks at that looks at the page."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from poetrygui.gui.rows.row_page import RowPage


class StandIn(QObject):
    """Knows whether somebody looks at a page or at what stands in its place."""

    looked_at = pyqtSignal(bool)
    """Somebody looks at one of them now, or nobody does at either."""
    said = pyqtSignal(str)
    """What is to be said where there is nothing to show."""

    def __init__(self, page: RowPage) -> None:
        """Begin with ``page`` alone."""
        super().__init__(page)
        self._page = page
        self._other: QWidget | None = None
        self.words = ""
        """What was said last."""
        page.seen.connect(self._tell)

    @property
    def is_looked_at(self) -> bool:
        """Whether somebody looks at the page, or at what stands in its place."""
        return self._page.isVisible() or (self._other is not None and self._other.isVisible())

    def say(self, words: str) -> None:
        """Have ``words`` said where there is nothing to show."""
        self.words = words
        self._page.set_placeholder(words)
        self.said.emit(words)

    def put(self, other: QWidget | None) -> None:
        """Have ``other`` stand in the place of the page and have its keyboard; None brings the page back."""
        before, self._other = self._other, other
        if before is not None:
            before.removeEventFilter(self)
        if other is not None:
            other.installEventFilter(self)
            other.show()
        self._page.setVisible(other is None)
        self._page.setFocusProxy(other)
        if before is not None and before is not other:
            before.hide()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Tell when what stands there is shown or hidden."""
        if event is not None and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._tell()
        return False

    def _tell(self) -> None:
        self.looked_at.emit(self.is_looked_at)
