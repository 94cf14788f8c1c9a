"""The end of something that has to wait for others, begun once and awaited by anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from twisted.internet.defer import Deferred, DeferredList, succeed
from twisted.internet.interfaces import IDelayedCall


class OrderlyEnd:
    """Waits for what has to end first, for so many seconds at the longest, and then ends the rest."""

    def __init__(self, reactor: Any, longest: float) -> None:
        """Wait ``longest`` seconds of ``reactor``'s clock at most, once begun."""
        self._reactor = reactor
        self._longest = longest
        self._waiting: list[Deferred[None]] = []
        self.is_begun = False
        """Whether it was asked for."""
        self.is_done = False
        """Whether all of it is over."""
        self.was_forced = False
        """Whether something had not ended when the time for that was over."""

    def begin(self, ends: Sequence[Deferred[None]], then: Callable[[], None]) -> None:
        """Wait for ``ends``, and call ``then``: once, however they end."""
        self.is_begun = True
        # None of them is cancelled when the time is over: what is on its way to the disk may still get there.
        limit = self._reactor.callLater(self._longest, self._finish, then, was_forced=True)
        DeferredList(ends, consumeErrors=True).addCallback(lambda _: self._in_order(limit, then))

    def wait(self) -> Deferred[None]:
        """Return what fires when it is done."""
        if self.is_done:
            return succeed(None)
        done: Deferred[None] = Deferred()
        self._waiting.append(done)
        return done

    def _in_order(self, limit: IDelayedCall, then: Callable[[], None]) -> None:
        if limit.active():
            limit.cancel()
            self._finish(then, was_forced=False)

    def _finish(self, then: Callable[[], None], *, was_forced: bool) -> None:
        self.was_forced = was_forced
        self.is_done = True
        then()
        waiting, self._waiting = self._waiting, []
        for done in waiting:
            done.callback(None)
