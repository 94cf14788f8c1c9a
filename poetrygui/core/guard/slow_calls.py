"""Which of a protocol's callbacks hold the event loop for long, again and again, and how long."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from attrs import frozen

OFTEN = 3
"""Slow calls, each within :data:`MEMORY` of the one before: one or two may be a hiccup of the machine."""
MEMORY = 60.0
"""Seconds for which a slow call is remembered."""


@frozen
class SlowCall:
    """The longest of ``count`` callbacks that took long."""

    callback: str
    seconds: float
    count: int = 1

    @property
    def sentence(self) -> str:
        """What to tell a user."""
        longest = f"{self.callback} took {self.seconds * 1000:,.0f} ms"
        return longest if self.count == 1 else f"{longest}, the longest of {self.count:,} slow calls"


class SlowCalls:
    """Remembers slow calls for a while; ``clock`` tells the seconds."""

    __slots__ = ("_clock", "_last", "_longest")

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with nothing that was slow."""
        self._clock = clock
        self._last = 0.0
        self._longest: SlowCall | None = None

    def note(self, callback: str, seconds: float) -> None:
        """Take notice of a slow call."""
        now = self._clock()
        before = self._remembered(now)
        self._last = now
        if before is None:
            self._longest = SlowCall(callback, seconds)
        elif seconds > before.seconds:
            self._longest = SlowCall(callback, seconds, before.count + 1)
        else:
            self._longest = SlowCall(before.callback, before.seconds, before.count + 1)

    @property
    def worst(self) -> SlowCall | None:
        """The longest, where there were several and the last was not long ago."""
        longest = self._remembered(self._clock())
        return longest if longest is not None and longest.count >= OFTEN else None

    def _remembered(self, now: float) -> SlowCall | None:
        return self._longest if now - self._last < MEMORY else None
