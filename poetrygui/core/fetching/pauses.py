"""How long to wait before a server is connected to again."""

from __future__ import annotations

import random
from collections.abc import Callable

from poetrygui.core.outcomes import Ended, Outcome

FIRST = 1.0
"""Seconds after a connection that brought something."""
LONGEST = 60.0
_GROWTH = 2.0
_JITTER = 0.25
"""A part of each pause, more or less: many who were cut off at once do not come back at once."""

# Of these the next connection would be no better.
_FOR_GOOD = (
    Outcome.STOPPED,
    Outcome.PLUGIN_FAULT,
    Outcome.PLUGIN_HANG,
    Outcome.DISK_FULL,
    Outcome.DISK_ERROR,
)


class Pauses:
    """The pauses before the connections to one address: each twice as long as the last, until something comes."""

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        """Vary them by ``chance``, which returns a number from 0 up to 1."""
        self._chance = chance
        self._next = FIRST

    def after(self, ended: Ended) -> float | None:
        """Return the seconds until the next connection; None where that would be no better."""
        if ended.outcome in _FOR_GOOD:
            return None
        if ended.received:
            self._next = FIRST
        pause = self._next
        self._next = min(self._next * _GROWTH, LONGEST)
        return min(pause * (1 + _JITTER * (2 * self._chance() - 1)), LONGEST)
