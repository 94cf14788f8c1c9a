"""What is selected stays in sight where a view gets lower, as when a part is opened below it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QTimer
from PyQt6.QtGui import QResizeEvent

from poetrygui.gui import rows


class KeptInSight(QObject):
    """Scrolls a view to its selection after each resizing that took that out of sight."""

    def __init__(self, view: rows.PoemView) -> None:
        """Watch ``view``."""
        super().__init__(view)
        self._view = view
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.timeout.connect(self._reveal)
        view.canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Look whether the selection is seen now, before the view has taken its new size."""
        if isinstance(event, QResizeEvent) and event.size().height() < event.oldSize().height():
            start, stop = self._view.selection()
            if start < stop and not self._view.following and self._is_seen(start, event.oldSize().height()):
                self._after.start(0)
        return False

    def _is_seen(self, offset: int, height: int) -> bool:
        at_hand = self._view.row_map.rows
        if not at_hand.start <= offset < at_hand.stop:
            return False
        place = self._view.cursorRect(self._view.row_map.cursor_at(offset))
        return place.top() >= 0 and place.bottom() <= height

    def _reveal(self) -> None:
        start, stop = self._view.selection()
        if start < stop and not self._view.following:
            self._view.place.reveal(start, self._view.row_map.page_lines() // 2)
