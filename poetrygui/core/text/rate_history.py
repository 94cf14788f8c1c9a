"""How fast bytes came in the last half minute, a number for each second."""

from __future__ import annotations

LONGEST = 30
"""Seconds that are remembered."""
_SHORTEST = 0.1  # seconds between two totals
_REST = (0.0, 0.0, 0.0)  # stands for a silence that goes on, however long


class RateHistory:
    """Takes totals about once a second. While nothing comes it has to be told so once, and no more."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._rates: list[float] = []  # a deque would take room for sixty-four at once
        self._last: tuple[float, int] | None = None
        self._rests = False

    @property
    def rates(self) -> tuple[float, ...]:
        """Bytes per second, the newest last."""
        return (*self._rates, *_REST)[-LONGEST:] if self._rests and self._rates else tuple(self._rates)

    def note(self, now: float, total: int) -> bool:
        """Take the total at a time in seconds; tell whether anything came since the last time.

        A total that is less than the one before is that of another connection, which began with nothing.
        """
        if self._last is None:
            self._last = now, total
            self._rates.append(float(total))
            return total > 0
        before, old_total = self._last
        came = total - old_total if total >= old_total else total
        self._rests = came == 0
        if came:
            passed = max(now - before, _SHORTEST)
            silent = max(round(passed) - 1, 0)
            # What came after a silence came in its last second.
            self._rates.extend([0.0] * min(silent, LONGEST))
            self._rates.append(came / (passed - silent))
            del self._rates[:-LONGEST]
            self._last = now, total
        return came > 0
