"""TCP without a prefix: a port of this machine, or a host's; and an address that is never taken for another's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.known import known_transports
from poetrygui.core.transports.tcp import Tcp
from poetrygui.errors import AddressError


@pytest.mark.parametrize(
    "text, address",
    [
        ("1", Tcp("127.0.0.1", 1)),
        (":65535", Tcp("127.0.0.1", 65535)),
        ("poems.example:8000", Tcp("poems.example", 8000)),
        ("[::1]:8000", Tcp("::1", 8000)),
        ("", None),
        ("poems.example", None),
        ("poems.example:", None),
        ("::1:8000", None),
        ("a b:8000", None),
        ("a/b:8000", None),
        ("٣", None),
        ("-1", None),
        ("8000 ", None),
    ],
)
def test_what_is_read_without_a_prefix(text: str, address: Tcp | None) -> None:
    assert Tcp.read_bare(text) == address


@pytest.mark.parametrize("text", ["0", "65536", "a:0", "[::1]:65536"])
def test_a_port_that_there_is_not_is_refused_and_not_passed_on(text: str) -> None:
    with pytest.raises(AddressError, match="between 1 and 65535"):
        Tcp.read_bare(text)


def test_brackets_hold_an_ipv6_address_and_nothing_else() -> None:
    with pytest.raises(AddressError, match="no IPv6 address"):
        Tcp.read_bare("[poems.example]:80")


@pytest.mark.parametrize("host", [*known_transports(), "::1", "127.0.0.1", "poems.example"])
def test_any_host_is_shown_as_an_address_that_is_read_back(host: str) -> None:
    address = Tcp(host, 80)
    assert parse_address(str(address)) == address


@given(st.integers(1, 65535))
def test_any_port_is_shown_as_an_address_that_is_read_back(port: int) -> None:
    assert Tcp.read_bare(str(Tcp("127.0.0.1", port))) == Tcp("127.0.0.1", port) == Tcp.read_bare(str(port))
