"""The second line above a poem: whose it is, where it comes from, and what came in all."""

from __future__ import annotations

from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from poetrygui.gui.widgets.plain_text import DimLabel, ElidedLabel, PlainLabel, sized
from poetrygui.gui.widgets.tokens import BODY_TYPE, GAP_WIDE


class AboutLine(QWidget):
    """A name, an origin that gives way where there is no room, and counts, each a label to be filled."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self.name = ElidedLabel()
        self.name.setObjectName("poemName")
        self.name.setFont(sized(self.name.font(), BODY_TYPE, bold=True))
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.origin = DimLabel()
        self.origin.setObjectName("poemOrigin")
        self.counts = PlainLabel(selectable=True)
        self.counts.setObjectName("poemCounts")
        self.counts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_WIDE)
        layout.addWidget(self.name)
        layout.addWidget(self.origin, 1)
        layout.addWidget(self.counts)
