"""Where in a poem of any size rules find something, stretch by stretch, in slices of time while it grows."""

from __future__ import annotations

from collections.abc import Callable, Generator
from time import perf_counter

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.coloured import Mark
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import BLOCK, FindError, Job, Kind, Question, Scanner, waits_for
from poetrygui.core.reading.highlight_rules import Rule, Rules
from poetrygui.core.reading.lettered_scanner import lettered
from poetrygui.core.reading.line_sets import LineSet

MOST = 512
"""So many stretches are told apart at most."""
FIRST_STEP = 128
"""Bytes that a stretch of a short poem has; of a longer one it has twice as many, as often as needed."""


class RuleMarks:
    """Looks through all that there is, from the first byte on: nothing happens but in :meth:`work`."""

    def __init__(self, rules: Rules, reader: PoemReader, scanner_of: Callable[[Condition], Scanner]) -> None:
        """Look by ``rules``, the first of which come first, through what ``reader`` has.

        ``scanner_of`` makes what looks for each. A rule that can look for nothing here is left out.
        """
        self.waits = False
        """Whether the last work ended because an answer is not there yet."""
        self._rules = rules
        self._reader = reader
        self._scanner_of = scanner_of
        self._scanners: list[tuple[Rule, Scanner]] | None = None
        self._given_up: list[Rule] = []
        self._job: Job | None = None
        self._step = FIRST_STEP
        self._found: dict[int, int] = {}  # by the numbers of stretches, the number of the first rule
        self._place = self._seen = 0

    @property
    def has_work(self) -> bool:
        """Whether there is something to look at."""
        return self._job is not None or max(self._place, self._seen) < self._reader.size

    def marks(self) -> list[Mark]:
        """Return what was found by now, the first first."""
        step = self._step
        return [Mark(at * step, (at + 1) * step, self._rules[rule].colour) for at, rule in sorted(self._found.items())]

    def work(self, seconds: float) -> bool:
        """Work for about so many seconds. Return whether to come again soon. Raises OSError."""
        deadline = perf_counter() + seconds
        self.waits = False
        while self.has_work and not self.waits:
            self._job = self._job or self._take_block()
            try:
                self.waits = next(self._job)
            except StopIteration:
                self._job = None
            if perf_counter() >= deadline:
                break
        return self.has_work

    def rest(self) -> None:
        """End whatever runs; the next work begins that block anew."""
        self._job = None
        for _, scanner in self._scanners or ():
            scanner.close()
        self._scanners = None

    def _take_block(self) -> Job:
        place = max(self._place, self._reader.start)
        size = self._reader.size
        data = self._reader.read(place, min(place + BLOCK, size))
        stop = data.rfind(b"\n") + 1
        if not stop and place + len(data) >= size:
            self._seen = size  # an open line, which may go on
            return
        data = data[: stop or None]
        for rule, scanner in [*self._those_that_look()]:
            try:
                yield from self._ask(rule, scanner, data, place)
            except FindError:
                scanner.close()
                self._given_up.append(rule)
                self._scanners = [each for each in self._scanners or () if each[0] is not rule]
        self._place = max(place + len(data), place + 1)
        while self._place > self._step * MOST:
            self._double()
        yield False

    def _those_that_look(self) -> list[tuple[Rule, Scanner]]:
        if self._scanners is None:
            self._scanners = []
            for rule in self._rules:
                try:
                    if rule not in self._given_up:
                        made = self._scanner_of(rule.condition)
                        made = made if rule.condition.is_field else lettered(made, self._reader)
                        self._scanners.append((rule, made))
                except FindError:
                    self._given_up.append(rule)
        return self._scanners

    def _ask(self, rule: Rule, scanner: Scanner, data: bytes, place: int) -> Generator[bool, None, None]:
        scanner.ask(Question(Kind.LINES, data, 0, len(data), place))
        while (lines := scanner.answer()) is None:
            yield waits_for(scanner)
        self._take(self._rules.index(rule), lines, place)
        yield False

    def _take(self, number: int, lines: LineSet, place: int) -> None:
        found, step = self._found, self._step
        for first, stop in zip(lines[::2], lines[1::2], strict=True):
            for at in range((place + first) // step, (place + stop - 1) // step + 1):
                if found.get(at, number) >= number:
                    found[at] = number

    def _double(self) -> None:
        self._step *= 2
        found: dict[int, int] = {}
        for at, rule in self._found.items():
            found[at // 2] = min(rule, found.get(at // 2, rule))
        self._found = found
