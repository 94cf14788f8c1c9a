"""Starting fetches as the system's descriptors allow: no connection is made whose poem could not be kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from typing import Any

from poetrygui.core import fetching, poems
from poetrygui.core.files.descriptors import free_descriptors
from poetrygui.core.files.open_files import OpenFiles
from poetrygui.core.outcomes import Ended

PER_FETCH = 5
"""A socket, and for the poem's rows and their borders a file that is written and one that is read."""
PER_SHARING_FETCH = 1
"""A socket, where the disk has all files that are written and read among few that are open."""
RESERVE = 16
"""What the rest of the program may need at any time: to save, to look names up, to open a dialog."""

# Seconds to the next look, where nothing of ours ends by which descriptors would come free.
_AGAIN = 1.0


class FetchQueue:
    """Starts fetches at once while there are descriptors enough for all that run, the rest as others end.

    A fetch that waits can be stopped like any other.
    """

    def __init__(
        self, reactor: Any, free: Callable[[], int] | None = None, open_files: OpenFiles | None = None
    ) -> None:
        """Begin with nothing; ``free`` tells how many descriptors are, where it is not the system that does.

        The poems' files that are written are among ``open_files``; without them, each poem has its own.
        """
        self._reactor = reactor
        self._free = free or free_descriptors
        self._open_files = open_files
        self._per_fetch = PER_FETCH if open_files is None else PER_SHARING_FETCH
        self._waiting: OrderedDict[fetching.Fetch[Any], None] = OrderedDict()
        self._running: set[fetching.Fetch[Any]] = set()
        self._room = 0  # fetches that can be started without counting again
        self._next_look: Any = None

    @property
    def waiting(self) -> int:
        """How many fetches wait."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """How many were started and have not ended."""
        return len(self._running)

    def start(self, fetch: fetching.Fetch[Any]) -> bool:
        """Start a fetch, now or later; return whether it was started now, or has ended before."""
        if isinstance(fetch.state, Ended):
            return True
        fetch.done.addCallback(self._ended, fetch)
        self._waiting[fetch] = None
        # Where others wait already, there was no room a moment ago: counting for each of thousands would take minutes.
        if self._next_look is None:
            self._start_some()
        return fetch in self._running or isinstance(fetch.state, Ended)

    def drop(self, fetch: fetching.Fetch[Any]) -> None:
        """Let a fetch wait no more, which is ending."""
        self._waiting.pop(fetch, None)

    def _start_some(self) -> None:
        while self._waiting and self._has_room():
            fetch, _ = self._waiting.popitem(last=False)
            self._room -= 1 + ceil(fetch.factory.descriptors / self._per_fetch)
            self._running.add(fetch)
            fetch.start()
        if self._waiting:
            self._look_again(_AGAIN)

    def _has_room(self) -> bool:
        # Counting takes the longer the more there are: once for as many as there is room for.
        if self._room <= 0:
            free = self._free()
            to_come = sum(map(self._descriptors_to_come, self._running))
            if self._open_files is not None:
                to_come += self._open_files.room
                to_come += 0 if self._open_files.read is None else self._open_files.read.room
            self._room = (free - to_come - RESERVE) // self._per_fetch
            if not self._running and self._room <= 0 and free >= self._per_fetch:
                self._room = 1  # else nothing would ever start
        return self._room > 0

    def _ended(self, ended: Ended, fetch: fetching.Fetch[Any]) -> Ended:
        self._running.discard(fetch)
        self.drop(fetch)
        if self._waiting:
            self._look_again(0)  # its socket is closed by then
        else:
            self._forget_look()
        return ended

    def _look_again(self, seconds: float) -> None:
        if self._next_look is not None and self._next_look.getTime() <= self._reactor.seconds() + seconds:
            return
        self._forget_look()
        self._next_look = self._reactor.callLater(seconds, self._look)

    def _look(self) -> None:
        self._next_look = None
        self._room = 0
        self._start_some()

    def _forget_look(self) -> None:
        if self._next_look is not None:
            self._next_look.cancel()
            self._next_look = None

    def _descriptors_to_come(self, fetch: fetching.Fetch[poems.PoemKeeper]) -> int:
        """Return how many descriptors a running fetch may still open, as far as what it has open can be known."""
        writes = self._open_files is None and fetch.store.exact_size > 0
        beside = 0 if fetch.connection is not None else fetch.factory.descriptors
        return self._per_fetch + beside - (fetch.connection is not None) - writes
