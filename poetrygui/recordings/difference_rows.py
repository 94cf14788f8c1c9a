"""Where the differences between two framings stand in the rows of one of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator

from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.difference import Hunk
from poetrygui.recordings.differences import Differences

_MOST_KEPT = 4096
_FAR = 1 << 62

Rows = tuple[int, int]
"""The first byte of the rows and the one after the last; the same twice where the other side has frames and this none.
"""


class DifferenceRows:
    """Answers for one poem, which is the first of the two framings that are compared, or the second."""

    def __init__(self, poem: StoredPoem, recording: Recording, differences: Differences, *, is_ours: bool) -> None:
        """Answer for ``poem`` with its ``recording``; ``differences`` are its with another one, and it ``is_ours``."""
        self.differences = differences
        self.poem = poem
        self._places = FramePlaces(poem, recording)
        self._is_ours = is_ours
        self._known: OrderedDict[Hunk, Rows] = OrderedDict()

    def rows_of(self, number: int) -> Rows | None:
        """Return the rows of a difference; None while they are not there. Raises OSError."""
        hunk = self.differences[number]
        found = self._known.get(hunk)
        if found is None:
            found = self._find(*(hunk.ours if self._is_ours else hunk.theirs))
            if found is None:
                return None
            self._known[hunk] = found
            if len(self._known) > _MOST_KEPT:
                self._known.popitem(last=False)
        return found

    def between(self, start: int, stop: int) -> Iterator[tuple[int, Rows]]:
        """Yield the number and the rows of each difference in the rows from byte ``start`` up to ``stop``.

        Raises OSError.
        """
        for number in range(self.first_behind(start), len(self.differences)):
            rows = self.rows_of(number)
            if rows is None or rows[0] > stop:
                return
            yield number, rows

    def first_behind(self, offset: int) -> int:
        """Return the number of the first difference whose rows do not end before a byte. Raises OSError."""

        def end_of(number: int) -> int:
            rows = self.rows_of(number)
            return _FAR if rows is None else rows[1]

        return bisect_left(range(len(self.differences)), offset, key=end_of)

    def _find(self, first: int, stop: int) -> Rows | None:
        begin, end = self._places.start_of_frame(first), self._places.start_of_frame(stop)
        return None if begin is None or end is None else (begin, end)
