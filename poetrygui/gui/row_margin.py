"""The margin of a view: the number of each line, and a mark at each row that goes on with one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPalette
from PyQt6.QtWidgets import QWidget

CONTINUES = "↪"
_PADDING = 6


class RowMargin(QWidget):
    """Paints what ``labels`` gives: pairs of a top edge in pixels and a line's number, or None for the rest of one."""

    def __init__(self, labels: Callable[[], Iterable[tuple[int, int | None]]], parent: QWidget) -> None:
        super().__init__(parent)
        self._labels = labels
        self.setAccessibleName("Line numbers")

    def width_for(self, line_count: int) -> int:
        """Return the width in pixels that numbers of so many lines need; it grows in steps of a digit."""
        return self.fontMetrics().horizontalAdvance("0") * max(len(str(line_count)), 4) + 2 * _PADDING

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint numbers and marks, more quietly than the text."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        height = self.fontMetrics().height()
        for top, number in self._labels():
            place = QRect(0, top, self.width() - _PADDING, height)
            text = CONTINUES if number is None else str(number)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
