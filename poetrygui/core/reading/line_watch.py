"""Watching for lines that come and fit a condition, in slices of time, whether anybody sees them or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import Scanner
from poetrygui.core.reading.line_filter import LineFilter

LONGEST = 400
"""Bytes of a line that are told."""
MOST_HELD = 100_000
"""Lines after which what was found is let go of: where they lie is kept for each of them."""


class Hits(NamedTuple):
    """How many ``lines`` fit, where the first of them begins, and the beginning of that."""

    lines: int
    start: int
    line: bytes


class LineWatch:
    """Looks at what comes in a poem from a byte on; nothing happens but in :meth:`work`."""

    def __init__(
        self, condition: Condition, reader: PoemReader, base: int, scanner_of: Callable[[Condition], Scanner]
    ) -> None:
        """Look for lines of ``reader`` from the byte ``base`` on, for which ``condition`` holds.

        ``scanner_of`` makes what looks for it.
        """
        self.reader = reader
        self._made_of = condition, scanner_of
        self._filter = LineFilter(reader, (condition,), scanner_of, base=base)

    @property
    def searched(self) -> int:
        """The byte up to which it was looked."""
        return self._filter.chosen.searched

    @property
    def waits(self) -> bool:
        """Whether an answer is waited for, so that there is no hurry."""
        return self._filter.waits

    def end(self) -> None:
        """Take a last line without newline for whole: nothing more comes."""
        self._filter.takes_open_line = True

    def work(self, seconds: float) -> tuple[bool, Hits | None]:
        """Look for about so many ``seconds``; tell whether there is more to look at, and what was found since.

        Raises FindError and OSError.
        """
        chosen = self._filter.chosen
        place, lines = chosen.size, chosen.line_count
        goes_on = self._filter.work(seconds)
        hits = None
        if (count := chosen.line_count - lines) > 0:
            line = chosen.read(max(place, chosen.start), place + LONGEST).partition(b"\n")[0]
            hits = Hits(count, chosen.in_whole(place), line)
        if chosen.line_count > MOST_HELD and not self._filter.has_work:
            self._filter.rest()
            condition, scanner_of = self._made_of
            self._filter = LineFilter(self.reader, (condition,), scanner_of, base=chosen.searched)
        return goes_on, hits

    def rest(self) -> None:
        """End whatever runs; the next work begins it anew, where this was."""
        self._filter.rest()


class Pacing:
    """Lets something be done at most once in a pause, and counts what comes meanwhile."""

    def __init__(self, pause: float) -> None:
        """Let it be done at once, and then after ``pause`` seconds."""
        self._pause = pause
        self._free_at = 0.0
        self.held_back = 0
        """How many came since it was done last."""

    def take(self, count: int, now: float) -> bool:
        """Take notice that ``count`` came ``now``, in seconds of any clock; tell whether it may be done."""
        if now < self._free_at:
            self.held_back += count
            return False
        self._free_at = now + self._pause
        return True

    def due(self) -> float | None:
        """Return when what was held back is to be told of; None where there is nothing."""
        return self._free_at if self.held_back else None

    def told(self) -> int:
        """Return how many were held back, and forget them."""
        count, self.held_back = self.held_back, 0
        return count
