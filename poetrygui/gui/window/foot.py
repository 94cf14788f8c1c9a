"""The panes at the window's foot, beside one another."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDockWidget, QMainWindow

_FOOT = Qt.DockWidgetArea.BottomDockWidgetArea


def show_at_foot(dock: QDockWidget) -> None:
    """Show a pane, as wide as each of those beside it: Qt would leave it what is over."""
    dock.show()
    window = dock.parentWidget()
    assert isinstance(window, QMainWindow)
    seen = [each for each in window.findChildren(QDockWidget) if not each.isHidden() and not each.isFloating()]
    beside = [each for each in seen if window.dockWidgetArea(each) == _FOOT]
    if len(beside) > 1:
        window.resizeDocks(beside, [window.width() // len(beside)] * len(beside), Qt.Orientation.Horizontal)
