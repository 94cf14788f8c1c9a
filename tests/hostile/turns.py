"""How long an event of the window waits at most: by the clock, and by what the window itself computed meanwhile.

The second is the same on a machine that is busy with others.
"""

from __future__ import annotations

import time

from PyQt6.QtCore import Qt, QTimer

from tests.benchmarks.figures import percentile

_MILLISECONDS = 1000


class Turns:
    """Ticks of a precise timer of 1 ms."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = (0.0, 0.0)
        self._gaps: list[float] = []
        self._computed: list[float] = []

    def start(self) -> None:
        """Begin."""
        self._last = time.perf_counter(), time.thread_time()
        self._timer.start(1)

    def stop(self) -> dict[str, float]:
        """End; return the longest, and that of one in a thousand, in milliseconds."""
        self._timer.stop()
        return {
            "longest": max(self._gaps, default=0.0) * _MILLISECONDS,
            "p999": percentile(self._gaps, 99.9) * _MILLISECONDS,
            "computed": max(self._computed, default=0.0) * _MILLISECONDS,
            "computed_p999": percentile(self._computed, 99.9) * _MILLISECONDS,
        }

    def _tick(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self._gaps.append(now[0] - self._last[0])
        self._computed.append(now[1] - self._last[1])
        self._last = now
