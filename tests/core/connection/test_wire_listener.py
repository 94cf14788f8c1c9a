"""What happens on a wire as it is told: bytes, pauses and the end, in their order; and the words for it."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import define, field
from twisted.internet.address import HostnameAddress, IPv4Address, IPv6Address, UNIXAddress
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import ISSLTransport
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from zope.interface import alsoProvides

from poetrygui.api import CollectedFrames, PoemProtocol
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.wire_listener import NobodyListens, address_text, peer_text, tls_text
from poetrygui.core.poems.event_kind import EventKind


@define
class Heard:
    """Notes everything."""

    told: list[Any] = field(factory=list)
    delivered_after: list[int] = field(factory=list)
    """How much was told each time before all was delivered that was made of it."""

    def received(self, chunk: bytes) -> None:
        self.told.append(("received", chunk))

    def delivered(self) -> None:
        self.delivered_after.append(len(self.told))

    def sent(self, data: bytes) -> None:
        self.told.append(("sent", data))

    def event(self, kind: EventKind, text: str = "") -> None:
        self.told.append((str(kind), text))


class Echo(PoemProtocol):
    """Answers each chunk by itself, stops reading for a moment, and breaks at ``bad``."""

    transport: Any

    def dataReceived(self, data: bytes) -> None:
        self.transport.pauseProducing()
        self.transport.write(data)
        self.transport.writeSequence([data, b"!"])
        self.transport.resumeProducing()
        self.deliver(data)
        if data == b"bad":
            self.fail("this is bad")

    def connectionLost(self, reason: Failure = Failure(ConnectionDone())) -> None:  # noqa: B008 - Twisted's way
        self.transport.write(b"too late")


@pytest.fixture
def heard() -> Heard:
    return Heard()


def connected(heard: Heard, transport: StringTransport | None = None) -> Connection:
    protocol = Echo()
    protocol.sink = CollectedFrames()
    connection = Connection(ConnectionOwner(), CollectedFrames(), lambda: protocol, heard)
    connection.makeConnection(transport or StringTransport(peerAddress=IPv4Address("TCP", "192.0.2.1", 7)))
    return connection


def test_everything_is_told_in_its_order(heard: Heard) -> None:
    connection = connected(heard)
    connection.dataReceived(b"one")
    connection.connectionLost(Failure(ConnectionDone()))
    assert heard.told == [
        ("connected", "192.0.2.1:7"),
        ("received", b"one"),
        ("paused", "protocol"),
        ("sent", b"one"),
        ("sent", b"one!"),
        ("resumed", ""),
        ("lost", "ConnectionDone: Connection was closed cleanly."),
    ]


def test_each_delivery_is_over_when_that_is_told(heard: Heard) -> None:
    connection = connected(heard)
    connection.dataReceived(b"one")
    after_one = heard.delivered_after[-1]
    assert after_one == len(heard.told)
    connection.dataReceived(b"two")
    assert heard.delivered_after[-2:] == [after_one, len(heard.told)]
    # What comes of no chunk is told, too.
    connection.wrappedProtocol.deliver(b"later")
    assert heard.delivered_after[-2:] == [len(heard.told)] * 2


def test_the_chunk_that_breaks_the_framing_is_told(heard: Heard) -> None:
    connection = connected(heard)
    connection.dataReceived(b"bad")
    assert ("received", b"bad") in heard.told


def test_a_handshake_is_told_when_it_is_done(heard: Heard) -> None:
    transport = StringTransport()
    alsoProvides(transport, ISSLTransport)
    connection = connected(heard, transport)
    connection.handshakeCompleted()
    assert [kind for kind, _ in heard.told] == ["connected", "handshake-done"]


def test_what_is_never_sent_is_not_told(heard: Heard) -> None:
    connection = connected(heard)
    connection.connectionLost(None)
    assert "sent" not in [kind for kind, _ in heard.told]


@pytest.mark.parametrize(
    "address, text",
    [
        (IPv4Address("TCP", "192.0.2.1", 7), "192.0.2.1:7"),
        (IPv6Address("TCP", "::1", 7), "[::1]:7"),
        (HostnameAddress(b"example.org", 7), ""),
        (UNIXAddress(b"/run/a\xff"), "/run/a\\xff"),
        (UNIXAddress(None), ""),
        (None, ""),
    ],
)
def test_an_address_reads_as_it_is_typed(address: object, text: str) -> None:
    assert address_text(address) == text


def test_tls_is_named_where_the_transport_tells() -> None:
    class Handle:
        def get_protocol_version_name(self) -> str:
            return "TLSv1.3"

        def get_cipher_name(self) -> str:
            return "TLS_AES_256_GCM_SHA384"

    class Transport:
        def getHandle(self) -> object:  # noqa: N802 - Twisted's name
            return Handle()

    assert tls_text(Transport()) == "TLSv1.3, TLS_AES_256_GCM_SHA384"
    assert tls_text(StringTransport()) == ""
    Handle.get_alpn_proto_negotiated = lambda self: b"verse/2"  # type: ignore[attr-defined]
    assert tls_text(Transport()) == "TLSv1.3, TLS_AES_256_GCM_SHA384, verse/2"


def test_nobody_may_listen() -> None:
    nobody = NobodyListens()
    nobody.received(b"x")
    nobody.delivered()
    nobody.sent(b"x")
    nobody.event(EventKind.LOST)


def test_a_transport_that_does_not_tell_its_peer_has_none() -> None:
    assert peer_text(object()) == ""
    assert peer_text(StringTransport(peerAddress=IPv4Address("TCP", "192.0.2.1", 7))) == "192.0.2.1:7"
