"""What came last stays in sight where it was: there may come more, and the room for it may change."""

from __future__ import annotations

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QAbstractScrollArea


class EndFollower(QObject):
    """Leads a list or a text to its end again, until somebody scrolls away from there."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        """Follow the end of ``area``, which begins there."""
        super().__init__(area)
        bar = area.verticalScrollBar()
        assert bar is not None
        self._bar = bar
        self._end = bar.maximum()
        bar.rangeChanged.connect(self._stay)

    def _stay(self, _least: int, most: int) -> None:
        was_there, self._end = self._bar.value() >= self._end, most
        if was_there:
            self._bar.setValue(most)
