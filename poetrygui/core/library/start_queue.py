"""Servers that are to be fetched: the first ones at once, the rest and those that had to wait in the next turns."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeAlias

from poetrygui.core.fetching.timers import Timers
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.servers.server_book import Server

LONGEST_STRETCH = 0.004
"""Seconds that starting may take at a stretch, a quarter of a frame: the window stays alive with thousands."""

IsReady: TypeAlias = "Callable[[Server, Callable[[], object]], bool]"
"""Tells whether a server can be started now; if not, it calls what it is given once that can be."""

Start = tuple[Server, SharedFactories, KeptPoem | None]


def always_ready(_server: Server, _begin: Callable[[], object]) -> bool:
    """Have every server start at once."""
    return True


class StartQueue:
    """Calls ``start_one`` for each server, with the factories of those that it begins with, and what it goes on."""

    def __init__(
        self,
        reactor: Any,
        start_one: Callable[[Server, SharedFactories, KeptPoem | None], object],
        is_ready: IsReady = always_ready,
    ) -> None:
        """Begin with none. Those wait that are not ready, as ``is_ready`` tells; ``reactor`` has the turns."""
        self._start_one = start_one
        self._is_ready = is_ready
        self._unready: list[Start] = []
        self._waiting: deque[Start] = deque()
        self._timers = Timers(reactor)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting and not self._unready

    def add(self, servers: Iterable[Server], shared: SharedFactories, behind: Mapping[str, KeptPoem]) -> None:
        """Start these ``servers``, after those that wait, by factories of ``shared``.

        What one sends goes ``behind`` the poem that there is by its id.
        """
        self._waiting.extend((server, shared, behind.get(server.id)) for server in servers)
        self._start_some()

    def clear(self) -> None:
        """Start nothing more."""
        self._waiting.clear()
        self._unready.clear()
        self._timers.cancel_all()

    def _start(self, start: Start) -> None:
        server = start[0]
        if any(each[0].id == server.id for each in self._unready):
            return  # it waits, and somebody asks for it again
        self._unready.append(start)
        if self._is_ready(server, partial(self._become_ready, start)):
            self._unready.remove(start)
            self._start_one(*start)

    def _become_ready(self, start: Start) -> None:
        if start in self._unready:
            self._unready.remove(start)
            self._waiting.append(start)
            # Not in this turn, in which whoever has told of it tells many others.
            self._timers.set("start", 0, self._start_some)

    def _start_some(self) -> None:
        stop_at = time.monotonic() + LONGEST_STRETCH
        while self._waiting:
            self._start(self._waiting.popleft())
            if time.monotonic() >= stop_at:
                break
        if self._waiting:
            self._timers.set("start", 0, self._start_some)
