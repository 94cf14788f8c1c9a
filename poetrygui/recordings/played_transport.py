"""The transport of a connection that is played from a recording."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IPushProducer, ITCPTransport
from zope.interface import alsoProvides, implementer

from poetrygui.api import IMessageTransport
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.transports.address import gives_messages
from poetrygui.recordings.virtual_time import VirtualReactor


@implementer(ITCPTransport, IPushProducer)
class PlayedTransport:
    """Does what a socket's transport does: what is written goes to ``on_write``, and nothing to anybody else."""

    disconnecting = False
    connected = True
    bufferSize = 64 * 1024
    is_cut = False

    def __init__(
        self,
        reactor: VirtualReactor,
        on_write: Callable[[bytes], None],
        peer: str = "",
        *,
        gives_messages: bool = False,
    ) -> None:
        """Take timed calls from ``reactor``; ``peer`` is an address, as ``HOST:PORT``.

        What is written goes to ``on_write``. With ``gives_messages`` each chunk is one, and it says so.
        """
        if gives_messages:
            alsoProvides(self, IMessageTransport)
        self.is_paused = False
        self.was_aborted = False
        self._reactor = reactor
        self._on_write = on_write
        self._address = _address(peer)
        self._producer: Any = None
        self._producer_is_streaming = False
        self._options = {"no_delay": False, "keep_alive": False}

    # Writing

    def write(self, data: bytes) -> None:
        """Take bytes; after the protocol has closed, they go nowhere, as with a socket."""
        if not isinstance(data, bytes | bytearray | memoryview):
            raise TypeError(f"Data must be bytes, not {type(data).__name__}")
        if not self.disconnecting and not self.was_aborted:
            self._on_write(bytes(data))

    def writeSequence(self, data: Iterable[bytes]) -> None:
        """Take several."""
        self.write(b"".join(data))

    def startTLS(self, contextFactory: Any, normal: bool = True) -> None:  # noqa: N802, N803 - Twisted's names
        """Do nothing: what was recorded is what came out of TLS, and what goes nowhere is not encrypted."""

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Ask a producer that wants to be asked, in each turn; one that pushes is never told to wait."""
        if self._producer is not None:
            raise RuntimeError("a producer is registered already: unregister it first")
        self._producer = producer
        self._producer_is_streaming = streaming
        if not streaming:
            self._ask()

    def unregisterProducer(self) -> None:
        """Ask it no more, and close now if that was wanted."""
        self._producer = None

    def _ask(self) -> None:
        if self._producer is not None and self.connected:
            self._producer.resumeProducing()
            self._reactor.callLater(0, self._ask)

    # Closing

    @property
    def is_closing(self) -> bool:
        """Whether the protocol has closed, and nothing that it sends is still to come."""
        return self.was_aborted or (self.disconnecting and self._producer is None)

    def loseConnection(self) -> None:
        """Close in the next turn."""
        self.disconnecting = True

    def abortConnection(self) -> None:
        """Close in the next turn, whatever is still to be sent."""
        self.disconnecting = True
        self.was_aborted = True

    def loseWriteConnection(self) -> None:
        """Do nothing: that this side sends no more changes nothing of what came."""

    def stopProducing(self) -> None:
        """Close, as a transport does that is told to produce no more."""
        self.loseConnection()

    def closed(self) -> None:
        """Take notice that it is lost, and tell a producer."""
        self.connected = False
        producer, self._producer = self._producer, None
        if producer is not None:
            producer.stopProducing()

    # Reading

    def pauseProducing(self) -> None:
        """Give no more chunks until :meth:`resumeProducing`."""
        self.is_paused = True

    def resumeProducing(self) -> None:
        """Give chunks again."""
        self.is_paused = False

    # What it says of itself

    def getPeer(self) -> IPv4Address | IPv6Address:
        """Return the address that was recorded."""
        return self._address

    def getHost(self) -> IPv4Address | IPv6Address:
        """Return an address, too."""
        return self._address

    def getTcpNoDelay(self) -> bool:
        """Return what was set."""
        return self._options["no_delay"]

    def setTcpNoDelay(self, enabled: bool) -> None:
        """Keep it."""
        self._options["no_delay"] = bool(enabled)

    def getTcpKeepAlive(self) -> bool:
        """Return what was set."""
        return self._options["keep_alive"]

    def setTcpKeepAlive(self, enabled: bool) -> None:
        """Keep it."""
        self._options["keep_alive"] = bool(enabled)


def played_transport(info: PoemInfo, reactor: VirtualReactor, on_write: Callable[[bytes], None]) -> PlayedTransport:
    """Return the transport of what ``info`` tells of, by the time of ``reactor``; ``on_write`` gets what is written."""
    messages = gives_messages(info.address)
    return PlayedTransport(reactor, on_write, info.peer or info.address, gives_messages=messages)


def _address(peer: str) -> IPv4Address | IPv6Address:
    host, _, port = peer.rpartition(":")
    kind = IPv6Address if ":" in host else IPv4Address
    return kind("TCP", host.strip("[]") or "recording", int(port) if port.isdecimal() else 0)
