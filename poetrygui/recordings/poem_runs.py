"""Which lines of a block are of which poem, where several may be read as if they were one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from poetrygui.core.poems.stored_poem import StoredPoem

At = Callable[[int], "tuple[StoredPoem | None, int]"]
"""Returns of a byte of what is read which poem it is of, if of any, and where among its rows."""


class PoemRun(NamedTuple):
    """Some lines of one poem: from byte ``row`` of its rows on, and from ``first`` up to ``stop`` in a block."""

    poem: StoredPoem | None
    row: int
    first: int
    stop: int


class PoemRuns:
    """Tells them of one block after the other."""

    def __init__(self, at: At, *, has_all: bool) -> None:
        """Ask ``at``: of every line, unless what is read ``has_all`` rows of each poem, and others but between these.

        Then a block that begins and ends in one poem, as far apart as it is long, has nothing else.
        """
        self._at = at
        self._has_all = has_all

    def of(self, data: bytes, place: int) -> Iterator[PoemRun]:
        """Give stretches of lines of ``data``, which lie at ``place``, that follow each other in one poem."""
        last = data.rfind(b"\n", 0, -1) + 1
        if self._has_all and last:
            (poem, row), (other, behind) = self._at(place), self._at(place + last)
            if poem is other and behind - row == last:
                yield PoemRun(poem, row, 0, len(data))
                return
        run: PoemRun | None = None
        first = 0
        while first < len(data):
            stop = data.find(b"\n", first) + 1 or len(data)
            poem, row = self._at(place + first)
            if run is not None and poem is run.poem and row - run.row == first - run.first:
                run = run._replace(stop=stop)
            else:
                if run is not None:
                    yield run
                run = PoemRun(poem, row, first, stop)
            first = stop
        if run is not None:
            yield run
