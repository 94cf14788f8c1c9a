"""The time of a recording: it never goes back, whatever is done to the clock on the wall."""

from __future__ import annotations

import time
from collections.abc import Callable


class RecordingClock:
    """Tells µs since it was made."""

    __slots__ = ("_began", "_steady", "began_at", "wall")

    def __init__(self, steady: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time) -> None:
        """Ask ``steady`` for seconds that never go back, and ``wall`` for seconds since the epoch."""
        self._steady = steady
        self._began = steady()
        self.wall = wall
        """Tells what the clock on the wall shows, in seconds since the epoch."""
        self.began_at = wall()
        """What that showed when this began."""

    def now(self) -> int:
        """Return the µs."""
        return round((self._steady() - self._began) * 1e6)
