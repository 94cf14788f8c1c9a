"""The text of a poem with its parts below it, one of which is as high as somebody drags it."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QSplitter, QVBoxLayout, QWidget

Shares = tuple[int, ...]
"""Of the height: those of what is above the handle, and below it."""
FIRST_SHARES: Shares = (3000, 2000)  # the ruler is above, too; Qt takes less than a part needs for what it needs


class PartsArea(QSplitter):
    """Holds the text and what stands close to it above a handle, and below that a part that takes a share."""

    def __init__(self, text: QWidget) -> None:
        """Begin with the text alone, and without a handle."""
        super().__init__(Qt.Orientation.Vertical)
        self.setChildrenCollapsible(False)
        self._text = text
        self._shares = FIRST_SHARES
        above = QWidget()
        self._above = QVBoxLayout(above)
        self._above.setContentsMargins(0, 0, 0, 0)
        self._above.setSpacing(0)
        self._above.addWidget(text, 1)
        self.addWidget(above)

    def put_in_place(self, other: QWidget) -> None:
        """Put what can be shown in the place of the text there; which of the two is seen is theirs to say."""
        self._above.insertWidget(self._above.indexOf(self._text), other, 1)

    def put_close(self, bar: QWidget) -> None:
        """Put a bar right below the text, before all parts."""
        self._above.insertWidget(self._above.indexOf(self._text) + 1, bar)

    def put_below(self, part: QWidget, share: int) -> None:
        """Put a part below those that there are; one that takes a ``share`` of the height, below the handle."""
        if not share:
            self._above.addWidget(part)
            return
        self.addWidget(part)
        self.divide(self._shares)

    def divide(self, shares: Shares) -> None:
        """Divide the height so, also where the part below comes later."""
        self._shares = shares
        self.setSizes(list(shares))
