"""Looking in the few lines that are shown: at once, or elsewhere where that could take for ever."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading import find_worker
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import Answer, Kind, Question, Scanner
from poetrygui.core.reading.lettered_scanner import lettered
from poetrygui.core.reading.line_filter import check, scanner_of
from poetrygui.core.reading.linear_pattern import LinearPattern
from poetrygui.core.reading.linear_syntax import NoLinearSyntaxError

MOST_KNOWN = 1024
"""Lines of which is remembered what was found in them elsewhere."""

Spans = Sequence[tuple[int, int]]


class LinesLook:
    """Finds what a condition is about in some lines, as often as those are others. Nothing here blocks for long."""

    def __init__(self, condition: Condition, reader: PoemReader) -> None:
        """Look for what ``condition`` is about in lines of ``reader``. Raises FindError."""
        self._condition = condition
        self._reader = reader
        check(condition)
        quick = _quick_scanner(condition)
        self._quick = None if quick is None else lettered(quick, reader)
        self._slow: Scanner | None = None
        self._known: dict[bytes, Spans] = {}
        self._wanted: list[bytes] = []
        self._asked: list[bytes] = []

    def matches_in(self, data: bytes, _place: int = 0) -> Iterable[tuple[int, int]]:
        """Return the matches in some lines, as far as they are known: :meth:`work` finds the others."""
        found = None if self._quick is None else self._quick.matches_in(data)
        self._wanted = []
        return self._known_in(data) if found is None else found

    @property
    def is_behind(self) -> bool:
        """Whether there is something that is not known yet of the lines that were asked for last."""
        return bool(self._wanted or self._asked)

    def work(self) -> bool:
        """Ask for what is not known, or take the answer; tell whether more is known now. Raises FindError."""
        if not self._asked and self._wanted:
            self._asked, self._wanted = self._wanted, []
            if self._slow is None:
                self._slow = lettered(scanner_of(self._condition), self._reader)
            data = b"\n".join(self._asked)
            self._slow.ask(Question(Kind.SHOWN, data, 0, len(data)))
        if self._slow is None or not self._asked or (answer := self._slow.answer()) is None:
            return False
        self._take(answer)
        return True

    def close(self) -> None:
        """End whatever runs; what is asked next begins it anew."""
        if self._slow is not None:
            self._slow.close()
        self._slow = None
        self._asked = []

    def _known_in(self, data: bytes) -> Iterator[tuple[int, int]]:
        place = 0
        for line in data.split(b"\n"):
            spans = self._known.get(line)
            if spans is None:
                self._wanted.append(line)
            else:
                yield from ((place + start, place + stop) for start, stop in spans)
            place += len(line) + 1

    def _take(self, answer: Answer) -> None:
        """Remember for each line that was asked for what matches in it."""
        starts = [*accumulate((len(line) + 1 for line in self._asked), initial=0)]
        found: list[list[tuple[int, int]]] = [[] for _ in self._asked]
        for start, stop in zip(answer[::2], answer[1::2], strict=True):
            index = min(bisect_right(starts, start), len(found)) - 1
            base = starts[index]
            found[index].append((start - base, min(stop - base, len(self._asked[index]))))
        self._known.update(zip(self._asked, found, strict=True))
        for line in [*self._known][: len(self._known) - MOST_KNOWN]:
            del self._known[line]
        self._asked = []


class _LinearScanner:
    """Has RE2 answer at once, and nobody else."""

    overlap = 0

    def __init__(self, pattern: LinearPattern) -> None:
        self._pattern = pattern
        self._answer: Answer | None = None

    def ask(self, question: Question) -> None:
        self._answer = self._pattern.answer(question)

    def answer(self) -> Answer | None:
        return self._answer

    def matches_in(self, data: bytes) -> list[tuple[int, int]] | None:
        """Return the matches; None where it takes Python's engine to find them."""
        self.ask(Question(Kind.SHOWN, data, 0, len(data)))
        answer = self.answer()
        return None if answer is None else list(zip(answer[::2], answer[1::2], strict=True))

    def close(self) -> None:
        """Do nothing: nothing runs."""


def _quick_scanner(condition: Condition) -> Scanner | None:
    """Return what looks at once; None for a pattern for which there is nothing like that."""
    if not condition.is_pattern:
        return scanner_of(condition)
    if condition.is_word:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as where it was checked
            pattern = find_worker.compiled(condition.text, ignore_case=not condition.matches_case)
            return _LinearScanner(LinearPattern(pattern))
    except NoLinearSyntaxError:
        return None
