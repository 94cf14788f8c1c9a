"""The line above a text, which shows that keys go there: a text of its own kind has no ring around it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QPainter, QPaintEvent, QPalette
from PyQt6.QtWidgets import QWidget

from poetrygui.gui.widgets.theme import has_high_contrast
from poetrygui.gui.widgets.tokens import HAIRLINE, RING


class FocusLine(QWidget):
    """A thin line across, and a thicker one in the accent's colour while ``text`` has the keyboard."""

    def __init__(self, text: QWidget) -> None:
        """Stand above ``text``."""
        super().__init__()
        self._text = text
        self.setFixedHeight(RING)
        text.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Draw it anew when the keyboard comes or goes."""
        if event is not None and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the line."""
        palette, painter = self.palette(), QPainter(self)
        if self._text.hasFocus():
            painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Accent))
        else:
            role = QPalette.ColorRole.WindowText if has_high_contrast(palette) else QPalette.ColorRole.Mid
            painter.fillRect(0, self.height() - HAIRLINE, self.width(), HAIRLINE, palette.color(role))
        painter.end()
