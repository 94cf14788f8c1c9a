"""TLS that a protocol in a host has begun in the midst of its stream: done there, with what the protocol trusts.

Neither keys nor whom it believes leave its process. What came is decrypted there and goes back as a chunk, which the
program records and hands to it as any other; what is written is recorded as it was, and sent encrypted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IAddress, IHandshakeListener, ITransport
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.protocols.tls import TLSMemoryBIOFactory
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.connection.handshakes import chain_text
from poetrygui.core.connection.wire_listener import tls_text
from poetrygui.core.transports.connecting.peer import peer_of
from poetrygui.hosts.messages import Message

_LARGEST = 512 * 1024


class TlsThere:
    """Between a protocol's transport and the program."""

    def __init__(
        self, context: Any, send: Callable[[Message], None], addresses: tuple[IAddress, IAddress], is_client: bool
    ) -> None:
        """Say by ``send`` what comes of it; ``context`` is as Twisted's startTLS takes it.

        ``addresses`` are the peer's and this end's; TLS runs in the usual direction if this end ``is_client`` of it.
        """
        self._send = send
        self._missing = 0  # bytes that are to come
        factory = TLSMemoryBIOFactory(context, is_client, Factory())
        self._inside = _Inside(send)
        self.engine: Any = factory.protocol(factory, self._inside, False)
        """What Twisted does it with."""
        self._under = _Under(send, addresses)

    def begin(self, stands: Callable[[], object]) -> None:
        """Begin the handshake; ``stands`` is called when it is over."""
        self._inside.stands = lambda: self._stand(stands)
        self.engine.makeConnection(self._under)

    def expect(self, size: int) -> None:
        """Take notice that so many bytes come next."""
        self._missing = size

    def takes(self, data: bytes) -> bool:
        """Tell whether these bytes are what was to come, and decrypt them."""
        if not self._missing:
            return False
        self._missing -= len(data)
        self.engine.dataReceived(data)
        return True

    def lost(self, reason: Failure) -> Failure:
        """Take notice that the connection is lost for that ``reason``; return the one that TLS knows."""
        self.engine.connectionLost(reason)
        return self._inside.reason or reason

    def _stand(self, stands: Callable[[], object]) -> None:
        told = [tls_text(self.engine), *chain_text(peer_of(self.engine)).splitlines()]
        self._send({"stands": told})
        stands()


@implementer(IHandshakeListener)
class _Inside(Protocol):
    """Where what was encrypted comes out."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        self._send = send
        self.stands: Callable[[], object] = bool
        self.reason: Failure | None = None

    def handshakeCompleted(self) -> None:
        """Tell."""
        self.stands()

    def dataReceived(self, data: bytes) -> None:
        """Give it back to the program."""
        self._send({"plain": True})
        self._send(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Keep why."""
        self.reason = reason


@implementer(ITransport)
class _Under:
    """What TLS writes to."""

    disconnecting = False

    def __init__(self, send: Callable[[Message], None], addresses: tuple[IAddress, IAddress]) -> None:
        self._send = send
        self._addresses = addresses

    def write(self, data: bytes) -> None:
        """Have it sent as it is."""
        for start in range(0, len(data), _LARGEST):
            self._send({"cipher": True})
            self._send(bytes(data[start : start + _LARGEST]))

    def writeSequence(self, data: Any) -> None:
        """Have pieces sent as one."""
        self.write(b"".join(data))

    def loseConnection(self) -> None:
        """Have it closed, since TLS is over."""
        self._send({"tls_close": True})

    def abortConnection(self) -> None:
        """Have it closed at once."""
        self._send({"abort": True})

    def getPeer(self) -> IAddress:
        """Return the address at the other end."""
        return self._addresses[0]

    def getHost(self) -> IAddress:
        """Return this end's."""
        return self._addresses[1]
