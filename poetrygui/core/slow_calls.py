"""Which of a protocol's callbacks held the event loop for long, and how long."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from attrs import frozen

from poetrygui.core.hang_guard import GUARD

T = TypeVar("T")

LIMIT = 0.05
"""Seconds for which nobody notices that nothing else happens."""


@frozen
class SlowCall:
    """The longest of ``count`` callbacks that took longer than the limit."""

    callback: str
    seconds: float
    count: int = 1

    @property
    def sentence(self) -> str:
        """What to tell a user."""
        longest = f"{self.callback} took {self.seconds * 1000:,.0f} ms"
        return longest if self.count == 1 else f"{longest}, the longest of {self.count:,} slow calls"


class SlowCalls:
    """Times guarded calls, and remembers those longer than :data:`LIMIT`; two looks at the clock per call."""

    def __init__(self) -> None:
        """Nothing was slow yet."""
        self.worst: SlowCall | None = None

    def call(self, name: str, function: Callable[..., T], *arguments: object) -> T:
        """Return what the function returns, or raise what it raises, or HangError."""
        started = perf_counter()
        try:
            return GUARD.call(function, *arguments)
        finally:
            took = perf_counter() - started
            if took > LIMIT:
                self._note(name, took)

    def _note(self, name: str, took: float) -> None:
        before = self.worst
        if before is None:
            self.worst = SlowCall(name, took)
        elif took > before.seconds:
            self.worst = SlowCall(name, took, before.count + 1)
        else:
            self.worst = SlowCall(before.callback, before.seconds, before.count + 1)
