"""How quickly the rows of a poem came, stretch by stretch: as many stretches of a gigabyte as of a page."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

from poetrygui.core.poems.stored_poem import StoredPoem

MOST = 256
"""So many stretches are told apart at most."""
FIRST_STEP = 256
"""Bytes that a stretch of a short poem has; of a longer one it has twice as many, as often as needed."""

Where = Callable[[int], tuple[StoredPoem | None, int]]
"""Tells of a byte of the rows which poem it is of, and where the rows of that begin: of several in a row, one."""


class Arrival(NamedTuple):
    """Of a stretch of rows, from ``start`` to ``stop``, when its first byte came and how many seconds it took.

    ``moment`` is in seconds since the epoch. Where that is not known, both are None.
    """

    start: int
    stop: int
    moment: float | None
    seconds: float | None

    @property
    def rate(self) -> float | None:
        """Bytes in a second; what came at once, came in a millisecond."""
        return None if self.seconds is None else (self.stop - self.start) / max(self.seconds, 0.001)


class Arrivals:
    """Looks up when rows came, at places that are as far apart as the poem is long.

    What was looked up once stays known: a poem that grows to twice its length needs every second place no more.
    """

    def __init__(self, where: Where) -> None:
        """Look up rows of what ``where`` tells; nothing before :meth:`work`."""
        self._where = where
        self._step = FIRST_STEP
        self._first = 0  # where the first stretch begins
        self._moments: list[float | None] = []  # at the beginning of each

    def begins_at(self, start: int) -> None:
        """Begin at a byte of the rows: what is before it is not kept, or not to be seen."""
        if start < self._first or start - self._first >= self._step:
            first = start - start % self._step
            gone = (first - self._first) // self._step
            self._moments = self._moments[gone:] if gone > 0 else []
            self._first = first

    def lacks(self, size: int) -> bool:
        """Tell whether there is something to look up in a poem of ``size`` bytes of rows."""
        return size > self._first + self._step * len(self._moments)

    def work(self, size: int, seconds: float) -> bool:
        """Look places up for about so many ``seconds``; tell whether there is more to do of ``size`` bytes.

        Raises OSError.
        """
        deadline = perf_counter() + seconds
        while self.lacks(size):
            if len(self._moments) >= MOST:
                self._double()
            else:
                self._moments.append(self._moment_of(self._first + self._step * len(self._moments)))
            if perf_counter() >= deadline:
                break
        return self.lacks(size)

    def stretches(self, size: int) -> list[Arrival]:
        """Return what is known by now of a poem of ``size`` bytes of rows, the first byte first."""
        found: list[Arrival] = []
        if not self._moments:
            return found
        ends = [*self._moments[1:], self._moment_of(size - 1)]
        for index, (moment, end) in enumerate(zip(self._moments, ends, strict=True)):
            start = self._first + index * self._step
            # Of two connections, what is between is no time that it took.
            took = None if moment is None or end is None or end < moment else end - moment
            found.append(Arrival(start, min(start + self._step, size), moment, took))
        return found

    def _double(self) -> None:
        self._step *= 2
        odd = self._first % self._step != 0
        self._first -= self._first % self._step
        self._moments = [None, *self._moments[1::2]] if odd else self._moments[::2]

    def _moment_of(self, offset: int) -> float | None:
        poem, base = self._where(offset)
        recording = None if poem is None else poem.recording
        if recording is None:
            return None
        chunk = recording.chunk_of_row(offset - base)
        return None if chunk is None else recording.info.clock + chunk.time / 1_000_000
