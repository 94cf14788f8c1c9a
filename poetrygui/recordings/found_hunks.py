"""Differences as they are found: in the order of the wire, or at first those alone that somebody sees."""

from __future__ import annotations

from array import array
from bisect import bisect_left

from poetrygui.recordings.difference import Hunk
from poetrygui.recordings.jobs import NUMBERS_OF_A_HUNK, hunks_of

MOST = 100_000
"""Differences that are kept; of more, the first ones. All are counted."""


class FoundHunks:
    """Has those that were seen until the others are all there, and behind these where they do not come that far."""

    def __init__(self) -> None:
        """Have none yet."""
        self.seen: tuple[int, int] | None = None
        """The bytes that are seen, if they were looked at before all others."""
        self._numbers: array[int] = array("Q")
        self._count = 0
        self._of_seen: array[int] = array("Q")
        self._first_behind: int | None = 0  # of those that are seen; None where the others are not listed yet

    def take(self, numbers: array[int]) -> None:
        """Take some more, in the order of the wire."""
        self._count += len(numbers) // NUMBERS_OF_A_HUNK
        self._numbers += numbers[: (MOST - len(self._numbers) // NUMBERS_OF_A_HUNK) * NUMBERS_OF_A_HUNK]

    def have_seen(self, wire: tuple[int, int]) -> None:
        """Have those that were taken be the ones in bytes that are seen; what comes now begins at the beginning."""
        self.seen, self._first_behind = wire, None
        self._of_seen, self._numbers, self._count = self._numbers, array("Q"), 0

    def end(self, byte: int | None) -> None:
        """List all of them, that were found up to that ``byte``, or everywhere."""
        of_seen = range(len(self._of_seen) // NUMBERS_OF_A_HUNK)
        if byte is None:
            self._first_behind, self.seen = len(of_seen), None
        else:
            first = bisect_left(of_seen, byte, key=lambda number: _hunk(self._of_seen, number).wire[0])
            self._first_behind = first
            if self.seen is not None and self.seen[1] <= byte:
                self.seen = None

    @property
    def count(self) -> int:
        """How many there are, those that are not kept among them."""
        return self.behind + (0 if self._first_behind is None else self._count)

    @property
    def behind(self) -> int:
        """How many of them are in the bytes that are seen, behind all others."""
        return len(self._of_seen) // NUMBERS_OF_A_HUNK - (self._first_behind or 0)

    def __len__(self) -> int:
        """Return how many are listed."""
        return self.behind + (0 if self._first_behind is None else len(self._numbers) // NUMBERS_OF_A_HUNK)

    def __getitem__(self, number: int) -> Hunk:
        """Return the one of that number, from 0. Raises IndexError."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        before = len(self) - self.behind
        return _hunk(self._numbers, number) if number < before else self._behind(number - before)

    def _behind(self, number: int) -> Hunk:
        return _hunk(self._of_seen, number + (self._first_behind or 0))


def _hunk(numbers: array[int], number: int) -> Hunk:
    at = number * NUMBERS_OF_A_HUNK
    return hunks_of(numbers[at : at + NUMBERS_OF_A_HUNK])[0]
