"""Which connections have rows in one table, and what numbers these have, while others come and the first ones go."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from operator import attrgetter

from attrs import evolve, frozen

from poetrygui.core.poems.joined_poems import JoinedPoems
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.row_origin import NameOf, Origin
from poetrygui.recordings.table_rows import TableRows

_FIRST = 1 << 40
"""The number of the first row of a connection before which there are others: these are counted backwards, in time."""
_MOST_OPEN = 8
"""Poems before the last one whose files stay open."""


@frozen(eq=False)
class Part:
    """The rows of one connection, of which the first has the number ``first``; no ``rows`` where none are kept.

    Their bytes begin at ``base`` of the text. Where it is not the last one, there are ``count`` of them, and behind
    them a line stands in the text ``between`` two places.
    """

    poem: StoredPoem
    base: int
    first: int
    rows: TableRows | None
    origin: Origin | None
    count: int = 0
    between: tuple[int, int] = (0, 0)

    @property
    def start(self) -> int:
        """How many of its rows are not kept any more."""
        return 0 if self.rows is None else self.rows.start

    @property
    def count_now(self) -> int:
        """How many rows it has by now."""
        return 0 if self.rows is None else self.rows.count


class JoinedParts:
    """Holds them, those before the last one as far as their rows are counted."""

    def __init__(self, poem: StoredPoem, joined: JoinedPoems | None, name_of: NameOf) -> None:
        """Begin with ``poem``, the last of those ``joined`` if there are several; ``name_of`` names connections."""
        self.counted: list[Part] = []
        """Those whose rows are counted, the oldest first."""
        self._before: list[tuple[StoredPoem, int]] = []  # the others, and where their rows begin
        self._name_of = name_of
        self._both = poem, joined
        self._seen: tuple[object, ...] = ()
        self._open: OrderedDict[StoredPoem, None] = OrderedDict()
        self.take(poem, joined)

    @property
    def last(self) -> Part:
        """The one that may grow."""
        return self.counted[-1]

    @property
    def joined(self) -> JoinedPoems | None:
        """What reads their rows as one text, if there are several."""
        return self._both[1]

    @property
    def are_several(self) -> bool:
        """Whether there is more than one."""
        return len(self.counted) + len(self._before) > 1

    @property
    def are_counted(self) -> bool:
        """Whether the rows of all of them are."""
        return not self._before

    def with_row(self, row: int) -> Part:
        """Return the one of which a row is, or behind which it stands."""
        return self.counted[max(bisect_right(self.counted, row, key=attrgetter("first")) - 1, 0)]

    def with_byte(self, offset: int) -> Part | None:
        """Return the one of which a byte of the text is, or behind whose bytes it stands."""
        while self._before and offset < self.counted[0].base:
            self.count_one_before()
        index = bisect_right(self.counted, offset, key=attrgetter("base")) - 1
        return self.counted[index] if index >= 0 else None

    def rows_of(self, part: Part) -> TableRows | None:
        """Return the rows of one, which are about to be read; the files of one that was not for long are closed."""
        if part is not self.last:
            self._open[part.poem] = None
            self._open.move_to_end(part.poem)
            if len(self._open) > _MOST_OPEN:
                self._open.popitem(last=False)[0].close()
        return part.rows

    def look(self) -> bool:
        """Take notice of those that there are now; tell whether they are others than before."""
        return self.take(*self._both)

    def take(self, poem: StoredPoem, joined: JoinedPoems | None) -> bool:
        """Hold ``poem`` and those ``joined`` before it; tell whether they are others. Rows keep their numbers."""
        self._both = poem, joined
        seen = (poem,) if joined is None else (joined.count, joined.base, joined.last, joined.base_of(0))
        if seen == self._seen:
            return False
        self._seen = seen
        there = [(poem, 0)] if joined is None else joined.with_bases()
        known = {part.poem for part in self.counted}
        index = next((at for at in reversed(range(len(there))) if there[at][0] in known), None)
        if index is None:
            *self._before, (last, base) = there
            first = self.last.first if self.counted else _FIRST if self._before else 0
            self.counted = [self._part(last, base, first)]
            return True
        for following, base in there[index + 1 :]:
            count = self.last.count_now
            self.counted[-1] = evolve(self.last, count=count, between=self._line(self.last.base, base))
            self.counted.append(self._part(following, base, self.last.first + count + 1))
        kept = {each for each, _ in there}
        self.counted = [part for part in self.counted if part.poem in kept]
        self._before = there[: next(at for at, each in enumerate(there) if each[0] is self.counted[0].poem)]
        self._forget_dropped()
        return True

    def count_one_before(self) -> None:
        """Count the rows of the connection before the first that is counted."""
        poem, base = self._before.pop()
        behind = self.counted[0]
        part = self._part(poem, base, 0)
        count = part.count_now
        first = behind.first - count - 1
        self.counted.insert(0, evolve(part, first=first, count=count, between=self._line(base, behind.base)))
        self.rows_of(self.counted[0])
        self._forget_dropped()

    def subscribe(self, callback: Callable[[], None]) -> list[Callable[[], None]]:
        """Have ``callback`` called when there may be more rows of the last one, or another one; the calls end that."""
        growing = [each for each in (self.joined, self.last.poem.recording) if each is not None]
        return [each.subscribe(callback) for each in growing]

    def _forget_dropped(self) -> None:
        """Leave out what came before a connection of which the first rows are not kept."""
        index = next((at for at in reversed(range(len(self.counted) - 1)) if self.counted[at].start), None)
        if index is not None:
            del self.counted[:index]
            self._before = []

    def _part(self, poem: StoredPoem, base: int, first: int) -> Part:
        recording = poem.recording
        if recording is None:
            return Part(poem, base, first, None, None)
        return Part(poem, base, first, TableRows(poem, recording), Origin(poem, recording, *self._name_of(poem)))

    def _line(self, base: int, following: int) -> tuple[int, int]:
        """Return where the line stands between the connection whose rows begin at ``base`` and the next one."""
        lines = [] if self.joined is None else self.joined.lines_between(base, following)
        return lines[-1] if lines else (following, following)
