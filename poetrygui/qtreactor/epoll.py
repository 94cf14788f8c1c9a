"""The reactor for Linux: Twisted's on epoll, driven by Qt."""

from __future__ import annotations

import select
from typing import Any

from twisted.internet import epollreactor

from poetrygui.qtreactor.poller import PollerReactor


class EPollReactor(PollerReactor, epollreactor.EPollReactor):
    """Twisted's epoll reactor inside Qt's event loop."""

    # The name is the parent's: by it, Twisted's tests know what a reactor on this poller cannot notice.
    # Whoever starts a child with the same reactor calls install() in the module named here.
    __module__ = "poetrygui.qtreactor"

    _dispatch = epollreactor.EPollReactor._doReadOrWrite

    def _poller_descriptor(self) -> int:
        descriptor: int = self._poller.fileno()
        return descriptor

    def _poll(self, timeout: float | None, limit: int) -> list[tuple[int, Any]]:
        events: list[tuple[int, Any]] = self._poller.poll(timeout, limit)
        return events

    def _still_wanted(self, descriptor: int, event: Any) -> Any:
        return event & (self._flags(descriptor) | select.EPOLLHUP | select.EPOLLERR)

    def _rest(self, descriptor: int, event: Any, rests_already: bool) -> None:
        # A hang-up is reported whatever is asked for; in this mode only once, if not asked anew.
        if not rests_already or event & (select.EPOLLIN | select.EPOLLOUT):
            self._poller.modify(descriptor, select.EPOLLONESHOT)

    def _wake_from_rest(self, descriptor: int) -> None:
        self._poller.modify(descriptor, self._flags(descriptor))

    def _flags(self, descriptor: int) -> int:
        return (select.EPOLLIN if descriptor in self._reads else 0) | (
            select.EPOLLOUT if descriptor in self._writes else 0
        )
