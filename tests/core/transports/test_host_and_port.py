"""A port of a host: which text names one, and that it is connected to without a limit of its own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.host_and_port import LARGEST_PORT, is_port, port_number, v6_host
from poetrygui.core.transports.tcp import Tcp
from poetrygui.errors import AddressError
from tests.core.names import Names


@pytest.mark.parametrize("text", ["192.0.2.1:80", "[2001:db8::1]:80"])
def test_a_number_is_connected_to_without_asking_a_resolver(text: str) -> None:
    reactor: Any = MemoryReactorClock()
    address = parse_address(text)
    assert isinstance(address, Tcp)
    address.endpoint(reactor).connect(Factory())
    assert [client[:2] + client[3:4] for client in reactor.tcpClients] == [(address.host, 80, None)]


def test_a_name_is_connected_to_without_a_limit_of_its_own() -> None:
    reactor: Any = MemoryReactorClock()
    reactor.nameResolver = Names({"poems.example": ["192.0.2.1"]})
    parse_address("poems.example:80").endpoint(reactor).connect(Factory())
    assert [client[:2] + client[3:4] for client in reactor.tcpClients] == [("192.0.2.1", 80, None)]


@pytest.mark.parametrize(
    "digits, there_is",
    [
        ("0", True),
        ("1", True),
        ("00080", True),
        (str(LARGEST_PORT), True),
        (str(LARGEST_PORT + 1), False),
        ("000001", False),
    ],
)
def test_which_ports_there_are(digits: str, there_is: bool) -> None:
    assert is_port(digits) is there_is


@pytest.mark.parametrize("digits", ["0", "00000", str(LARGEST_PORT + 1), "9" * 5000])
def test_a_port_that_nobody_answers_at_is_refused_with_the_address(digits: str) -> None:
    with pytest.raises(AddressError, match=rf"port of 'a:b' is not between 1 and {LARGEST_PORT}"):
        port_number(digits, "a:b")
    assert port_number(str(LARGEST_PORT), "a:b") == LARGEST_PORT


@pytest.mark.parametrize("host", ["::1", "2001:db8::1", "::ffff:192.0.2.1", "fe80::1%eth0"])
def test_an_ipv6_address_is_one(host: str) -> None:
    assert v6_host(host, "the text") == host


@pytest.mark.parametrize(
    "host", ["", "::1::", "poems.example", "192.0.2.1", "fe80::1%", "fe80::1%a b", "::1\n", "12345::"]
)
def test_what_is_no_ipv6_address_is_refused_with_one_that_is(host: str) -> None:
    with pytest.raises(
        AddressError, match=re.escape(f"{host!r} in 'the text' is no IPv6 address: write one such as [::1]")
    ):
        v6_host(host, "the text")


@pytest.mark.parametrize(
    "rest, address",
    [
        ("a:1", Tcp("a", 1)),
        ("host=a:port=1", Tcp("a", 1)),
        ("a:port=1", Tcp("a", 1)),
        ("[::1]:1", Tcp("::1", 1)),
        (r"\[\:\:1\]:1", Tcp("::1", 1)),
        # What is left to Twisted, which knows more arguments.
        ("a:1:timeout=3", None),
        ("port=1:host=a", None),
        ("a", None),
        (":1", None),
        ("a:", None),
        ("a:٣", None),
        ("", None),
    ],
)
def test_what_is_read_behind_a_prefix(rest: str, address: Tcp | None) -> None:
    assert Tcp.read(rest) == address


@pytest.mark.parametrize("rest", ["a b:1", "a/b:1", "a]:1", r"a\:b:1"])
def test_a_host_that_cannot_be_is_refused(rest: str) -> None:
    with pytest.raises(AddressError, match=r"neither a name nor a number|no IPv6 address"):
        Tcp.read(rest)


def test_where_one_leads() -> None:
    assert Tcp("poems.example", 1).destination == IPv4Address("TCP", "poems.example", 1)
    assert Tcp("::1", 2).destination == IPv6Address("TCP", "::1", 2)
