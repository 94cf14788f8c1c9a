"""When to work on: at once, or a moment later, while there is something to do."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer

SLICE = 0.004
"""Seconds of work between two looks at the window's events."""
_POLL = 5  # milliseconds between two looks for an answer of a child process


class SliceTimer(QTimer):
    """Calls for a slice of work after the other; while an answer is waited for, there is no hurry."""

    def __init__(self, work: Callable[[], None], parent: QObject) -> None:
        """Call ``work`` from :meth:`wake` on, as long as ``parent`` is there."""
        super().__init__(parent)
        self.timeout.connect(work)

    def wake(self) -> None:
        """Begin, where it has not."""
        if not self.isActive():
            self.start(0)

    def go_on(self, goes_on: bool, *, waits: bool) -> None:
        """Go on, or stop; in a moment only where an answer is waited for."""
        interval = _POLL if waits else 0
        if not goes_on:
            self.stop()
        elif self.interval() != interval:
            self.setInterval(interval)
