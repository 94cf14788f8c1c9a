"""How fast a host may go: it hears of a server that takes nothing, and waits for a disk that is behind.

So does a producer beside it, such as what sends a file: a transport knows of one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IDelayedCall, IPushProducer
from zope.interface import implementer

from poetrygui.hosts.live.seat import Seat

MOST_UNSENT = 16 * 1024 * 1024
"""Bytes that wait for a server that takes nothing, before nothing more is heard of the protocol that writes them."""
BETWEEN_LOOKS = 0.02
"""Seconds between two looks whether a host that was to wait for the disk can be heard again."""


@implementer(IPushProducer)
class HostedPace:
    """Stands for the protocol's producer before the real transport, and holds its host back."""

    def __init__(self, reactor: Any, host: Seat, transport: Any, is_behind: Callable[[], bool]) -> None:
        """Look by ``reactor`` whether the disk ``is_behind``; ``transport`` tells how ``host``'s writing goes."""
        self._reactor = reactor
        self._host = host
        self._transport = transport
        self._is_behind = is_behind
        self._is_full = False
        self._unsent = 0
        self._held_for: set[str] = set()
        self._next_look: IDelayedCall | None = None
        self._has_producer = False
        self._beside: Any = None
        self._is_registered = True
        transport.registerProducer(self, True)

    def goes_on_in(self, host: Seat) -> None:
        """Go on with another host: what the one before was held back for is over with it."""
        self._host = host
        self._held_for.clear()
        self.end()
        if self._is_full:
            self.pauseProducing()

    # What the transport says

    def pauseProducing(self) -> None:
        """Tell the host that the server takes nothing."""
        self._is_full = True
        self._host.send({"full": True})
        if self._beside is not None:
            self._beside.pauseProducing()

    def resumeProducing(self) -> None:
        """Tell it that it takes something again."""
        self._is_full, self._unsent = False, 0
        self._host.send({"full": False})
        self._let_go("unsent")
        if self._beside is not None:
            self._beside.resumeProducing()

    def stopProducing(self) -> None:
        """Hear it again: it is told of the loss. Or nothing will ever tell how fast the server takes it."""
        self._is_registered = False
        self._let_go("unsent")
        if self._beside is not None:
            self._beside.stopProducing()

    # What sends beside the protocol, as to a transport

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Tell another one, too, which writes by itself. Raises RuntimeError where there is one, or it does not."""
        if self._beside is not None or not streaming:
            raise RuntimeError("one producer beside the protocol's, which writes by itself")
        if not self._is_registered:
            producer.stopProducing()
            return
        self._beside = producer
        if self._is_full:
            producer.pauseProducing()

    def unregisterProducer(self) -> None:
        """Tell it no more."""
        self._beside = None
        self._let_close()

    # What the host does

    def written(self, size: int) -> None:
        """Take notice of bytes that it has written."""
        if self._is_full:
            self._unsent += size
            if self._unsent > MOST_UNSENT:
                self._hold("unsent")

    def has_producer(self, has: bool) -> None:
        """Take notice whether the protocol has one, which a close waits for, as any transport does."""
        self._has_producer = has
        self._let_close()

    def closes(self) -> None:
        """Take notice that it closes: nothing more is to be said of how the server takes it."""
        if not self._has_producer and self._beside is None:
            self._unregister()

    def delivered(self) -> None:
        """Hear no more of it as long as the disk is behind."""
        if self._next_look is None and self._is_behind():
            self._hold("disk")
            self._next_look = self._reactor.callLater(BETWEEN_LOOKS, self._look)

    def end(self) -> None:
        """Look no more."""
        if self._next_look is not None:
            self._next_look.cancel()
            self._next_look = None

    def _look(self) -> None:
        self._next_look = None
        if self._is_behind():
            self._next_look = self._reactor.callLater(BETWEEN_LOOKS, self._look)
        else:
            self._let_go("disk")

    def _hold(self, why: str) -> None:
        if not self._held_for:
            self._host.hold_back()
        self._held_for.add(why)

    def _let_go(self, why: str) -> None:
        if why in self._held_for:
            self._held_for.discard(why)
            if not self._held_for:
                self._host.hear_again()

    def _let_close(self) -> None:
        if self._transport.disconnecting:
            self.closes()

    def _unregister(self) -> None:
        if self._is_registered:
            self._is_registered = False
            self._transport.unregisterProducer()
