"""What Twisted alone has an endpoint for."""

from __future__ import annotations

import pytest
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.twisted_endpoint import TwistedEndpoint
from poetrygui.errors import AddressError


def test_an_installed_endpoint_is_known_in_capitals_too_as_twisted_knows_it() -> None:
    address = parse_address("TLS:poems.example:443")
    assert isinstance(address, TwistedEndpoint)
    assert IStreamClientEndpoint.providedBy(address.endpoint(MemoryReactorClock()))


@pytest.mark.parametrize("text", ["tcp:a:port=x", "tls:a:443:certificate=/missing.pem", "ssl:a:b", "tcp:a:b:c:d:e"])
def test_an_endpoint_that_twisted_refuses(text: str) -> None:
    with pytest.raises(AddressError, match="cannot be used"):
        parse_address(text).endpoint(MemoryReactorClock())


@pytest.mark.parametrize(
    "text, is_one",
    [
        ("tcp:a:80:timeout=5", True),
        ("ssl:a:b", True),
        ("unix:/run/poems:timeout=3", True),
        ("TLS:a:443", True),
        ("haproxy:tcp:a:80", False),  # it listens, and connects nowhere
        ("tcp:", False),
        ("tcp:a", False),
        ("tls:a", False),
        ("unix:", False),
        ("tcp", False),
        ("", False),
        (":80", False),
        ("carrier-pigeon:home:1", False),
    ],
)
def test_which_text_is_one(text: str, is_one: bool) -> None:
    found = TwistedEndpoint.read(text)
    assert (found is not None) is is_one
    if found is not None:
        assert str(found) == text
        assert parse_address(text) == found


def test_what_twisted_refuses_is_told_with_the_other_ways() -> None:
    with pytest.raises(AddressError, match=r"The endpoint 'tcp:a:port=x' cannot be used: .* Write tcp:HOST:PORT: "):
        TwistedEndpoint("tcp:a:port=x").endpoint(MemoryReactorClock())
