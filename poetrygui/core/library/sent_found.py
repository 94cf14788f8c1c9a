"""What was sent on the connections that a tab shows, in the order in which it was, with its place among all rows."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

from poetrygui.core import library, poems
from poetrygui.core.library.kept_poem import KeptPoem


class FoundMessage(NamedTuple):
    """A message that was sent when there were ``at`` bytes of all rows, what reads it again, and its connection.

    That is one of ``poem``, on which it would be sent again.
    """

    at: int
    message: poems.SentMessage
    search: poems.SentSearch
    store: poems.StoredPoem
    poem: KeptPoem


class _Searched:
    """A connection's rows and what looks through the log of its recording; nothing does where there is none."""

    def __init__(self, store: poems.StoredPoem, base: int, grown: Callable[[], None]) -> None:
        self.store = store
        self.base = base
        self.search = None if store.recording is None else poems.SentSearch(store.recording)
        self.taken = 0
        self.is_behind = True
        self._grown = grown
        self.release = _nothing if store.recording is None else store.recording.subscribe(self._note)

    def _note(self) -> None:
        self.is_behind = True
        self._grown()


class SentFound:
    """Looks through the recordings of a poem's connections, one after the other, as far as they are there."""

    def __init__(self, poem: KeptPoem, grown: Callable[[], None]) -> None:
        """Look for what was sent on ``poem``'s connections; ``grown`` is called when there may be more."""
        self.found: list[FoundMessage] = []
        """The first :data:`~poems.MOST_SENT` of them."""
        self.times_begun = 0
        """How often it was begun anew, since what was read is not there any more."""
        self._poem = poem
        self._grown = grown
        self._searched: list[_Searched] = []

    def work(self, seconds: float) -> bool:
        """Look for about so many ``seconds``; tell whether there is more to look at now. Raises OSError."""
        deadline = perf_counter() + seconds
        self._keep_up([each.store for each in self._poem.connections()])
        for each in self._searched:
            if each.search is None or not each.is_behind or len(self.found) >= poems.MOST_SENT:
                continue
            each.is_behind = each.search.work(deadline)
            new = each.search.found[each.taken :][: poems.MOST_SENT - len(self.found)]
            each.taken += len(new)
            self.found += [
                FoundMessage(each.base + message.at, message, each.search, each.store, self._poem) for message in new
            ]
            if each.is_behind:
                return True
        return False

    def close(self) -> None:
        """Look for nothing more."""
        for each in self._searched:
            each.release()
        self._searched = []

    def _keep_up(self, stores: list[poems.StoredPoem]) -> None:
        """Have one search for each of these, in their order; begin anew where not only the first ones are gone."""
        gone = [each for each in self._searched if not any(each.store is store for store in stores)]
        kept = self._searched[len(gone) :]
        if self._searched[: len(gone)] == gone and all(a.store is b for a, b in zip(kept, stores, strict=False)):
            for each in gone:
                each.release()
            self._searched = kept
        if len(self._searched) != len(kept) or (gone and not kept):
            self.close()
            self.found = []
            self.times_begun += 1
        joined = self._poem.stream.joined
        for index in range(len(self._searched), len(stores)):
            base = 0 if joined is None else joined.base_of(index)
            self._searched.append(_Searched(stores[index], base, self._grown))


def sent_of(poem: KeptPoem, grown: Callable[[], None]) -> SentFound | library.SentMerged:
    """Return what tells what was sent on a poem's connections; ``grown`` is called when there may be more."""
    return library.SentMerged(poem, grown) if poem.is_merged else SentFound(poem, grown)


def _nothing() -> None:
    pass
