"""The transport of a recording does what a protocol expects of a socket's."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import ITCPTransport
from zope.interface.verify import verifyObject

from poetrygui.api import IMessageTransport
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.recordings.played_transport import PlayedTransport, played_transport
from poetrygui.recordings.virtual_time import VirtualReactor


def transport_of(peer: str = "10.0.0.1:70") -> tuple[PlayedTransport, list[bytes], VirtualReactor]:
    written: list[bytes] = []
    reactor = VirtualReactor()
    return PlayedTransport(reactor, written.append, peer), written, reactor


def test_it_is_a_tcp_transport_with_the_recorded_peer() -> None:
    transport, _, _ = transport_of()
    assert verifyObject(ITCPTransport, transport)
    assert transport.getPeer() == IPv4Address("TCP", "10.0.0.1", 70)
    assert transport_of("[::1]:70")[0].getPeer() == IPv6Address("TCP", "::1", 70)
    assert transport_of("a file")[0].getPeer() == IPv4Address("TCP", "recording", 0)
    transport.setTcpNoDelay(True)
    transport.setTcpKeepAlive(True)
    assert transport.getTcpNoDelay()
    assert transport.getTcpKeepAlive()


def test_tls_that_was_begun_in_the_midst_is_over_by_then() -> None:
    transport, written, _ = transport_of()
    transport.startTLS(None)
    transport.write(b"as it was")
    assert written == [b"as it was"]


def test_what_is_written_is_heard_until_it_closes() -> None:
    transport, written, _ = transport_of()
    transport.write(b"one")
    transport.writeSequence([b"t", b"wo"])
    transport.loseConnection()
    transport.write(b"late")
    assert written == [b"one", b"two"]
    assert transport.is_closing


def test_text_is_refused_as_a_socket_refuses_it() -> None:
    transport: Any = transport_of()[0]
    with pytest.raises(TypeError, match="must be bytes"):
        transport.write("text")


class Producer:
    def __init__(self, transport: PlayedTransport, count: int) -> None:
        self.transport = transport
        self.count = count
        self.is_stopped = False

    def resumeProducing(self) -> None:
        self.count -= 1
        self.transport.write(b"%d" % self.count)
        if not self.count:
            self.transport.unregisterProducer()

    def pauseProducing(self) -> None:
        raise AssertionError("there is room for all")

    def stopProducing(self) -> None:
        self.is_stopped = True


def test_a_producer_is_asked_in_each_turn_and_the_close_waits_for_it() -> None:
    transport, written, reactor = transport_of()
    transport.registerProducer(Producer(transport, 3), False)
    transport.loseConnection()
    closing = [transport.is_closing]
    while reactor.turn(0.0):
        closing.append(transport.is_closing)
    assert (closing[0], closing[-1]) == (False, True)
    assert written == [b"2"], "what is written after a close goes nowhere"


def test_a_producer_hears_that_the_connection_is_lost() -> None:
    transport, _, _ = transport_of()
    producer = Producer(transport, 3)
    transport.registerProducer(producer, True)
    with pytest.raises(RuntimeError, match="registered already"):
        transport.registerProducer(producer, True)
    transport.abortConnection()
    assert transport.is_closing
    transport.closed()
    assert producer.is_stopped


@pytest.mark.parametrize("address, gives_messages", [("127.0.0.1:7", False), ("udp:127.0.0.1:7", True), ("?", False)])
def test_it_gives_messages_where_they_came(address: str, gives_messages: bool) -> None:
    played = played_transport(PoemInfo("a", address, "raw", ""), VirtualReactor(), lambda _: None)
    assert IMessageTransport.providedBy(played) is gives_messages
    assert not played.is_cut
