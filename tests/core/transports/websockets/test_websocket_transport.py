"""A transport of a WebSocket's messages: in their order, also around a pause and to the end."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import define, field
from twisted.internet.error import ConnectionAborted, ConnectionDone, ConnectionLost
from twisted.internet.interfaces import IHandshakeListener, IPushProducer, ISSLTransport, ITransport
from twisted.internet.protocol import Protocol, connectionDone
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from wsproto import ConnectionType, WSConnection, events
from zope.interface import alsoProvides, implementer
from zope.interface.verify import verifyObject

from poetrygui.api import IMessageTransport
from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.ends import StreamDoneError, StreamLostError, StreamViolatedError
from poetrygui.core.transports.websockets.manner import Manner, Request
from poetrygui.core.transports.websockets.websocket_transport import GRACE, Lost, WebSocketTransport
from poetrygui.core.transports.websockets.wire import Accepted, Came, Closed, Violated, WebSocketWire


@implementer(IHandshakeListener)
class Client(Protocol):
    transport: Any
    pauses = False
    closes = False

    def __init__(self) -> None:
        self.chunks: list[tuple[bytes, bool]] = []
        self.reasons: list[Failure] = []
        self.handshakes = 0

    def handshakeCompleted(self) -> None:
        self.handshakes += 1

    def dataReceived(self, data: bytes) -> None:
        self.chunks.append((data, self.transport.is_cut))
        if self.pauses:
            self.transport.pauseProducing()
        if self.closes:
            self.transport.loseConnection()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.reasons.append(reason)


@define
class Set:
    """A transport on one in memory, its protocol, and a server that reads what is sent."""

    transport: WebSocketTransport
    below: Any
    client: Client
    clock: Clock
    server: WSConnection
    asides: list[Aside] = field(factory=list)

    def heard(self) -> list[events.Event]:
        self.server.receive_data(self.below.value())
        self.below.clear()
        return [*self.server.events()]


def begun(manner: Manner | None = None, *, is_secure: bool = False) -> Set:
    wire, server = WebSocketWire(Request("poems.example", "/"), 1000), WSConnection(ConnectionType.SERVER)
    server.receive_data(wire.greet())
    [*server.events()]
    [*wire.receive(server.send(events.AcceptConnection()))]
    below: Any = StringTransport()
    if is_secure:
        alsoProvides(below, ISSLTransport)
    clock, client = Clock(), Client()
    there = Set(WebSocketTransport(clock, below, wire, manner or Manner()), below, client, clock, server)
    there.transport.on_aside = there.asides.append
    there.transport.begin(client)
    return there


def text(data: bytes) -> Came:
    return Came(data, True)


def test_it_is_what_it_says() -> None:
    there = begun()
    for interface in (ITransport, IPushProducer, IMessageTransport):
        assert verifyObject(interface, there.transport)
    assert (there.transport.getPeer(), there.transport.getHost()) == (there.below.getPeer(), there.below.getHost())
    there.transport.bufferSize = 77
    assert there.below.bufferSize == there.transport.bufferSize == 77
    assert not ISSLTransport.providedBy(there.transport)
    assert there.client.handshakes == 0


def test_with_tls_below_it_says_so_and_what_was_agreed_on_is_asked_there() -> None:
    there = begun(is_secure=True)
    assert ISSLTransport.providedBy(there.transport)
    assert there.client.handshakes == 1
    there.below.getHandle, there.below.getPeerCertificate = (lambda: "handle"), (lambda: "certificate")
    assert (there.transport.getHandle(), there.transport.getPeerCertificate()) == ("handle", "certificate")
    assert there.transport.peer_check is None
    there.below.peer_check = "check"
    assert there.transport.peer_check == "check"


def test_messages_and_what_is_told_beside_them() -> None:
    there = begun()
    binary = Came(b"\xff", False)
    there.transport.take([Accepted("v1"), text(b"one"), binary, binary, text(b""), Came(b"ha", True, is_cut=True)])
    assert there.client.chunks == [(b"one", False), (b"\xff", False), (b"\xff", False), (b"", False), (b"ha", True)]
    assert [aside.text for aside in there.asides] == [
        "the server speaks the sub-protocol v1",
        "the server sends binary messages from here on",
        "the server sends text from here on",
        "the last message was not sent to its end",
    ]
    assert [aside.is_remark for aside in there.asides] == [False, False, False, True]


def test_a_newline_behind_each_that_is_whole_and_has_none() -> None:
    there = begun(Manner(end=b"\n"))
    there.transport.take([text(b"one"), text(b"two\n"), text(b""), Came(b"ha", True, is_cut=True)])
    assert [data for data, _ in there.client.chunks] == [b"one\n", b"two\n", b"\n", b"ha"]


def test_after_a_pause_the_rest_comes_in_another_turn_and_the_end_behind_it() -> None:
    there = begun()
    there.client.pauses = True
    there.transport.take([text(b"one"), text(b"two"), Closed(1000, "")])
    there.transport.take([Lost(Failure(ConnectionDone()))])
    assert [data for data, _ in there.client.chunks] == [b"one"]
    assert there.below.producerState == "paused"
    there.client.pauses = False
    there.transport.resumeProducing()
    assert there.below.producerState == "producing"
    assert len(there.client.chunks) == 1
    there.clock.advance(0)
    assert [data for data, _ in there.client.chunks] == [b"one", b"two"]
    assert there.client.reasons[0].check(StreamDoneError)
    assert not there.clock.getDelayedCalls()


@pytest.mark.parametrize(
    "told, kind",
    [(Closed(1000, ""), StreamDoneError), (Closed(1011, ""), StreamLostError), (Violated("x"), StreamViolatedError)],
)
def test_an_end_of_the_servers_closes_what_is_below(told: Any, kind: type[Exception]) -> None:
    there = begun()
    there.transport.take([text(b"one"), told])
    assert there.below.disconnecting
    assert there.transport.disconnecting
    assert there.client.reasons == []
    there.transport.write(b"late")
    assert there.below.value() == b""
    there.transport.take([Lost(Failure(ConnectionLost()))])
    assert [each.type for each in there.client.reasons] == [kind]
    assert not there.clock.getDelayedCalls()


def test_a_server_that_does_not_let_go_is_left() -> None:
    there = begun()
    there.transport.take([Closed(1000, "")])
    there.clock.advance(GRACE)
    assert there.below.disconnected


def test_a_loss_without_a_close() -> None:
    there = begun()
    there.transport.take([Lost(Failure(ConnectionDone()))])
    assert there.client.reasons[0].check(StreamLostError)
    lost = begun()
    lost.transport.take([Lost(Failure(ConnectionLost()))])
    assert lost.client.reasons[0].check(ConnectionLost)


def test_our_close_is_said_and_waits_for_the_answer() -> None:
    there = begun()
    there.client.closes = True
    there.transport.take([text(b"one"), text(b"two")])
    assert [data for data, _ in there.client.chunks] == [b"one"]
    assert [event.code for event in there.heard() if isinstance(event, events.CloseConnection)] == [1000]
    assert not there.below.disconnecting
    there.transport.stopProducing()
    there.transport.take([text(b"three"), Closed(1000, "")])
    assert there.below.disconnecting
    there.clock.advance(0)
    there.transport.take([Lost(Failure(ConnectionDone()))])
    assert [each.type for each in there.client.reasons] == [ConnectionDone]
    assert not there.clock.getDelayedCalls()


def test_our_close_is_also_made_in_a_pause() -> None:
    there = begun()
    there.client.pauses = True
    there.transport.take([text(b"one"), text(b"two")])
    there.transport.loseConnection()
    assert there.below.producerState == "producing"
    there.transport.take([Closed(1000, ""), Lost(Failure(ConnectionDone()))])
    assert [each.type for each in there.client.reasons] == [ConnectionDone]
    there.clock.advance(0)
    assert len(there.client.chunks) == 1


def test_a_server_that_does_not_answer_our_close_is_left() -> None:
    there = begun()
    there.transport.loseConnection()
    there.clock.advance(GRACE)
    assert there.below.disconnected


def test_an_abort_is_said_and_not_waited_for() -> None:
    there = begun()
    there.client.pauses = True
    there.transport.take([text(b"one"), text(b"two")])
    there.transport.abortConnection()
    assert [event.code for event in there.heard() if isinstance(event, events.CloseConnection)] == [1000]
    assert there.below.disconnecting
    there.transport.take([text(b"three"), Lost(Failure(ConnectionDone()))])
    assert [each.type for each in there.client.reasons] == [ConnectionAborted]
    assert len(there.client.chunks) == 1


@pytest.mark.parametrize("close", ["loseConnection", "abortConnection"])
def test_an_end_that_waits_is_told_as_soon_as_we_close(close: str) -> None:
    there = begun()
    there.client.pauses = True
    there.transport.take([text(b"one"), text(b"two"), Lost(Failure(ConnectionDone()))])
    assert there.client.reasons == []
    getattr(there.transport, close)()
    assert there.client.reasons == []
    there.clock.advance(0)
    assert (len(there.client.chunks), len(there.client.reasons)) == (1, 1)
    assert not there.clock.getDelayedCalls()


@pytest.mark.parametrize("is_text", [True, False])
def test_each_piece_that_is_written_is_a_message(is_text: bool) -> None:
    there = begun(Manner(is_text))
    there.transport.write(b"one")
    there.transport.writeSequence([b"t", b"wo"])
    kind = events.TextMessage if is_text else events.BytesMessage
    heard = there.heard()
    assert all(isinstance(each, kind) for each in heard)
    assert [each.data for each in heard if isinstance(each, events.Message)] == (
        ["one", "two"] if is_text else [b"one", b"two"]
    )


def test_a_producer_is_told_how_fast_the_server_reads() -> None:
    there = begun()
    producer: Any = object()
    there.transport.registerProducer(producer, True)
    assert there.below.producer is producer
    there.transport.unregisterProducer()
    assert there.below.producer is None
