"""What is told of a server with TLS: once, whether its handshake succeeds or fails."""

from __future__ import annotations

from typing import Any

from OpenSSL.crypto import X509
from twisted.internet.error import ConnectionLost
from twisted.internet.interfaces import ISSLTransport
from twisted.python.failure import Failure
from zope.interface import alsoProvides

from poetrygui.core.connection.handshakes import chain_text, server_lines, tell_handshake, tell_loss
from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.transports.connecting.peer import Peer
from poetrygui.core.transports.connecting.peer_check import PeerCheck
from tests.core.certificates import Authority

GONE = Failure(ConnectionLost())


class Noted(NobodyListens):
    def __init__(self) -> None:
        self.told: list[tuple[EventKind, str]] = []

    def event(self, kind: EventKind, text: str = "") -> None:
        self.told.append((kind, text.split(";", maxsplit=1)[0]))


class Transport:
    """One whose server has shown certificates for these hosts."""

    def __init__(self, *hosts: str) -> None:
        self.peer_check = PeerCheck("poems.example")
        for depth, host in enumerate(hosts):
            _, certificate = Authority().issue(host)
            self.peer_check.take(self, X509.from_cryptography(certificate), 0, depth, 1)


def test_it_is_told_with_the_handshake_and_not_again_at_the_loss() -> None:
    wire, transport = Noted(), Transport("poems.example", "authority.example")
    tell_handshake(wire, transport)
    certificates = [
        (EventKind.CERTIFICATE, "poems.example"),
        (EventKind.CERTIFICATE, "authority.example"),
    ]
    assert wire.told == [(EventKind.HANDSHAKE_DONE, ""), *certificates]
    assert tell_loss(wire, transport, GONE, handshaking=False) == Peer()
    lost = (EventKind.LOST, "ConnectionLost: Connection to the other side was lost in a non-clean fashion.")
    assert wire.told[3:] == [lost]
    peer = tell_loss(wire, transport, GONE, handshaking=True)
    assert wire.told[4:] == [*certificates, lost]
    first, second = chain_text(peer).splitlines()
    assert first.startswith("Certificate 1: poems.example; for poems.example; by authority ")
    assert second.startswith("Certificate 2: authority.example; ")


def test_lines_of_a_server_are_there_where_it_has_tls() -> None:
    transport = Transport("poems.example")
    assert server_lines(transport) == []
    alsoProvides(transport, ISSLTransport)
    (line,) = server_lines(transport)
    assert line.startswith("Certificate 1: poems.example; ")


def test_a_transport_without_any_tells_nothing() -> None:
    wire = Noted()
    transport: Any
    for transport in (None, object()):
        assert tell_loss(wire, transport, GONE, handshaking=True) == Peer()
    assert [kind for kind, _ in wire.told] == [EventKind.LOST] * 2
    assert chain_text(Peer()) == ""
