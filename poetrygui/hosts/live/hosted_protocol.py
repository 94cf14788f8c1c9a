"""What stands in a connection for a protocol that runs in a host."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from twisted.internet.interfaces import IHandshakeListener
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.api import PoemProtocol
from poetrygui.core.connection.delivery import Delivery
from poetrygui.core.connection.failures import as_failure, meaning_of_loss
from poetrygui.core.transports.connecting.peer import peer_of
from poetrygui.hosts.host import Host
from poetrygui.hosts.live.hosted_connections import HostedConnections
from poetrygui.hosts.live.hosted_hearing import HostedHearing
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.live.transport_told import peer_told, transport_told
from poetrygui.hosts.live.verdict_told import loss_told, verdict_told
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol


@implementer(IHandshakeListener)
class HostedProtocol(HostedHearing):
    """Hands what comes to a host, and does what the protocol there does. Each protocol has its own class of these."""

    connections: ClassVar[type[HostedConnections]] = HostedConnections
    start_host: ClassVar[Callable[..., Seat]]
    pinned: ClassVar[PinnedProtocol]
    stands_for: ClassVar[type[PoemProtocol] | None] = None
    has_factory: ClassVar[bool] = False  # whether its author wrote one
    descriptors: ClassVar[int] = 2  # both ends of the line to a host, until that has its own

    @property
    def process(self) -> Host | None:
        """Its process; None where there is none, or none any more."""
        return None if getattr(self, "_is_over", True) else self._calls.host.process

    def connectionMade(self) -> None:
        """Have a place in a host."""
        self.begin_hearing(partial(type(self).start_host, transport_told(self.transport)))

    def handshakeCompleted(self) -> None:
        """Pass it on, with what is known of the server."""
        if not self._is_over:
            self._tell(lambda: {"handshake": peer_told(self.transport)})

    def dataReceived(self, data: bytes) -> None:
        """Hand it to the host, and read no more before that has made of it what it can."""
        if not self._is_over:
            self._calls.chunk(data) if self._again is None else self._again.came(data)
            self.wait()

    def send(self, frame: bytes) -> None:
        """Have it encoded and sent there."""
        self.sends.frame(frame)

    def readConnectionLost(self) -> None:
        """Pass it on."""
        self._tell_half("read")

    def writeConnectionLost(self) -> None:
        """Pass it on."""
        self._tell_half("write")

    def lose(self, reason: Failure, release: Callable[[], None]) -> None:
        """Tell the host that the connection is lost, and call ``release`` when it has said all that it has to say."""
        if not hasattr(self, "pace") or self._is_over:
            release()
            return
        self._release = release
        self.transport.go()
        if (cause := self.transport.verdict) is not None:
            self._tell_last({"end": verdict_told(cause)})
        real = self.transport.transport
        peer = peer_of(real) if self.transport.handshaking else None
        self._tell_last(loss_told(reason, meaning_of_loss(as_failure(reason), self.transport.handshaking, peer)))

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Deliver what came since the loss."""
        if not hasattr(self, "pace"):
            return
        self._release = None
        self.pace.end()
        for message in self._last:
            self._frames(message)
        if self._judged is not None and isinstance(self.sink, Delivery):
            # The host knows which chunk was being handled when the last frame came.
            left = self._judged.undelivered
            self.sink.undelivered.chunks[:] = [] if left is None else [left.data]
        # Whoever runs the connection waits no longer.
        self._is_over = True
        self._calls.close()

    def undelivered_from(self, received: int) -> int | None:
        """Return what the host has said."""
        left = None if self._judged is None else self._judged.undelivered
        return left.at if left is not None and left.is_exact else None

    def _tell_half(self, which: str) -> None:
        if not self._is_over and self._release is None:
            self._tell(lambda: {"half": which})

    def _tell(self, message: Callable[[], Message]) -> None:
        tell = partial(self._calls.other, message)
        tell() if self._again is None else self._again.note(tell)
        self.wait()

    def _tell_last(self, message: Message) -> None:
        def tell() -> None:
            self._calls.note(tell)
            self._calls.host.send(message)

        tell() if self._again is None else self._again.note(tell)
