"""Where to listen: how it is written, what is refused, and that nobody else's machine reaches it unless asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.listen import Listen
from poetrygui.errors import AddressError
from tests.core.certificates import Authority


@pytest.mark.parametrize(
    "text, interface, port",
    [
        ("listen:tcp:9000", "127.0.0.1", 9000),
        ("listen:tcp:0", "127.0.0.1", 0),
        ("listen:tcp:localhost:9000", "127.0.0.1", 9000),
        ("listen:tcp:0.0.0.0:9000", "0.0.0.0", 9000),
        ("listen:tcp:[::]:9000", "::", 9000),
        ("listen:tcp:9000:interface=192.0.2.1", "192.0.2.1", 9000),
        (r"listen:tcp:port=9000:interface=\:\:1", "::1", 9000),
    ],
)
def test_a_port_is_this_machines_alone_unless_an_interface_is_named(text: str, interface: str, port: int) -> None:
    reactor: Any = MemoryReactorClock()
    transport = parse_address(text)
    assert str(transport) == text
    listener = transport.listener(reactor)
    assert listener is not None
    listener.place.listen(Factory())
    assert [(served[0], served[3]) for served in reactor.tcpServers] == [(port, interface)]


@pytest.mark.parametrize("text, mode", [("listen:unix:/run/a", 0o600), (r"listen:unix:/run/a\:b:mode=666", 0o666)])
def test_a_socket_is_its_users_alone_unless_a_mode_is_given(text: str, mode: int) -> None:
    reactor: Any = MemoryReactorClock()
    listener = parse_address(text).listener(reactor)
    assert listener is not None
    listener.place.listen(Factory())
    ((path, _factory, _backlog, given, locks),) = reactor.unixServers
    assert (path, given, locks) == ("/run/a" if mode == 0o600 else "/run/a:b", mode, True)


@pytest.mark.parametrize(
    "text, said",
    [
        ("listen:", "nothing to listen at in 'listen:': write listen:tcp:PORT, listen:tls:PORT, listen:unix:/PATH"),
        ("listen:tcp", "There is nothing to listen at"),
        ("listen:tcp:", "There is nothing to listen at"),
        ("listen:tcp:a:b", "names no port: write listen:tcp:PORT, or listen:tcp:INTERFACE:PORT"),
        ("listen:tcp:127.0.0.1:1:interface=127.0.0.1", "names no port"),
        ("listen:tcp:65536", "is not between 0 and 65535"),
        ("listen:tls:poems.example:1", "The interface 'poems.example' has no number: name one such as 127.0.0.1"),
        ("listen:tcp:[::g]:1", "is no IPv6 address"),
        ("listen:unix:a=b", "names no path: write listen:unix:/PATH"),
        (f"listen:unix:/{'a' * 200}", "has 201 bytes"),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse_address(text)
    assert said in str(refused.value)


def test_another_kind_is_twisteds() -> None:
    reactor: Any = MemoryReactorClock()
    with pytest.raises(AddressError, match="'nonesuch:1' is no server endpoint of Twisted's"):
        parse_address("listen:nonesuch:1").listener(reactor)
    listener = parse_address("listen:tcp6:9000:interface=\\:\\:1", {"at_once": "2", "in_all": "3"}).listener(reactor)
    assert listener is not None
    assert (listener.at_once, listener.in_all, listener.peer_bytes) == (2, 3, 0)
    listener.place.listen(Factory())
    assert [(served[0], served[3]) for served in reactor.tcpServers] == [(9000, "::1")]


def test_a_certificate_is_needed_for_tls(tmp_path: Path) -> None:
    Listen("tcp:1").check()
    with pytest.raises(AddressError, match=r"name its file \(certificate\)"):
        parse_address("listen:tls:1").check()
    with pytest.raises(AddressError, match="cannot be used"):
        parse_address("listen:tls:1", {"certificate": str(tmp_path / "none.pem")}).check()
    both = Authority().write_server("127.0.0.1", tmp_path / "both.pem")
    parse_address("listen:tls:1", {"certificate": str(both)}).check()
