"""How fast bytes come, smoothed so that the number can be read."""

from __future__ import annotations

import math

_SMOOTHING = 1.5  # seconds


class RateMeter:
    """Takes totals and tells bytes per second, older ones counting less and less."""

    def __init__(self) -> None:
        self.rate = 0.0
        self._last: tuple[float, int] | None = None

    def note(self, now: float, total: int) -> float:
        """Take the total at a time in seconds; return the rate in bytes per second.

        A total that is less than the one before is that of another connection, which began with nothing.
        """
        if self._last is None:
            self._last = now, total
            return self.rate
        before, old_total = self._last
        passed = now - before
        if passed > 0:
            weight = 1 - math.exp(-passed / _SMOOTHING)
            came = total - old_total if total >= old_total else total
            self.rate += weight * (came / passed - self.rate)
            self._last = now, total
        return self.rate
