"""What is in a pane at the window's foot: how high it is at first leaves the most of the window to what is above."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QWidget

_PART = 7  # of the window's height


class FootContent(QWidget):
    """Is a seventh of the window high where nobody has dragged it, or as high as it needs to be."""

    def sizeHint(self) -> QSize:
        """Return the width that all in it wants, and that height. A dock asks its content, and not itself."""
        window = self.window()
        assert window is not None
        return QSize(super().sizeHint().width(), max(window.height() // _PART, self.minimumSizeHint().height()))
