"""Having a widget seen before a test begins."""

from __future__ import annotations

from typing import TypeVar

from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


def exposed(qtbot: QtBot, widget: W, width: int, height: int) -> W:
    """Show a widget in this size and return it once it is seen; ``qtbot`` closes it after the test."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget
