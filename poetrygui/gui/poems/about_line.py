"""The second line above a poem: whose it is, where it comes from, and what came in all."""

from __future__ import annotations

from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from poetrygui.core import poems
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.widgets.plain_text import DimLabel, ElidedLabel, PlainLabel, plain_tip, sized
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

    def show_attempt(self, attempt: poems.PoemInfo, began: str) -> None:
        """Show where an ``attempt`` leads, which may be elsewhere than before, and when what stands below ``began``.

        That is as in ``attempt`` itself, or empty where nothing stands below.
        """
        below = f"below is what came before, from {moment(began)}" if began else ""
        parts = (label_text(attempt.address, 300), label_text(attempt.protocol), moment(attempt.started), below)
        self.origin.setText("  ·  ".join(filter(None, parts)))
        self.origin.setToolTip(plain_tip("Address and protocol", attempt.address, attempt.protocol))


def moment(started: str) -> str:
    """Return the date and time at which a poem ``started``, as one reads it."""
    return started.replace("T", " ")[:19]
