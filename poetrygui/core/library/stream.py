"""The connections that one tab shows in a row: those before the one that its poem tells of, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from attrs import frozen

from poetrygui.core import poems
from poetrygui.core.outcomes import Ended
from poetrygui.core.text.connection_line import connection_line

MOST_EARLIER = 1_000
"""Connections before the last one that a tab shows; those before them stay among the recordings."""


Store_co = TypeVar("Store_co", bound="poems.StoredPoem", covariant=True)


@frozen(eq=False)
class Part(Generic[Store_co]):
    """What one connection brings: what is noted of it, its folder, and what is read there."""

    info: poems.PoemInfo
    directory: Path
    store: Store_co


class Connected(NamedTuple):
    """What came on a connection, how that ended, and the line before it; none before the first."""

    line: str
    store: poems.StoredPoem
    ended: Ended | None


class Stream:
    """Puts what connection after connection brings in a row."""

    __slots__ = ("_lettered", "_read_as", "attempt", "earlier", "joined", "let_go", "problem", "unread")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.earlier: list[Part[poems.StoredPoem]] = []
        """Those before the one that the poem tells of, the oldest first; none of what brought nothing."""
        self.unread: tuple[Path, ...] = ()
        """The folders of those that an earlier run left, and that nobody has read yet."""
        self.let_go = 0
        """How many came before these, and are not shown any more."""
        self.attempt: poems.PoemInfo | None = None
        """Where the last attempt to connect leads, as long as it brings nothing; None where the poem tells of it."""
        self.problem = ""
        """Why nothing of it can be read, in a sentence."""
        self.joined: poems.JoinedPoems | None = None
        self._read_as = _as_it_is()
        self._lettered: tuple[poems.PoemReader, poems.LetteredPoem] | None = None

    @property
    def count(self) -> int:
        """How many connections there are, with the one that the poem tells of."""
        return len(self.earlier) + len(self.unread) + 1

    @property
    def number(self) -> int:
        """The last one's number, from 1."""
        return self.let_go + self.count

    @property
    def base(self) -> int:
        """Where the rows of the last one begin among all rows."""
        return 0 if self.joined is None else self.joined.base

    def base_of(self, name: str) -> int | None:
        """Return where the rows begin of the earlier one in the folder of that name; None where that was not read."""
        names = [part.directory.name for part in self.earlier]
        return self.joined.base_of(names.index(name)) if self.joined is not None and name in names else None

    @property
    def folders(self) -> list[Path]:
        """Those of the earlier ones."""
        return [*self.unread, *(part.directory for part in self.earlier)]

    @property
    def names(self) -> list[str]:
        """What these are called."""
        return [folder.name for folder in self.folders]

    def lines_between(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return from where to where the lines between connections are that begin between two offsets."""
        return [] if self.joined is None else self.joined.lines_between(start, stop)

    @property
    def lettering(self) -> poems.Lettering:
        """How all of it is read as text."""
        return self._read_as[0]

    @property
    def hidden(self) -> int:
        """How many bytes at the beginning of all rows are not to be seen."""
        return self._read_as[1]

    def read_as(self, lettering: poems.Lettering, hidden: int) -> None:
        """Read all of it as ``lettering`` has it, without the bytes before ``hidden``."""
        self._read_as = lettering, hidden
        self._lettered = None

    def reader(self, store: poems.StoredPoem | None) -> poems.PoemReader | None:
        """Return what reads all of them, where ``store`` has the last."""
        poem = store if self.joined is None or store is None else self.joined
        if poem is None or self._read_as == _as_it_is():
            return poem
        if self._lettered is None or self._lettered[0] is not poem:
            self._lettered = poem, poems.LetteredPoem(poem, *self._read_as)
        return self._lettered[1]

    def connected(self, last: Part[poems.StoredPoem]) -> list[Connected]:
        """Return what came on each connection, of which ``last`` is that of the poem."""
        lines = ["", *(_line(before, after) for before, after in pairwise([*self.earlier, last]))]
        parts = zip(lines, [*self.earlier, last], strict=True)
        return [Connected(line, part.store, part.info.ended) for line, part in parts]

    def begin(self, store: poems.StoredPoem) -> None:
        """Read ``store`` as the first of several."""
        self.joined = poems.JoinedPoems(store)

    def go_on(self, before: Part[poems.StoredPoem], after: Part[poems.StoredPoem], limit: int | None) -> None:
        """Read what ``after`` brings behind what ``before`` brought, which has ended.

        Where all before that has more than ``limit`` bytes of rows, the first ones are let go of.
        """
        joined = self.joined or poems.JoinedPoems(before.store)
        self.joined = joined
        if before.store.is_empty and joined.count == 1:
            joined.replace_last(after.store)
            return
        joined.go_on(_line(before, after), after.store)
        # Also where it brought nothing, and is kept nowhere: what is let go of is counted by the lines between.
        self.earlier.append(before)
        self._keep_within(joined, limit)

    def replace_last(self, store: poems.StoredPoem) -> None:
        """Read ``store`` in the place of the last one's: it has the same rows."""
        if self.joined is not None:
            self.joined.replace_last(store)

    def take_unread(self, folders: Sequence[Path]) -> None:
        """Take folders of earlier connections, which nobody has read yet, the oldest first."""
        self.unread = tuple(folders[-MOST_EARLIER:])
        self.let_go = len(folders) - len(self.unread)

    def take_read(self, parts: list[Part[poems.StoredPoem]]) -> None:
        """Take what was read meanwhile of all connections; the poem tells of the last."""
        self.unread = ()
        *self.earlier, _ = parts
        self.joined = poems.JoinedPoems(parts[0].store)
        for before, after in pairwise(parts):
            self.joined.go_on(_line(before, after), after.store)

    def let_go_up_to(self, name: str) -> None:
        """Let go of the earlier one that is in the folder of that name, and of those before it."""
        count = self.names.index(name) + 1
        if self.unread:
            self.unread = self.unread[count:]
        else:
            self._let_go_first(count)
        self.let_go += count

    def _keep_within(self, joined: poems.JoinedPoems, limit: int | None) -> None:
        most = joined.size if limit is None else limit
        count = max(len(self.earlier) - MOST_EARLIER, 0)
        while count < len(self.earlier) and joined.base - joined.base_of(count) > most:
            count += 1
        self._let_go_first(count)
        self.let_go += count

    def _let_go_first(self, count: int) -> None:
        if self.joined is not None:
            self.joined.let_go_first(count)
        del self.earlier[:count]


@cache
def _as_it_is() -> tuple[poems.Lettering, int]:
    """Return how a poem is read as long as nobody has said anything else: one for all, of which there are thousands."""
    return poems.Lettering(), 0


def _line(before: Part[poems.StoredPoem], after: Part[poems.StoredPoem]) -> str:
    return connection_line(before.info.started, before.info.ended, after.info.started)
