"""A server that sends one poem to everyone who connects, at the reader's pace or slowly on purpose."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from twisted.internet.base import DelayedCall
from twisted.internet.interfaces import (
    IAddress,
    IHalfCloseableProtocol,
    IHandshakeListener,
    IPullProducer,
    IPushProducer,
    ISSLTransport,
    ITCPTransport,
)
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.logger import Logger
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.errors import ServeError
from poetrygui.serve.source import Blocks, LaterBlocks, cut_evenly

LINGER = 5.0
"""Seconds that a reader has for closing its side once it was sent everything."""

_log = Logger()


def log_problem(sentence: str) -> None:
    """Log why a reader was not sent the whole poem."""
    _log.warn("{sentence}", sentence=sentence)


class PoemServerFactory(Factory):
    """Sends a poem to everyone who connects, then closes.

    ``open_poem`` is called for each reader and yields the poem's bytes on the wire. Without a ``delay`` they go out as
    fast as the reader takes them; with one, ``num_bytes`` of them every ``delay`` seconds. ``on_problem`` is given a
    sentence when ``open_poem`` raises ServeError; that reader is then cut off by a reset, so that what it got does not
    look whole.
    """

    noisy = False

    def __init__(
        self,
        reactor: Any,
        open_poem: Callable[[], Blocks | LaterBlocks],
        *,
        delay: float = 0.0,
        num_bytes: int = 10,
        on_problem: Callable[[str], None] = log_problem,
    ) -> None:
        self.reactor = reactor
        self.open_poem = open_poem
        self.delay = delay
        self.num_bytes = num_bytes
        self.on_problem = on_problem
        self.readers: set[PoemServer] = set()

    def buildProtocol(self, addr: IAddress | None) -> PoemServer:
        """Build the server's side of one connection."""
        return PoemServer(self)

    def drop_readers(self) -> None:
        """Cut off everyone who is still reading."""
        for reader in tuple(self.readers):
            reader.drop()


@implementer(IHalfCloseableProtocol, IHandshakeListener)
class PoemServer(Protocol):
    """Sends the poem to one reader. What the reader sends is read and ignored, and so is that it sends no more."""

    transport: Any

    def __init__(self, factory: PoemServerFactory) -> None:
        self._server = factory
        self._blocks: Blocks | LaterBlocks | None = None  # until the poem begins
        self._producer: _Flow | _Drip | None = None  # until everything is handed to the transport
        self._reader_closed = False
        self._linger: DelayedCall | None = None

    def connectionMade(self) -> None:
        """Begin, unless a TLS handshake has to come first."""
        self._server.readers.add(self)
        if not ISSLTransport.providedBy(self.transport):
            self._begin()

    def handshakeCompleted(self) -> None:
        """Begin; a later handshake on the same connection changes nothing."""
        if self._blocks is None:
            self._begin()

    def readConnectionLost(self) -> None:
        """Go on sending to a reader that has only closed its own direction."""
        self._reader_closed = True
        if self._linger is not None:
            self._close()

    def writeConnectionLost(self) -> None:
        """Wait for the reader to close, too: closing with its bytes unread would reset what it has yet to read."""
        if self._reader_closed:
            self._close()
        else:
            self._linger = self._server.reactor.callLater(LINGER, self._close)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Close the poem's file and forget the reader."""
        self._server.readers.discard(self)
        if self._linger is not None and self._linger.active():
            self._linger.cancel()
        self._stop_producing()
        if self._blocks is not None:
            self._blocks.close()

    def drop(self) -> None:
        """Cut this reader off by a reset."""
        self._stop_producing()
        self.transport.abortConnection()

    def next_block(self) -> bytes | None:
        """Return the poem's next block; None at its end, and after a problem, which ends the connection."""
        try:
            return next(self._blocks, None) if self._blocks is not None else None
        except ServeError as error:
            self._server.on_problem(str(error))
            self.drop()
            return None

    def finish(self) -> None:
        """Close this direction once everything is sent."""
        if self._producer is None:
            return
        self._stop_producing()
        # TLS has no half-close: its own closing handshake does what is needed.
        if ITCPTransport.providedBy(self.transport) and not ISSLTransport.providedBy(self.transport):
            self.transport.loseWriteConnection()
        else:
            self.transport.loseConnection()

    def _begin(self) -> None:
        self._blocks = self._server.open_poem()
        if not isinstance(self._blocks, Generator):
            self._blocks.on_more = self._more
        if self._server.delay > 0:
            self._blocks = cut_evenly(self._blocks, self._server.num_bytes)
            self._producer = _Drip(self, self._server.reactor, self._server.delay)
            self.transport.registerProducer(self._producer, True)
            self._producer.begin()
        else:
            self._producer = _Flow(self)
            self.transport.registerProducer(self._producer, False)

    def _more(self) -> None:
        if self._producer is not None and self._producer.is_waiting:
            self._producer.is_waiting = False
            self._producer.go_on()

    def _stop_producing(self) -> None:
        if self._producer is not None:
            self._producer.stopProducing()
            self._producer = None
            self.transport.unregisterProducer()

    def _close(self) -> None:
        self.transport.loseConnection()


@implementer(IPullProducer)
class _Flow:
    """Sends the next block whenever the transport has room for one."""

    def __init__(self, server: PoemServer) -> None:
        self.is_waiting = False
        """Whether there was room for a block that was not there."""
        self._server = server

    def resumeProducing(self) -> None:
        block = self._server.next_block()
        if block is None:
            self._server.finish()
        elif block:
            self._server.transport.write(block)
        else:
            self.is_waiting = True

    def go_on(self) -> None:
        """Send what is there now."""
        self.resumeProducing()

    def stopProducing(self) -> None:
        """Read no more: the transport is gone, and asks for no more blocks."""


@implementer(IPushProducer)
class _Drip:
    """Sends a block at once and then one every ``delay`` seconds, but none while the transport is full."""

    def __init__(self, server: PoemServer, reactor: Any, delay: float) -> None:
        self._server = server
        self._reactor = reactor
        self._delay = delay
        self._next: bytes | None = b""
        self._timer: DelayedCall | None = None
        self._is_paused = False
        self.is_waiting = False
        """Whether it was time for a block that was not there."""

    def begin(self) -> None:
        self._send()

    def go_on(self) -> None:
        """Send what is there now."""
        if not self._is_paused and self._timer is None:
            self._send()

    def resumeProducing(self) -> None:
        self._is_paused = False
        if self._timer is None:
            self._timer = self._reactor.callLater(self._delay, self._send)

    def pauseProducing(self) -> None:
        self._is_paused = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def stopProducing(self) -> None:
        self.pauseProducing()

    def _send(self) -> None:
        self._timer = None
        if self._next == b"":
            self._next = self._server.next_block()
        following = self._server.next_block() if self._next else self._next
        if following == b"":
            # Whether there is one after it decides how it goes on.
            self.is_waiting = True
            return
        block, self._next = self._next, following
        if self._next is not None:
            # Before the write, which may pause this producer at once.
            self._timer = self._reactor.callLater(self._delay, self._send)
        if block is not None:
            self._server.transport.write(block)
        if self._next is None:
            self._server.finish()
