"""The few lines that are shown, of which some are of frames with a field: found as soon as fields are known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.find import FindError, Kind, Question, Scanner

_MOST_KNOWN = 1024
"""Lines of which is remembered whether they are."""
_LONGEST = 64 * 1024
"""Bytes before the first row that is shown among which the beginning of its line is looked for."""

Line = tuple[int, int]
"""Where it begins among all that is shown, and how long it is: an open one grows."""


class FramedLines:
    """Finds them, as often as others are shown. Where nobody knows fields, there are none."""

    def __init__(self, scanner: Scanner, reader: PoemReader) -> None:
        """Ask ``scanner`` about lines of ``reader``, at the offsets that they have there."""
        self._scanner = scanner
        self._reader = reader
        self._known: dict[Line, bool] = {}
        self._wanted: tuple[int, bytes] | None = None
        self._asked: tuple[int, bytes] | None = None
        self._is_over = False

    def matches_in(self, data: bytes, place: int = 0) -> Iterator[tuple[int, int]]:
        """Give from where to where such lines are in ``data``, which stand at ``place``, as far as that is known."""
        start = self._reader.start_of_line(place, _LONGEST)
        whole = self._reader.read(start, place) + data
        lead = place - start
        self._wanted = None
        for first, stop in _lines(whole):
            holds = self._known.get((start + first, stop - first))
            if holds is None and not self._is_over:
                self._wanted = start, whole
            if holds and stop > lead:
                yield max(first - lead, 0), stop - lead

    @property
    def is_behind(self) -> bool:
        """Whether there is something that is not known yet of the lines that were asked for last."""
        return self._wanted is not None or self._asked is not None

    def work(self) -> bool:
        """Ask for what is not known, or take the answer; tell whether more is known now."""
        try:
            if self._asked is None and self._wanted is not None:
                self._asked, self._wanted = self._wanted, None
                self._scanner.ask(Question(Kind.LINES, self._asked[1], 0, len(self._asked[1]), self._asked[0]))
            if self._asked is None or (answer := self._scanner.answer()) is None:
                return False
        except FindError:
            self._is_over = True
            self.close()
            return False
        start, data = self._asked
        self._asked = None
        # Where a line begins behind the beginning of a run and not behind its end, it is in that.
        self._known.update(
            {(start + first, stop - first): bisect_right(answer, first) % 2 == 1 for first, stop in _lines(data)}
        )
        for line in [*self._known][: len(self._known) - _MOST_KNOWN]:
            del self._known[line]
        return True

    def close(self) -> None:
        """End whatever runs; what is asked next begins it anew."""
        self._scanner.close()
        self._wanted = self._asked = None


def _lines(data: bytes) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(data):
        stop = data.find(b"\n", first) + 1 or len(data)
        yield first, stop
        first = stop
