"""When to draw next: soon after something came, but never so often that drawing is all there is time for."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import perf_counter

from PyQt6.QtCore import QObject, Qt, QTimer

FRAME = 1 / 60
"""The shortest time between two refreshes, in seconds."""
SHARE = 0.3
"""The share of the thread's time that refreshes may take."""


class RefreshPacer(QObject):
    """Calls ``refresh`` once for any number of requests, at a pace that its cost allows.

    There is no timer while nothing is requested, and nothing is called while it is paused: it begins paused.
    """

    def __init__(self, refresh: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._refresh = refresh
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._due)
        self._running = False
        self._requested = False
        self._started = -math.inf
        self._cost = 0.0

    @property
    def is_waiting(self) -> bool:
        """Whether a refresh was requested that has not come yet."""
        return self._requested

    @property
    def wakes(self) -> bool:
        """Whether it is going to wake the program for a refresh."""
        return self._timer.isActive()

    def request(self) -> None:
        """Have a refresh come, as soon as it may."""
        self._requested = True
        if self._running and not self._timer.isActive():
            self._timer.start(math.ceil(max(0.0, self._next_time() - perf_counter()) * 1000))

    def pause(self) -> None:
        """Keep requests until :meth:`resume`: nobody looks."""
        self._running = False
        self._timer.stop()

    def resume(self) -> None:
        """Go on, and make up for a request that came meanwhile at once."""
        self._running = True
        self.catch_up()

    def catch_up(self) -> None:
        """Have a refresh that was requested come now: nothing more will, and what is shown beside it tells so."""
        if self._running and self._requested:
            self._run()

    def drop_request(self) -> None:
        """Have no refresh come for what was requested: what is shown is as new as that would make it."""
        self._requested = False
        self._timer.stop()

    def add_cost(self, seconds: float) -> None:
        """Count time that the last refresh took later on, such as for painting."""
        self._cost += seconds

    def _next_time(self) -> float:
        return self._started + max(FRAME, self._cost / SHARE)

    def _due(self) -> None:
        if perf_counter() < self._next_time() - 0.001:
            self.request()  # painting has cost more than was known when the timer was set
        else:
            self._run()

    def _run(self) -> None:
        self._timer.stop()
        self._requested = False
        self._started = perf_counter()
        self._refresh()
        self._cost = perf_counter() - self._started
