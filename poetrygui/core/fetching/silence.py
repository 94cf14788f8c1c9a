"""Noticing that a server says nothing for longer than it may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.core.fetching.timers import Timers


class Silence:
    """Calls ``on_silence`` when ``limit`` seconds have passed since :attr:`heard_at`; None waits for ever.

    While ``is_paused`` says that nothing is read, the server cannot be heard, and nothing is held against it.
    """

    __slots__ = ("_is_paused", "_limit", "_on_silence", "_reactor", "_timers", "heard_at")

    def __init__(
        self,
        reactor: Any,
        timers: Timers,
        limit: float | None,
        *,
        is_paused: Callable[[], bool],
        on_silence: Callable[[], None],
    ) -> None:
        """Watch nothing before :meth:`begin`; ``timers`` holds the timed call, under the name ``idle``."""
        self._reactor = reactor
        self._timers = timers
        self._limit = limit or 0.0
        self._is_paused = is_paused
        self._on_silence = on_silence
        self.heard_at = 0.0
        """The reactor's time at which the server last said something, or could be heard again."""

    def begin(self) -> None:
        """Count from now."""
        self.heard_at = self._reactor.seconds()
        if self._limit:
            self._timers.set_limit("idle", self._limit, self._look)

    def _look(self) -> None:
        # One timer that looks, instead of one that each chunk has to put off.
        silent = self._reactor.seconds() - self.heard_at
        if self._is_paused():
            self._timers.set_limit("idle", self._limit, self._look)
        elif silent < self._limit:
            self._timers.set_limit("idle", self._limit - silent, self._look)
        else:
            self._on_silence()
