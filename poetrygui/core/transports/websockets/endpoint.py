"""An endpoint that asks a server for a WebSocket, over whatever connects to it."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from twisted.internet.defer import Deferred
from twisted.internet.error import NoProtocol
from twisted.internet.interfaces import IHandshakeListener, IProtocol, ISSLTransport, IStreamClientEndpoint
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.transports.websockets.endings import (
    error_of_lost_handshake,
    error_of_rejection,
    error_of_violation,
)
from poetrygui.core.transports.websockets.manner import Manner, Request
from poetrygui.core.transports.websockets.websocket_transport import Lost, WebSocketTransport
from poetrygui.core.transports.websockets.wire import Accepted, Rejected, Told, Violated, WebSocketWire


@implementer(IStreamClientEndpoint)
@frozen(eq=False)
class WebSocketEndpoint:
    """Connects by ``below``, asks for ``request``, and connects a protocol to the WebSocket that is agreed on."""

    reactor: Any
    below: IStreamClientEndpoint
    request: Request
    manner: Manner

    def connect(self, factory: Any) -> Deferred[IProtocol]:
        """Connect a protocol of ``factory``."""

        def give_up(_: Deferred[Any]) -> None:
            speaker.give_up()
            asked.cancel()

        answered: Deferred[Any] = Deferred(give_up)
        speaker = _Speaker(self, factory, answered)
        asked: Deferred[Any] = self.below.connect(Factory.forProtocol(lambda: speaker))
        asked.addErrback(speaker.not_connected)
        return answered


@implementer(IHandshakeListener)
class _Speaker(Protocol):
    """Faces the connection below: asks, and hands on all that comes once the server has agreed."""

    transport: Any

    def __init__(self, endpoint: WebSocketEndpoint, factory: Any, answered: Deferred[Any]) -> None:
        self.answered = answered
        self._endpoint = endpoint
        self._factory = factory
        self._wire = WebSocketWire(endpoint.request, endpoint.manner.largest)
        self._standing: WebSocketTransport | None = None
        self._within_tls = False

    def connectionMade(self) -> None:
        self._within_tls = ISSLTransport.providedBy(self.transport)
        self.transport.write(self._wire.greet())

    def handshakeCompleted(self) -> None:
        self._within_tls = False

    def dataReceived(self, data: bytes) -> None:
        told = [*self._wire.receive(data)]
        answers, self._wire.answers = self._wire.answers, []
        if answers:
            self.transport.write(b"".join(answers))
        if self._standing is None and told:
            self._hear_answer(told[0])
        if self._standing is not None:
            self._standing.take(told)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        if self._within_tls and not self.answered.called:
            # As with TLS alone: what was wrong with it the connection tells, and it knows what the server has shown.
            self._stand()
        if self._standing is not None:
            self._standing.take([*self._wire.rest(), Lost(reason)])
        else:
            self._fail(error_of_lost_handshake(reason))

    def give_up(self) -> None:
        """Ask no longer."""
        if self.transport is not None:
            self.transport.abortConnection()

    def not_connected(self, failure: Failure) -> None:
        """Tell that there is not even a connection below."""
        if not self.answered.called:
            self.answered.errback(failure)

    def _hear_answer(self, told: Told) -> None:
        match told:
            case Accepted():
                self._stand()
            case Rejected():
                self._fail(error_of_rejection(told))
            case Violated():
                self._fail(error_of_violation(told))

    def _stand(self) -> None:
        if self.answered.called:
            return  # somebody has given up
        try:
            protocol = self._factory.buildProtocol(self.transport.getPeer())
            if protocol is None:
                raise NoProtocol
        except BaseException as error:  # noqa: BLE001 - a factory's own code; whoever asked is told
            self._fail(error)
            return
        endpoint = self._endpoint
        self._standing = WebSocketTransport(endpoint.reactor, self.transport, self._wire, endpoint.manner)
        self._standing.begin(protocol, within_tls=self._within_tls)
        self.answered.callback(protocol)

    def _fail(self, error: BaseException) -> None:
        if not self.answered.called:
            self.answered.errback(Failure(error))
        if self.transport is not None:
            self.transport.abortConnection()
