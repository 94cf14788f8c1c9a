"""Servers that are to be fetched: the first ones at once, the rest in the loop's next turns."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from poetrygui.core.fetching.timers import Timers
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.servers.server_book import Server

LONGEST_STRETCH = 0.004
"""Seconds that starting may take at a stretch, a quarter of a frame: the window stays alive with thousands."""

Start = tuple[Server, SharedFactories, KeptPoem | None]


class StartQueue:
    """Calls ``start_one`` for each server, with the factories of those that it begins with, and what it goes on."""

    def __init__(self, reactor: Any, start_one: Callable[[Server, SharedFactories, KeptPoem | None], object]) -> None:
        """Begin with none."""
        self._start_one = start_one
        self._waiting: deque[Start] = deque()
        self._timers = Timers(reactor)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def add(self, servers: Iterable[Server], shared: SharedFactories, behind: Mapping[str, KeptPoem]) -> None:
        """Start these ``servers``, after those that wait, by factories of ``shared``.

        What one sends goes ``behind`` the poem that there is by its id.
        """
        self._waiting.extend((server, shared, behind.get(server.id)) for server in servers)
        self._start_some()

    def clear(self) -> None:
        """Start nothing more."""
        self._waiting.clear()
        self._timers.cancel_all()

    def _start_some(self) -> None:
        stop_at = time.monotonic() + LONGEST_STRETCH
        while self._waiting:
            self._start_one(*self._waiting.popleft())
            if time.monotonic() >= stop_at:
                break
        if self._waiting:
            self._timers.set("start", 0, self._start_some)
