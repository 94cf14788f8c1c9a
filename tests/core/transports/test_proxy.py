"""SOCKS5 proxies as options of what goes by them."""

from __future__ import annotations

import pytest

from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.known import known_transports
from poetrygui.core.transports.proxy import Proxy, read_proxy
from poetrygui.core.transports.transport_options import options_of
from poetrygui.errors import AddressError


@pytest.mark.parametrize(
    "text, proxy",
    [
        ("", None),
        ("  ", None),
        ("socks5://proxy.example", Proxy("proxy.example", 1080)),
        ("socks5h://10.0.0.1:9050/", Proxy("10.0.0.1", 9050)),
        (" socks5://me@[::1]:9050 ", Proxy("::1", 9050, "me")),
    ],
)
def test_how_it_is_written(text: str, proxy: Proxy | None) -> None:
    assert read_proxy(text) == proxy


@pytest.mark.parametrize(
    "text, said",
    [
        ("proxy:1080", "is no proxy: write socks5://HOST:PORT"),
        ("http://proxy:1080", "is no proxy"),
        ("socks5://", "is no proxy"),
        ("socks5://proxy:1080/path", "is no proxy"),
        ("socks5://proxy:0", "not between 1 and 65535"),
        ("socks5://me:secret@proxy:9050", "with “keyring set socks5://proxy:9050 me”"),
    ],
)
@pytest.mark.parametrize("address", ["host:1", "tls:host:1", "ws://host/", "wss://host/", "ssh:me@host:cat"])
def test_what_is_none(address: str, text: str, said: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse_address(address, {"proxy": text})
    assert said in str(refused.value)
    assert "secret@" not in str(refused.value) or "keyring" in str(refused.value)


def test_passwords_are_kept_under_its_address() -> None:
    assert Proxy("proxy", 9050).service == "socks5://proxy:9050"
    assert Proxy("::1", 9050).service == "socks5://[::1]:9050"


def test_what_can_go_by_one() -> None:
    having = {
        prefix for prefix, kind in known_transports().items() if "proxy" in {each.name for each in options_of(kind)}
    }
    assert having == {"ssh", "tcp", "tls", "ws", "wss"}
