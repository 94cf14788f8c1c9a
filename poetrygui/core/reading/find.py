"""Finding text in a poem of any size, in slices of time, while the poem grows.

A match lies within a line. In a line longer than a block it is found if it is no longer than the scanner's overlap.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from enum import Enum
from time import perf_counter
from typing import Protocol as StructuralType

from attrs import frozen

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.match_counts import Match, MatchCounts, ShownMatches
from poetrygui.errors import PoetryError

BLOCK = 256 * 1024
"""Bytes that are looked at between two looks at the clock."""


class FindError(PoetryError):
    """Nothing can be found with this pattern; the sentence says why."""


class Kind(Enum):
    """What is asked about the matches that begin in a part of a block, or of SHOWN, that touch it.

    LINES asks for the lines of a whole block in which something matches.
    """

    FIRST = "first"
    LAST = "last"
    COUNT = "count"
    SHOWN = "shown"
    LINES = "lines"


@frozen
class Question:
    """Asks about the matches in ``data`` that begin at ``low`` or later and before ``high``; see :class:`Kind`."""

    kind: Kind
    data: bytes
    low: int
    high: int
    place: int = 0
    """Where the data lie in the poem, for whom that matters."""


Answer = Sequence[int]
"""Of FIRST and LAST: where the match begins and ends, -1 and -1 where there is none. Of COUNT: how many there are, and
where the last one ends. Of SHOWN: where each begins and ends, one after the other, up to a limit. Of LINES: where they
begin and end, where one follows another as if they were one."""


class Scanner(StructuralType):
    """Looks for a pattern in a block. It is asked one question at a time; asking another drops the one before."""

    overlap: int
    """How far a match may reach beyond a block in a line that is longer than the block."""

    def ask(self, question: Question) -> None:
        """Take a question."""

    def answer(self) -> Answer | None:
        """Return the answer, or None while it is being looked for. Raises FindError."""

    def matches_in(self, data: bytes) -> list[tuple[int, int]] | None:
        """Return the matches in a few bytes for showing them; None where they are to be asked for, as SHOWN."""

    def close(self) -> None:
        """End whatever runs."""


def waits_for(scanner: Scanner) -> bool:
    """Tell of a scanner that has no answer yet whether to wait for it; one that is at work here is asked at once."""
    return bool(getattr(scanner, "waits", True))


Job = Generator[bool, None, None]
"""Work in slices: yields whether it waits for an answer."""


class FindSession:
    """One pattern in one poem: finds the next or last match, counts all of them, and knows which one it is at.

    Nothing happens but in :meth:`work`, which its owner calls while there is something to do. To cancel, stop calling.
    """

    def __init__(self, reader: PoemReader, scanner: Scanner) -> None:
        """Look in ``reader`` with ``scanner``, which this closes in the end."""
        self._reader = reader
        self.scanner = scanner
        self.match: Match | None = None
        """What was found last."""
        self.ordinal: int | None = None
        """Which of all matches that is, from 1, as soon as it is known."""
        self.searching = False
        """Whether a match is being looked for."""
        self.searched = 0
        """Bytes that were looked through for it."""
        self.waits = False
        """Whether the last work ended because an answer is not there yet, so that there is no hurry."""
        self._shown = ShownMatches()
        self._counts = MatchCounts()
        self._search: Job | None = None
        self._background: Job | None = None

    @property
    def count(self) -> int:
        """How many matches there are, as far as the poem was counted."""
        return self._counts.total

    @property
    def progress(self) -> float:
        """Which share of the poem is counted, from 0 to 1."""
        return self._counts.share(self._reader.size)

    @property
    def shown(self) -> tuple[int, int]:
        """From where to where the matches are known for showing them."""
        return self._shown.known

    @property
    def is_behind(self) -> bool:
        """Whether there is something to work at before all matches that :meth:`matches_in` was to return are known."""
        return self._shown.is_behind

    def matches_in(self, start: int, data: bytes) -> list[tuple[int, int]]:
        """Return the matches in the poem's bytes ``data`` from ``start`` on, counted from there, as far as known.

        Where that is not all, :meth:`work` changes :attr:`shown` when they are known, and this can be asked again.
        """
        at_once = self.scanner.matches_in(data)
        if at_once is not None:
            return at_once
        stop = start + len(data)
        if data:
            self._shown.wanted = (start, stop)
        return self._shown.within(start, stop)

    def find(self, start: int, *, backward: bool = False) -> None:
        """Look for the first match that begins at ``start`` or later, or for the last that begins before it.

        At the poem's end it goes on at the start, and the other way round.
        """
        self.searching = True
        self.searched = 0
        self._search = self._search_backward(start) if backward else self._search_forward(start)
        self._background = None  # its question, if it has asked one, is dropped

    def work(self, seconds: float) -> bool:
        """Work for about so many seconds. Return whether to come again soon. Raises FindError and OSError."""
        deadline = perf_counter() + seconds
        self.waits = False
        while not self.waits:
            if self._search is None and self._background is None:
                self._background = self._next_background()
            job = self._search or self._background
            if job is None:
                return False
            try:
                self.waits = next(job)
            except StopIteration:
                self._end(job)
            if perf_counter() >= deadline:
                break
        return True

    def _end(self, job: Job) -> None:
        if job is self._search:
            self._search = None
            self.searching = False
        else:
            self._background = None

    def close(self) -> None:
        """End whatever runs."""
        self._search = self._background = None
        self.scanner.close()

    # Jobs

    def _ask(self, kind: Kind, data: bytes, low: int, high: int) -> Generator[bool, None, Answer]:
        if self.is_behind:  # a look at little, which somebody waits for; once, so that the rest goes on
            yield from self._find_shown()
        return (yield from self._put(Question(kind, data, low, high)))

    def _put(self, question: Question) -> Generator[bool, None, Answer]:
        self.scanner.ask(question)
        while (answer := self.scanner.answer()) is None:
            yield True
        return answer

    def _find_shown(self) -> Job:
        """Find what matches in the bytes that are shown, in whole lines as when they are counted."""
        start, stop = wanted = self._shown.wanted
        start = min(max(start, self._reader.start), stop)
        base = self._reader.start_of_line(start, BLOCK // 4)
        data = self._reader.read(base, stop + self.scanner.overlap)
        end = data.find(b"\n", stop - base - 1) + 1
        answer = yield from self._put(Question(Kind.SHOWN, data[: end or None], start - base, stop - base))
        pairs = zip(answer[::2], answer[1::2], strict=True)
        self._shown.take(wanted, [Match(base + first, base + last) for first, last in pairs])

    def _found(self, base: int, answer: Answer) -> bool:
        if answer[0] < 0:
            return False
        match = Match(base + answer[0], base + answer[1])
        self.match, self.ordinal = match, self.ordinal if match == self.match else None
        return True

    def _search_forward(self, start: int) -> Job:
        size = self._reader.size
        for first, last in ((min(start, size), size), (0, min(start, size))):
            place, line = first, -1  # where a line is known to begin
            while (place := max(place, self._reader.start)) < last:
                base = place if place == line else self._reader.start_of_line(place, BLOCK // 4)
                data, high = self._block(base)
                answer = yield from self._ask(Kind.FIRST, data, place - base, min(high, last - base))
                if self._found(base, answer):
                    return
                self.searched += base + high - place
                self._counts.add_none(place, base + high if base + high < last else place)
                place, line = base + high, base + high if data.endswith(b"\n") else -1
                yield False
        self.match = self.ordinal = None

    def _search_backward(self, start: int) -> Job:
        size = self._reader.size
        for first, last in ((0, min(start, size)), (min(start, size), size)):
            place = last
            while place > (first := max(first, self._reader.start)):
                base = self._reader.start_of_line(max(place - BLOCK, first), BLOCK // 4)
                data = self._reader.read(base, place + BLOCK // 4)
                end = data.find(b"\n", place - base)
                answer = yield from self._ask(
                    Kind.LAST, data if end < 0 else data[:end], max(first - base, 0), place - base
                )
                if self._found(base, answer):
                    return
                self.searched += place - base
                place = base
                yield False
        self.match = self.ordinal = None

    def _next_background(self) -> Job | None:
        if self._counts.lacks(self._reader.size):
            return self._count_block()
        if self.match is not None and self.ordinal is None:
            return self._rank(self.match)
        return self._find_shown() if self.is_behind else None

    def _count_block(self) -> Job:
        base = max(self._counts.end, self._reader.start)
        data, high = self._block(base)
        at_end = base + len(data) >= self._reader.size
        if at_end:
            high = data.rfind(b"\n") + 1
        count, end = (yield from self._ask(Kind.COUNT, data, 0, high)) if high else (0, 0)
        # The open line is counted by itself, each time anew: what comes next may change what matches in it.
        tail = (yield from self._ask(Kind.COUNT, data[high:], 0, len(data)))[0] if at_end else 0
        self._counts.add(count, base + max(high, end), open_line=tail, size=base + len(data))

    def _rank(self, match: Match) -> Job:
        place, rank = self._counts.before(match.start)
        while (place := max(place, self._reader.start)) <= match.start:
            data, high = self._block(place)
            count, end = yield from self._ask(Kind.COUNT, data, 0, min(high, match.start + 1 - place))
            rank += count
            place += max(high, end)
            yield False
        self.ordinal = max(rank, 1)

    def _block(self, base: int) -> tuple[bytes, int]:
        """Return bytes from ``base`` on, in whole lines if they fit, and up to where matches in them may begin."""
        data = self._reader.read(base, base + BLOCK)
        if base + len(data) >= self._reader.size:
            return data, len(data)
        end = data.rfind(b"\n") + 1
        return (data[:end], end) if end else (data, max(len(data) - self.scanner.overlap, 1))
