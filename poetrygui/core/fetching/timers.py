"""Named timed calls of one owner, so that none is left behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IDelayedCall

_NONE: dict[str, IDelayedCall] = {}  # of all owners that wait for nothing: thousands do, and a dict takes 200 bytes


class Timers:
    """At most one timed call for each name."""

    __slots__ = ("_calls", "_reactor")

    def __init__(self, reactor: Any) -> None:
        """Use the reactor's clock."""
        self._reactor = reactor
        self._calls = _NONE

    def seconds(self) -> float:
        """Return what the reactor's clock says."""
        now: float = self._reactor.seconds()
        return now

    def set(self, name: str, seconds: float, function: Callable[[], None]) -> None:
        """Call ``function`` in so many seconds, instead of what was set under that name."""

        def fire() -> None:
            self._take(name)
            function()

        self.cancel(name)
        if self._calls is _NONE:
            self._calls = {}
        self._calls[name] = self._reactor.callLater(seconds, fire)

    def set_limit(self, name: str, seconds: float, function: Callable[[], None]) -> None:
        """Call ``function`` when the time for something is over that should have come from outside.

        That is the timer ``name``, in a turn of the reactor after so many seconds. Where the process was stopped
        meanwhile, or had no share of the processor, what came is read in that turn, and nobody is blamed for it.
        """
        self.set(name, seconds, lambda: self.set(name, 0, function))

    def set_once(self, name: str, seconds: float, function: Callable[[], None]) -> None:
        """Call ``function`` in so many seconds, unless something is set under that name already."""
        if not self.is_set(name):
            self.set(name, seconds, function)

    def is_set(self, name: str) -> bool:
        """Tell whether a call of that name is still to come."""
        return name in self._calls

    def cancel(self, *names: str) -> None:
        """Drop the calls of these names; one that is not set is no error."""
        for name in names:
            if call := self._take(name):
                call.cancel()

    def cancel_all(self) -> None:
        """Drop every call."""
        self.cancel(*self._calls)

    def _take(self, name: str) -> IDelayedCall | None:
        call = self._calls.pop(name, None)
        if not self._calls:
            self._calls = _NONE
        return call
