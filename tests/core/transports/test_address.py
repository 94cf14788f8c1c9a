"""Addresses as people type them: any text gives an address that is read back the same, or a sentence."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from twisted.internet.endpoints import TCP4ClientEndpoint
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports.address import LONGEST_UNIX_PATH, Address, parse_address
from poetrygui.core.transports.tls import TlsVerify
from poetrygui.errors import AddressError
from tests.core.names import Names

PIECES = [
    *("tcp", "tls", "unix", "ssl", "host", "port", "path", "timeout", "certificate", "haproxy", "a", "é", "..", "%lo"),
    *(
        ":",
        ":",
        ":",
        "=",
        "\\",
        "\\:",
        "[",
        "]",
        "[::1]",
        "::1",
        "127.0.0.1",
        "/",
        " ",
        "0",
        "1",
        "80",
        "65535",
        "65536",
    ),
]
addresses = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(PIECES), max_size=9).map("".join))


@given(addresses)
@example("[ ]:80")
@example("tls:a\\=b:80")
@example("unix:path\\=x")
@example("tls:[[a:443")
@example("tls:[\\:\\:1]:443")
@example("tcp:a b:80")
@example("unix:a\\\\:b")
@example("unix:a\\ ")
def test_any_text_is_an_address_that_reads_back_the_same_or_is_refused(text: str) -> None:
    try:
        address = parse_address(text)
    except AddressError:
        return
    assert parse_address(str(address)) == address
    assert str(parse_address(str(address))) == str(address)


@given(addresses, st.sampled_from([TlsVerify.SYSTEM, TlsVerify.INSECURE]))
@example("tls:a..b:443", TlsVerify.SYSTEM)
@example("tls:a..b:443", TlsVerify.INSECURE)
def test_any_address_gives_an_endpoint_or_is_refused(text: str, verify: TlsVerify) -> None:
    try:
        endpoint = parse_address(text).client_endpoint(MemoryReactorClock(), verify)
    except AddressError:
        return
    assert IStreamClientEndpoint.providedBy(endpoint)


@pytest.mark.parametrize(
    "text, address, canonical",
    [
        ("8000", Address("tcp", "127.0.0.1", 8000), "127.0.0.1:8000"),
        (":8000", Address("tcp", "127.0.0.1", 8000), "127.0.0.1:8000"),
        (" poems.example:8000 ", Address("tcp", "poems.example", 8000), "poems.example:8000"),
        ("[::1]:8000", Address("tcp", "::1", 8000), "[::1]:8000"),
        ("[fe80::1%eth0]:8000", Address("tcp", "fe80::1%eth0", 8000), "[fe80::1%eth0]:8000"),
        ("tcp:poems.example:8000", Address("tcp", "poems.example", 8000), "poems.example:8000"),
        ("tcp:host=poems.example:port=8000", Address("tcp", "poems.example", 8000), "poems.example:8000"),
        ("tcp:\\:\\:1:8000", Address("tcp", "::1", 8000), "[::1]:8000"),
        ("tls:poems.example:443", Address("tls", "poems.example", 443), "tls:poems.example:443"),
        ("tls:[::1]:443", Address("tls", "::1", 443), "tls:\\:\\:1:443"),
        ("tls:\\:\\:1:443", Address("tls", "::1", 443), "tls:\\:\\:1:443"),
        ("unix:/run/poems", Address("unix", text="/run/poems"), "unix:/run/poems"),
        ("unix:path=/run/a\\:b", Address("unix", text="/run/a:b"), "unix:/run/a\\:b"),
        ("65535", Address("tcp", "127.0.0.1", 65535), "127.0.0.1:65535"),
        ("1", Address("tcp", "127.0.0.1", 1), "127.0.0.1:1"),
        ("tcp:a:80:timeout=5", Address("endpoint", text="tcp:a:80:timeout=5"), "tcp:a:80:timeout=5"),
    ],
)
def test_the_forms_that_there_are(text: str, address: Address, canonical: str) -> None:
    assert parse_address(text) == address
    assert str(address) == canonical
    assert parse_address(canonical) == address


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "empty"),
        ("   ", "empty"),
        ("poems.example", "no port"),
        ("0", "between 1 and 65535"),
        ("65536", "between 1 and 65535"),
        ("poems.example:0", "between 1 and 65535"),
        ("9" * 5000, "between 1 and 65535"),
        ("tls:poems.example:99999", "between 1 and 65535"),
        ("a\nb:80", "control characters"),
        ("a\x00b:80", "control characters"),
        ("a\x1fb:80", "control characters"),
        ("a\x7fb:80", "control characters"),
        ("[poems.example]:80", "no IPv6 address"),
        ("[::1::]:80", "no IPv6 address"),
        ("tcp:a b:80", "neither a name nor a number"),
        ("tls:a/b:80", "neither a name nor a number"),
        ("carrier-pigeon:home:1", "no known kind"),
        ("tls:", "no port"),
        ("tls:poems.example", "no port"),
        ("[fe80::1%a/b]:80", "no IPv6 address"),
        ("unix:", "no known kind"),
        ("٣", "no known kind"),
        ("http://poems.example:80/", "no known kind"),
    ],
)
def test_what_is_refused_and_why(text: str, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        parse_address(text)


@pytest.mark.parametrize("text", ["192.0.2.1:80", "[2001:db8::1]:80"])
def test_a_number_is_connected_to_without_asking_a_resolver(text: str) -> None:
    reactor = MemoryReactorClock()
    address = parse_address(text)
    address.client_endpoint(reactor, timeout=7).connect(Factory())
    assert [client[:2] + client[3:4] for client in reactor.tcpClients] == [(address.host, 80, 7)]


def test_a_socket_is_connected_to_within_the_time() -> None:
    reactor = MemoryReactorClock()
    parse_address("unix:/run/poems").client_endpoint(reactor, timeout=7).connect(Factory())
    assert [(path, timeout) for path, _factory, timeout, _check in reactor.unixClients] == [("/run/poems", 7)]


def test_a_name_is_connected_to_within_the_time() -> None:
    reactor = MemoryReactorClock()
    reactor.nameResolver = Names({"poems.example": ["192.0.2.1"]})
    parse_address("poems.example:80").client_endpoint(reactor, timeout=7).connect(Factory())
    assert [client[:2] + client[3:4] for client in reactor.tcpClients] == [("192.0.2.1", 80, 7)]


def test_what_is_to_be_encrypted_is() -> None:
    wrapped = parse_address("tls:192.0.2.1:443").client_endpoint(MemoryReactorClock(), TlsVerify.INSECURE)
    assert not isinstance(wrapped, TCP4ClientEndpoint)


def test_an_installed_endpoint_is_known_in_capitals_too_as_twisted_knows_it() -> None:
    address = parse_address("TLS:poems.example:443")
    assert address.kind == "endpoint"
    assert IStreamClientEndpoint.providedBy(address.client_endpoint(MemoryReactorClock()))


@pytest.mark.parametrize("content", [b"", b"garbage", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"])
def test_a_certificate_file_that_is_none(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    file.write_bytes(content)
    with pytest.raises(AddressError, match=r"ca\.pem"):
        parse_address("tls:localhost:443").client_endpoint(MemoryReactorClock(), TlsVerify.CA_FILE, str(file))


@pytest.mark.parametrize("path", ["", "/", "/missing/ca.pem", "a\0b"])
def test_a_certificate_file_that_cannot_be_read(path: str) -> None:
    with pytest.raises(AddressError, match="cannot be used"):
        parse_address("tls:localhost:443").client_endpoint(MemoryReactorClock(), TlsVerify.CA_FILE, path)


@pytest.mark.parametrize("text", ["tcp:a:port=x", "tls:a:443:certificate=/missing.pem", "ssl:a:b", "tcp:a:b:c:d:e"])
def test_an_endpoint_that_twisted_refuses(text: str) -> None:
    with pytest.raises(AddressError, match="cannot be used"):
        parse_address(text).client_endpoint(MemoryReactorClock())


def test_a_unix_path_that_no_socket_can_have_is_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = "unix:/" + "ä" * ((LONGEST_UNIX_PATH - 1) // 2)
    assert parse_address(longest).kind == "unix"
    with pytest.raises(AddressError, match=f"{LONGEST_UNIX_PATH} at most"):
        parse_address(longest + "ä")
    # The limit is the system's own.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("a" * LONGEST_UNIX_PATH)
    with socket.socket(socket.AF_UNIX) as listener, pytest.raises(OSError, match="path too long"):
        listener.bind("a" * (LONGEST_UNIX_PATH + 1))
