"""What is known by now of the matches in a poem that grows: how many there are, and those that are shown."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from attrs import frozen

CHECKPOINT = 1024 * 1024  # bytes between two places whose count is remembered


@frozen
class Match:
    """The bytes from ``start`` to ``stop`` of a poem."""

    start: int
    stop: int


class MatchCounts:
    """Counts the matches from a poem's start on, block by block, and remembers how many begin before some places.

    Those in an open last line are counted apart, each time anew: what comes next may change what matches in it.
    """

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self.end = 0
        """The byte at which the next block begins."""
        self._settled = 0  # matches before the end
        self._open = 0  # matches in the open line behind it
        self._size = 0  # of the poem, when that was counted
        self._places = array("Q", [0])
        self._counts = array("Q", [0])

    @property
    def total(self) -> int:
        """How many matches there are, as far as the poem was counted."""
        return self._settled + self._open

    def lacks(self, size: int) -> bool:
        """Tell whether something of a poem of ``size`` bytes is not counted."""
        return self.end < size and self._size < size

    def share(self, size: int) -> float:
        """Return which share of a poem of ``size`` bytes is counted, from 0 to 1."""
        return max(self.end, self._size) / size if size else 1.0

    def add(self, settled: int, end: int, *, open_line: int, size: int) -> None:
        """Count ``settled`` matches more before the byte ``end``, and ``open_line`` in what follows up to ``size``."""
        self._settled += settled
        self._open = open_line
        self._size = size
        self._go_on(end)

    def add_none(self, start: int, end: int) -> None:
        """Know that no match begins from ``start`` up to ``end``, in whole lines: it counts where counting is."""
        if start == self.end:
            self._open = 0
            self._go_on(end)

    def _go_on(self, end: int) -> None:
        self.end = end
        if end - self._places[-1] >= CHECKPOINT:
            self._places.append(end)
            self._counts.append(self._settled)

    def before(self, offset: int) -> tuple[int, int]:
        """Return the last remembered place that is not behind ``offset``, and how many matches begin before it."""
        checkpoint = bisect_right(self._places, offset) - 1
        return self._places[checkpoint], self._counts[checkpoint]


class ShownMatches:
    """The matches in the bytes that are shown, where looking for them takes its time."""

    def __init__(self) -> None:
        """Begin with nothing shown."""
        self.wanted = (0, 0)
        """From where to where they are asked for."""
        self.known = (0, 0)
        """From where to where they are known."""
        self._matches: list[Match] = []

    @property
    def is_behind(self) -> bool:
        """Whether others are asked for than are known."""
        return self.known != self.wanted

    def take(self, known: tuple[int, int], matches: list[Match]) -> None:
        """Know these, from where to where they were looked for."""
        self.known = known
        self._matches = matches

    def within(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return where the known ones begin and end between two bytes, counted from the first of these."""
        # A poem only grows, so what was found in a part of them is still there.
        near = (match for match in self._matches if match.start < stop and match.stop > start)
        return [(max(match.start, start) - start, min(match.stop, stop) - start) for match in near]
