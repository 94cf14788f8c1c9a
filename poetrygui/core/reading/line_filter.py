"""Choosing lines of a poem of any size by conditions, in slices of time, while the poem grows."""

from __future__ import annotations

from collections.abc import Callable, Generator
from time import perf_counter

from attrs import define

from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.poems.newlines import count_newlines
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.conditions import Condition, Conditions, asked, groups
from poetrygui.core.reading.field_test import FieldTest
from poetrygui.core.reading.find import BLOCK, Job, Kind, Question, Scanner, waits_for
from poetrygui.core.reading.find_pattern import PatternScanner, check_pattern
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.reading.lettered_scanner import lettered
from poetrygui.core.reading.line_sets import LineSet, all_but, both, in_all, in_any
from poetrygui.core.reading.repeats import fresh_lines, line_before


def scanner_of(condition: Condition) -> Scanner:
    """Return what looks for the lines that hold what ``condition`` is about. Raises FindError."""
    kind = PatternScanner if condition.is_pattern else TextScanner
    return kind(condition.text, ignore_case=not condition.matches_case, whole_word=condition.is_word)


def check(condition: Condition) -> None:
    """Raise FindError where nothing can be looked for by ``condition``."""
    if condition.is_field:
        FieldTest(condition.text)
    elif condition.is_pattern:
        check_pattern(condition.text, ignore_case=not condition.matches_case)
    else:
        scanner_of(condition)


@define
class _LongLine:
    """A line that is longer than a block, as far as it was looked at."""

    start: int
    place: int
    holds: list[bool]  # of each condition: whether it was found by now


class LineFilter:
    """Chooses the lines for which conditions hold: :attr:`chosen` has them, from the first on, and those that come.

    Nothing happens but in :meth:`work`, which its owner calls while there is something to do. A last line that is open
    is chosen once it is whole, as what comes may decide otherwise; or at once where nothing comes any more.
    """

    def __init__(
        self,
        whole: PoemReader,
        conditions: Conditions,
        scanner_of: Callable[[Condition], Scanner] = scanner_of,
        *,
        base: int = 0,
        until: int | None = None,
        folds: bool = False,
    ) -> None:
        """Choose lines of ``whole`` by those ``conditions`` that are on; ``scanner_of`` makes what looks for each.

        Nothing before the byte ``base``, where a line begins, and behind ``until`` is looked at. Where this
        ``folds``, a line that is the same as the one before it in the whole is not chosen.
        """
        self.chosen = ChosenLines(whole, base)
        self.waits = False
        """Whether the last work ended because an answer is not there yet, so that there is no hurry."""
        self.takes_open_line = False
        """Whether nothing comes any more, so that a last line without newline is whole."""
        self._folds = folds
        self._until = until
        self._conditions = asked(conditions)
        self._scanner_of = scanner_of
        self._scanners: list[Scanner] = []
        self._job: Job | None = None
        self._seen = 0  # up to here there is no newline behind what was searched
        self._long: _LongLine | None = None
        self._open_is_chosen: bool | None = None  # of an open line that was taken; None where there is none

    @property
    def _whole(self) -> PoemReader:
        return self.chosen.whole

    @property
    def progress(self) -> float:
        """Which share of the poem is searched, from 0 to 1."""
        return self._place / self._size if self._size else 1.0

    @property
    def has_work(self) -> bool:
        """Whether there is something to look at."""
        place, size = self._place, self._size
        if self._job is not None or (place < size and self._seen < size):
            return True
        return self.takes_open_line and (place < size or self._long is not None)

    def work(self, seconds: float) -> bool:
        """Work for about so many seconds. Return whether to come again soon. Raises FindError and OSError."""
        deadline = perf_counter() + seconds
        self.waits = False
        before = self.chosen.size
        while self.has_work and not self.waits:
            if self._job is None:
                self._job = self._next_job()
            try:
                self.waits = next(self._job)
            except StopIteration:
                self._job = None
            if perf_counter() >= deadline:
                break
        if self.chosen.size != before:
            self.chosen.tell()
        return self.has_work

    def rest(self) -> None:
        """End whatever runs; the next work begins it anew, where this was."""
        self._job = self._long = None
        self._seen = 0
        for scanner in self._scanners:
            scanner.close()
        self._scanners = []

    @property
    def _place(self) -> int:
        """The byte that is to be looked at next."""
        place = self.chosen.searched if self._long is None else self._long.place
        return max(place, self._whole.start)

    @property
    def _size(self) -> int:
        return self._whole.size if self._until is None else min(self._until, self._whole.size)

    def _next_job(self) -> Job:
        size, place = self._size, self._place
        if self._long is not None:
            return self._go_on_long(self._long, size)
        if self._open_is_chosen is not None:
            return self._end_open_line(place, chosen=self._open_is_chosen)
        return self._take_block(place, size)

    def _take_block(self, place: int, size: int) -> Job:
        """Look at a block of whole lines, or at what there is of one."""
        data = self._whole.read(place, min(place + BLOCK, size))
        if not data:  # it is not kept any more
            self.chosen.add(place, [], 0, size)
            return
        stop = data.rfind(b"\n") + 1
        is_rest = place + len(data) >= size
        if stop:
            data = data[:stop]
        elif not is_rest:
            self._long = _LongLine(place, place, [False] * len(self._conditions))
            return
        elif not self.takes_open_line:
            self._seen = size
            return
        lines = self._joined((yield from self._ask(data, place)), len(data))
        if self._folds:
            lines = both(lines, fresh_lines(data, line_before(self._whole, place)))
        if not stop:
            self._open_is_chosen = bool(lines)
        self.chosen.add(place, lines, self._newlines_in(data, lines) if stop else 0, place + len(data))

    def _go_on_long(self, line: _LongLine, size: int) -> Job:
        """Look at the next block of a long line, and choose the line when all of it was seen."""
        base = max(line.place - self._overlap, line.start, self._whole.start)
        data = self._whole.read(base, min(line.place + BLOCK, size))
        newline = data.find(b"\n", line.place - base)
        if newline >= 0:
            data = data[:newline]
        found = yield from self._ask(data, base)
        line.holds = [holds or bool(lines) for holds, lines in zip(line.holds, found, strict=True)]
        line.place = base + len(data) if data or newline >= 0 else size
        if newline < 0 and (line.place < size or not self.takes_open_line):
            self._seen = max(self._seen, size if line.place >= size else 0)
            return
        stop = line.place + (newline >= 0)
        lines = self._joined([[0, 1] if holds else [] for holds in line.holds], 1)
        self._long = None
        if newline < 0:
            self._open_is_chosen = bool(lines)
        start = max(line.start, self._whole.start)
        self.chosen.add(start, [0, stop - start] if lines else [], int(newline >= 0), stop)

    def _end_open_line(self, place: int, *, chosen: bool) -> Job:
        """Have what comes of a line that was open be as what there was of it."""
        data = self._whole.read(place, min(place + BLOCK, self._size))
        newline = data.find(b"\n")
        stop = len(data) if newline < 0 else newline + 1
        if newline >= 0:
            self._open_is_chosen = None
        self.chosen.add(place, [0, stop] if chosen and stop else [], int(newline >= 0), place + stop)
        if not stop:
            self._seen = self._size
        yield False

    def _ask(self, data: bytes, place: int) -> Generator[bool, None, list[LineSet]]:
        """Return for each condition the lines of ``data``, which lie at ``place``, that hold what it is about."""
        if not self._scanners:
            # A frame's fields are those of its bytes, whatever these are as text.
            made = [(each, self._scanner_of(each)) for each in self._conditions]
            self._scanners = [scanner if each.is_field else lettered(scanner, self._whole) for each, scanner in made]
        for scanner in self._scanners:  # all at once: each may have a process of its own
            scanner.ask(Question(Kind.LINES, data, 0, len(data), place))
        found: list[LineSet] = []
        for scanner in self._scanners:
            while (answer := scanner.answer()) is None:
                yield waits_for(scanner)
            found.append(answer)
        yield False
        return found

    def _joined(self, found: list[LineSet], size: int) -> LineSet:
        """Return the lines of ``size`` bytes that are shown, of those that hold what each condition is about."""
        if not self._conditions:
            return [0, size]
        held = [
            all_but(lines, size) if condition.is_negated else lines
            for condition, lines in zip(self._conditions, found, strict=True)
        ]
        return in_any([in_all([held[index] for index in group]) for group in groups(self._conditions)])

    def _newlines_in(self, data: bytes, lines: LineSet) -> int:
        """Return how many newlines there are in some lines of ``data``, which whoever has found them may know."""
        if len(self._scanners) == 1 and not self._folds:
            found: int | None = getattr(self._scanners[0], "lines_found", None)
            if found is not None:
                return count_newlines(data, 0, len(data)) - found if self._conditions[0].is_negated else found
        if list(lines) == [0, len(data)]:
            return count_newlines(data, 0, len(data))
        chosen = b"".join(map(data.__getitem__, map(slice, lines[::2], lines[1::2])))
        return count_newlines(chosen, 0, len(chosen))

    @property
    def _overlap(self) -> int:
        return max((scanner.overlap for scanner in self._scanners), default=0)
