"""The line above a text, which shows that keys go there: a text of its own kind has no ring around it."""

from __future__ import annotations

from PyQt6.QtGui import QPainter, QPaintEvent, QPalette
from PyQt6.QtWidgets import QApplication, QWidget

from poetrygui.gui.widgets.theme import has_high_contrast
from poetrygui.gui.widgets.tokens import HAIRLINE, RING


class FocusLine(QWidget):
    """A thin line across, and a thicker one in the accent's colour while ``text`` has the keyboard."""

    def __init__(self, text: QWidget) -> None:
        """Stand above ``text``."""
        super().__init__()
        self.setFocusProxy(text)  # so it has the focus where the text has it
        self.setFixedHeight(RING)
        # An event filter would be asked about all that the text hears of, and until it is no more.
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if self.focusProxy() in (before, now):
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the line."""
        palette, painter = self.palette(), QPainter(self)
        if self.hasFocus():
            painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Accent))
        else:
            role = QPalette.ColorRole.WindowText if has_high_contrast(palette) else QPalette.ColorRole.Mid
            painter.fillRect(0, self.height() - HAIRLINE, self.width(), HAIRLINE, palette.color(role))
        painter.end()
