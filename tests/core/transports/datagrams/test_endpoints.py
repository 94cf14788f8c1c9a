"""Endpoints for datagrams: names are asked for, and nothing stays open that nobody wants."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import CancelledError
from twisted.internet.error import DNSLookupError, NoProtocol
from twisted.internet.protocol import Factory, Protocol

from poetrygui.core.transports.datagrams.datagram_transport import Post
from poetrygui.core.transports.datagrams.endpoints import NamedHostEndpoint, datagram_destination, datagram_endpoint
from poetrygui.core.transports.datagrams.sockets import listening_socket
from tests.conftest import WaitFor
from tests.core.transports.datagrams.udp_sockets import LOOPBACK

Names = dict[str, Sequence[str] | None]


class Reached:
    """Notes to which number one wanted to get."""

    def __init__(self) -> None:
        self.numbers: list[str] = []

    def __call__(self, number: str) -> Any:
        self.numbers.append(number)
        return self

    def connect(self, factory: object) -> Any:
        return factory


def test_a_destination() -> None:
    assert datagram_destination("127.0.0.1", 7) == IPv4Address("UDP", "127.0.0.1", 7)
    assert datagram_destination("::1", 7) == IPv6Address("UDP", "::1", 7)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_number_needs_no_resolver(host: str) -> None:
    reached = Reached()
    assert NamedHostEndpoint(None, host, reached).connect("the factory") == "the factory"  # type: ignore[comparison-overlap]
    assert reached.numbers == [host]


def test_a_name_is_asked_for_and_the_first_number_counts(reactor: Any, names: Names, wait_for: WaitFor) -> None:
    names["poems.example"] = ["192.0.2.1", "192.0.2.2"]
    reached = Reached()
    endpoint = NamedHostEndpoint(reactor, "poems.example", reached)
    assert wait_for(endpoint.connect("the factory")) == "the factory"  # type: ignore[comparison-overlap]
    assert reached.numbers == ["192.0.2.1"]


def test_a_name_that_nobody_knows(reactor: Any, names: Names, wait_for: WaitFor) -> None:
    with pytest.raises(DNSLookupError):
        wait_for(NamedHostEndpoint(reactor, "nobody.example", Reached()).connect("the factory"))


def test_a_name_that_is_waited_for_no_longer(reactor: Any, names: Names, wait_for: WaitFor) -> None:
    names["slow.example"] = None
    asked = NamedHostEndpoint(reactor, "slow.example", Reached()).connect("the factory")
    asked.cancel()
    with pytest.raises(CancelledError):
        wait_for(asked)


def test_the_port_that_the_system_has_chosen_is_told(reactor: Any, wait_for: WaitFor) -> None:
    opened = listening_socket(LOOPBACK, 0)
    endpoint = datagram_endpoint(reactor, datagram_destination(LOOPBACK, 0), lambda: (opened, Post(None)))
    protocol: Any = wait_for(endpoint.connect(Factory.forProtocol(Protocol)))
    assert protocol.transport.getHost() == datagram_destination(*opened.getsockname())
    protocol.transport.loseConnection()


def test_nothing_stays_open_that_nobody_wants(reactor: Any, wait_for: WaitFor) -> None:
    class Nobody(Factory):
        def buildProtocol(self, addr: object) -> None:
            return None

    opened: list[socket.socket] = []

    def open_socket() -> tuple[socket.socket, Post]:
        opened.append(listening_socket(LOOPBACK, 0))
        return opened[0], Post(None)

    with pytest.raises(NoProtocol):
        wait_for(datagram_endpoint(reactor, datagram_destination(LOOPBACK, 0), open_socket).connect(Nobody()))
    assert opened[0].fileno() == -1
