"""A transport whose chunks are the messages of a WebSocket."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from attrs import frozen
from twisted.internet.error import ConnectionAborted, ConnectionDone
from twisted.internet.interfaces import (
    IAddress,
    IDelayedCall,
    IHandshakeListener,
    IProtocol,
    IPushProducer,
    ISSLTransport,
    ITransport,
)
from twisted.python.failure import Failure
from zope.interface import alsoProvides, implementer

from poetrygui.api import IMessageTransport
from poetrygui.core.transports.message_end import CUT_MESSAGE
from poetrygui.core.transports.streams.asides import Aside, nobody_hears
from poetrygui.core.transports.websockets.endings import error_of_close, error_of_loss, error_of_violation
from poetrygui.core.transports.websockets.manner import Manner
from poetrygui.core.transports.websockets.wire import Accepted, Came, Closed, Rejected, Told, Violated, WebSocketWire

GRACE = 0.5
"""Seconds that a server has to say that it has heard of our close, and to close what is below."""


@frozen
class Lost:
    """The connection below is gone."""

    failure: Failure


@implementer(ITransport, IPushProducer, IMessageTransport)
class WebSocketTransport:
    """Gives a protocol each message as one chunk, and sends what it writes, each piece as one.

    What came before a pause, and was not given yet, waits: also for the end. ``is_cut`` is as the interface has it;
    whoever wants to hear what is told beside the messages sets ``on_aside``.
    """

    def __init__(self, reactor: Any, below: Any, wire: WebSocketWire, manner: Manner) -> None:
        """Speak by ``wire`` on the transport ``below``, as ``manner`` says; nothing is given before :meth:`begin`."""
        self.is_cut = False
        self.on_aside: Callable[[Aside], None] = nobody_hears
        self._protocol: IProtocol | None = None
        self._below = below
        self._wire = wire
        self._manner = manner
        self._reactor = reactor
        self._waiting: deque[Told | Lost] = deque()
        self._is_paused = False
        self._was_text = True
        self._reason: BaseException | None = None
        """Why it is closed, from here or from there; None as long as it is not."""
        self._limit: IDelayedCall | None = None
        if ISSLTransport.providedBy(below):
            alsoProvides(self, ISSLTransport)

    def begin(self, protocol: IProtocol, *, within_tls: bool = False) -> None:
        """Connect the protocol; where TLS is still being agreed on, ``within_tls``, it will not come to that."""
        self._protocol = protocol
        protocol.makeConnection(self)
        if not within_tls and ISSLTransport.providedBy(self) and IHandshakeListener.providedBy(protocol):
            protocol.handshakeCompleted()

    def take(self, told: Iterable[Told | Lost]) -> None:
        """Take what came, and give it on as far as it is wanted."""
        self._waiting.extend(told)
        while self._waiting and self._protocol is not None and (not self._is_paused or self._is_ours):
            self._give(self._protocol, self._waiting.popleft())

    # What a protocol does

    @property
    def disconnecting(self) -> bool:
        """Whether it is being closed."""
        return self._reason is not None

    @property
    def bufferSize(self) -> int:
        """How much is read at a time from the connection below."""
        return int(getattr(self._below, "bufferSize", 0))

    @bufferSize.setter
    def bufferSize(self, size: int) -> None:
        self._below.bufferSize = size

    def pauseProducing(self) -> None:
        """Give no more for now, and read no more."""
        self._is_paused = True
        self._below.pauseProducing()

    def resumeProducing(self) -> None:
        """Give again, in another turn."""
        self._is_paused = False
        self._below.resumeProducing()
        self._reactor.callLater(0, self.take, ())

    def stopProducing(self) -> None:
        """Close."""
        self.loseConnection()

    def write(self, data: bytes) -> None:
        """Send one message."""
        if self._reason is None:
            self._below.write(self._wire.message(data, is_text=self._manner.is_text))

    def writeSequence(self, data: Iterable[bytes]) -> None:
        """Send pieces as one message."""
        self.write(b"".join(data))

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Have the producer told how fast the server reads."""
        self._below.registerProducer(producer, streaming)

    def unregisterProducer(self) -> None:
        """Let the producer go."""
        self._below.unregisterProducer()

    def loseConnection(self) -> None:
        """Close, once the server has heard of it."""
        if self._reason is None:
            self._reason = ConnectionDone()
            self._below.resumeProducing()
            self._below.write(self._wire.close())
            self._limit = self._reactor.callLater(GRACE, self._below.abortConnection)
            self._reactor.callLater(0, self.take, ())  # the end may be waiting

    def abortConnection(self) -> None:
        """Close; the server is told, and not waited for."""
        self._reason = self._reason or ConnectionAborted()
        self._below.write(self._wire.close())
        self._close_below()
        self._reactor.callLater(0, self.take, ())  # the end may be waiting

    def getPeer(self) -> IAddress:
        """Return the server's address."""
        peer: IAddress = self._below.getPeer()
        return peer

    def getHost(self) -> IAddress:
        """Return ours."""
        host: IAddress = self._below.getHost()
        return host

    def getHandle(self) -> Any:  # noqa: N802 - Twisted's name
        """Return what is below all of it: with TLS, what knows of the handshake."""
        return self._below.getHandle()

    @property
    def peer_check(self) -> Any:
        """What looks at the server's certificates, with TLS; None without."""
        return getattr(self._below, "peer_check", None)

    def getPeerCertificate(self) -> Any:
        """Return the server's certificate, with TLS."""
        return self._below.getPeerCertificate()

    # What happens

    @property
    def _is_ours(self) -> bool:
        """Whether it was closed from here: nothing more is wanted but the end."""
        return type(self._reason) in (ConnectionAborted, ConnectionDone)

    def _give(self, protocol: IProtocol, told: Told | Lost) -> None:
        match told:
            case Came() if not self._is_ours:
                self._give_message(protocol, told)
            case Closed():
                self._reason = self._reason or error_of_close(told)
                self._close_below()
            case Violated():
                self._reason = self._reason or error_of_violation(told)
                self._close_below()
            case Accepted():
                if told.subprotocol:
                    self.on_aside(Aside(f"the server speaks the sub-protocol {told.subprotocol}"))
                if told.is_compressed:
                    self.on_aside(Aside("messages are compressed (permessage-deflate)"))
            case Lost():
                self._lose(protocol, told.failure)
            case Came() | Rejected():
                pass

    def _give_message(self, protocol: IProtocol, came: Came) -> None:
        if came.is_text is not self._was_text:
            self._was_text = came.is_text
            self.on_aside(Aside(f"the server sends {'text' if came.is_text else 'binary messages'} from here on"))
        self.is_cut = came.is_cut
        if came.is_cut:
            self.on_aside(Aside(CUT_MESSAGE, is_remark=True))
        end = b"" if came.is_cut or came.data.endswith(self._manner.end) else self._manner.end
        protocol.dataReceived(came.data + end if end else came.data)

    def _lose(self, protocol: IProtocol, failure: Failure) -> None:
        self._protocol = None
        if self._limit is not None and self._limit.active():
            self._limit.cancel()
        protocol.connectionLost(Failure(self._reason or error_of_loss(failure)))

    def _close_below(self) -> None:
        self._below.resumeProducing()
        self._below.loseConnection()
        if self._limit is None:
            self._limit = self._reactor.callLater(GRACE, self._below.abortConnection)
