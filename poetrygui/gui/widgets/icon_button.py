"""A small button that shows an icon of the program's own, in the colours that the window has."""

from __future__ import annotations

from PyQt6.QtCore import QEvent
from PyQt6.QtWidgets import QToolButton

from poetrygui.gui.widgets.icons import action_icon


class IconButton(QToolButton):
    """Shows an icon, and says what it does to whoever points at it or hears it."""

    def __init__(self, icon: str, tip: str, *, name: str = "") -> None:
        """Show the action's ``icon`` of that stem; ``tip`` is what it does, ``name`` its object name."""
        super().__init__()
        self._icon = icon
        self.setObjectName(name)
        self.setAutoRaise(True)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self._draw()

    def changeEvent(self, event: QEvent | None) -> None:
        """Draw the icon anew in another palette's colours."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self.setIcon(action_icon(self._icon, self.palette()))
