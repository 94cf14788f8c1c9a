"""A text that wants no more height than some rows take: what is beside or below it keeps its own room until then."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QPlainTextEdit

_WANTED_ROWS = 8


class ModestText(QPlainTextEdit):
    """Takes all the height that there is, and wants a little of it."""

    def sizeHint(self) -> QSize:
        """Return the usual width, and the height of some rows."""
        return QSize(super().sizeHint().width(), _WANTED_ROWS * self.fontMetrics().lineSpacing())
