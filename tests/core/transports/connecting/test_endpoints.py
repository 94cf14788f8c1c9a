"""Endpoints: by a number or a name, without a limit of their own; and where they lead."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.address import HostnameAddress, IPv4Address, IPv6Address, UNIXAddress
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports import connecting
from tests.core.names import Names


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_a_number_is_connected_to_without_asking_a_resolver(host: str) -> None:
    reactor: Any = MemoryReactorClock()
    connecting.host_endpoint(reactor, host, 80).connect(Factory())
    assert [client[:2] + client[3:4] for client in reactor.tcpClients] == [(host, 80, None)]


def test_a_name_is_connected_to_without_a_limit_of_its_own() -> None:
    reactor: Any = MemoryReactorClock()
    reactor.nameResolver = Names({"poems.example": ["192.0.2.1"]})
    connecting.host_endpoint(reactor, "poems.example", 80).connect(Factory())
    assert [client[:2] + client[3:4] for client in reactor.tcpClients] == [("192.0.2.1", 80, None)]


def test_a_socket_is_connected_to_without_a_limit_of_its_own() -> None:
    reactor: Any = MemoryReactorClock()
    connecting.socket_endpoint(reactor, "/run/poems").connect(Factory())
    assert [(path, timeout) for path, _factory, timeout, _check in reactor.unixClients] == [("/run/poems", None)]


@pytest.mark.parametrize("host, is_one", [("::1", True), ("fe80::1%eth0", True), ("192.0.2.1", False), ("a", False)])
def test_which_hosts_are_numbers_of_version_6(host: str, is_one: bool) -> None:
    assert connecting.is_v6_number(host) is is_one


def test_where_one_leads() -> None:
    assert connecting.host_destination("poems.example", 1) == IPv4Address("TCP", "poems.example", 1)
    assert connecting.host_destination("::1", 2) == IPv6Address("TCP", "::1", 2)
    assert connecting.socket_destination("/run/\udcff") == UNIXAddress(b"/run/\xff")
    assert connecting.named_destination("whisper:\udcff") == HostnameAddress(b"whisper:\xff", 0)
