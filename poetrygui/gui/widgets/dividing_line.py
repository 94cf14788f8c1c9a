"""A line between two parts of a pane."""

from __future__ import annotations

from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QFrame


class DividingLine(QFrame):
    """A thin line across.

    The style sheet knows it by its class: to know a frame by its shape Qt asks every frame and label there is for that,
    which took a thirtieth of the window's start.
    """

    def __init__(self) -> None:
        """Make it as quiet as lines are, with a style of the desktop's own, too."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.HLine)
        self.setForegroundRole(QPalette.ColorRole.Mid)
