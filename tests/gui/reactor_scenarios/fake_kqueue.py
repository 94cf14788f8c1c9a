"""Runs a scenario on the reactor for kqueue, on Linux: python -m THIS_MODULE MODULE SCENARIO.

A kqueue made of an epoll stands in for the kernel's. It knows what Twisted and the reactor ask for:
filters added, deleted, enabled and disabled, and events that last as long as their cause.
"""

from __future__ import annotations

import errno
import importlib
import select
import selectors
import sys
from collections.abc import Sequence

READ, WRITE = -1, -2
ADD, DELETE, ENABLE, DISABLE, EOF = 1, 2, 4, 8, 0x8000
_RealEpoll = select.epoll


class FakeKevent:
    """A change that is asked for, or an event."""

    def __init__(self, ident: int, filter: int = READ, flags: int = ADD) -> None:
        self.ident = ident
        self.filter = filter
        self.flags = flags
        self.data = 1
        self.fflags = 0


class FakeKqueue:
    """A kernel queue whose filters are enabled or not; a descriptor with none enabled is not polled."""

    def __init__(self) -> None:
        self._epoll = _RealEpoll()
        self._enabled: dict[tuple[int, int], bool] = {}
        self._polled: set[int] = set()

    def fileno(self) -> int:
        return self._epoll.fileno()

    def control(self, changes: Sequence[FakeKevent], limit: int, timeout: float | None = None) -> list[FakeKevent]:
        for change in changes:
            self._change(change)
        events: list[FakeKevent] = []
        if limit:
            for descriptor, mask in self._epoll.poll(timeout, limit):
                ended = EOF if mask & (select.EPOLLHUP | select.EPOLLERR) else 0
                for kind, bits in ((READ, select.EPOLLIN), (WRITE, select.EPOLLOUT)):
                    if self._enabled.get((descriptor, kind)) and (mask & bits or ended):
                        events.append(FakeKevent(descriptor, kind, ended))
        return events

    def _change(self, change: FakeKevent) -> None:
        key = (change.ident, change.filter)
        if change.flags & ADD:
            self._enabled[key] = True
        elif key not in self._enabled:
            raise OSError(errno.ENOENT, "no such filter")
        elif change.flags & DELETE:
            del self._enabled[key]
        else:
            self._enabled[key] = bool(change.flags & ENABLE)
        mask = 0
        for kind, bits in ((READ, select.EPOLLIN), (WRITE, select.EPOLLOUT)):
            mask |= bits if self._enabled.get((change.ident, kind)) else 0
        if change.ident in self._polled and not mask:
            self._epoll.unregister(change.ident)
            self._polled.discard(change.ident)
        elif change.ident in self._polled:
            self._epoll.modify(change.ident, mask)
        elif mask:
            self._epoll.register(change.ident, mask)
            self._polled.add(change.ident)


def pretend() -> None:
    """Make this process's Python one of macOS, as far as Twisted's polling goes."""
    # The standard library's own choice is made when this is imported; let it be the real one.
    assert selectors.DefaultSelector.__name__ == "EpollSelector"
    vars(select).update(
        kqueue=FakeKqueue,
        kevent=FakeKevent,
        KQ_FILTER_READ=READ,
        KQ_FILTER_WRITE=WRITE,
        KQ_EV_ADD=ADD,
        KQ_EV_DELETE=DELETE,
        KQ_EV_ENABLE=ENABLE,
        KQ_EV_DISABLE=DISABLE,
        KQ_EV_EOF=EOF,
    )
    del select.epoll


if __name__ == "__main__":
    pretend()
    module = importlib.import_module(sys.argv.pop(1))
    module.main()
