"""A transport in a host says what is to be done with the real one, and what it cannot do, in a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.error import ConnectionLost
from twisted.internet.interfaces import ISSLTransport, ITCPTransport
from twisted.internet.task import Clock
from twisted.python.failure import Failure

from poetrygui.hosts.live.proxied_transport import ProxiedTransport

LOST = Failure(ConnectionLost())


@pytest.fixture
def said() -> list[Any]:
    return []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def transport(said: list[Any], clock: Clock) -> ProxiedTransport:
    transport = ProxiedTransport(clock, said.append, lambda: said.append("flush"))
    transport.stands_for({"peer": ["127.0.0.1", 7], "host": ["::1", 8], "can": ["tcp"]})
    return transport


def test_what_is_done_is_said_after_the_frames(transport: ProxiedTransport, said: list[Any]) -> None:
    transport.writeSequence([b"a", b"b"])
    transport.pauseProducing()
    transport.resumeProducing()
    before = transport.disconnecting
    transport.loseWriteConnection()
    transport.loseConnection()
    assert (before, transport.disconnecting) == (False, True)
    transport.abortConnection()
    assert said == [
        *("flush", {"write": True}, b"ab", {"pause": True}, {"resume": True}),
        *("flush", {"lose_write": True}, "flush", {"lose": True}, "flush", {"abort": True}),
    ]


def test_much_is_written_in_pieces(transport: ProxiedTransport, said: list[Any]) -> None:
    transport.write(b"x" * 1_200_000)
    pieces = [each for each in said if isinstance(each, bytes)]
    assert b"".join(pieces) == b"x" * 1_200_000
    assert max(map(len, pieces)) < 1024 * 1024


def test_text_is_refused_as_twisted_does(transport: ProxiedTransport) -> None:
    with pytest.raises(TypeError, match="must be bytes, not str"):
        transport.write("text")  # type: ignore[arg-type]


def test_what_cannot_cross_is_a_sentence(transport: ProxiedTransport) -> None:
    for name in ("getHandle", "socket"):
        with pytest.raises(AttributeError, match=f"has no {name}: run the protocol"):
            getattr(transport, name)


def test_what_is_set_on_it_is_set_and_told(transport: ProxiedTransport, said: list[Any]) -> None:
    assert (ITCPTransport.providedBy(transport), ISSLTransport.providedBy(transport)) == (True, False)
    transport.setTcpNoDelay(True)
    transport.setTcpKeepAlive(True)
    assert (transport.getTcpNoDelay(), transport.getTcpKeepAlive()) == (True, True)
    assert said == [{"no_delay": True}, {"keep_alive": True}]


def test_nobody_sends_once_it_is_lost(transport: ProxiedTransport) -> None:
    class Producer:
        stops = 0

        def stopProducing(self) -> None:
            self.stops += 1

    first, second = Producer(), Producer()
    transport.registerProducer(first, True)
    assert transport.lost(LOST) is LOST
    transport.registerProducer(second, True)
    assert (first.stops, second.stops, transport.connected, transport.disconnecting) == (1, 1, False, True)


def test_both_ends_have_addresses(transport: ProxiedTransport) -> None:
    assert transport.getPeer() == IPv4Address("TCP", "127.0.0.1", 7)
    assert transport.getHost() == IPv6Address("TCP", "::1", 8)
