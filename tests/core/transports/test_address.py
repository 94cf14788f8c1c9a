"""Addresses as people type them: any text gives an address that is read back the same, or a sentence."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from twisted.internet.address import HostnameAddress, IPv4Address, IPv6Address, UNIXAddress
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports.address import check_for_window, gives_messages, kind_of_address, parse_address
from poetrygui.core.transports.tcp import Tcp
from poetrygui.core.transports.tls import Tls, TlsVerify
from poetrygui.core.transports.transport import Transport
from poetrygui.core.transports.twisted_endpoint import TwistedEndpoint
from poetrygui.core.transports.unix import Unix
from poetrygui.errors import AddressError

PIECES = [
    *(
        "command",
        "fifo",
        "file",
        "stdin",
        "'",
        "tcp",
        "tls",
        "unix",
        "ssl",
        "host",
        "port",
        "path",
        "timeout",
        "certificate",
        "haproxy",
        "a",
        "é",
        "..",
        "%lo",
    ),
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


@given(addresses, st.sampled_from(["system", "insecure"]))
@example("tls:a..b:443", "system")
@example("tls:a..b:443", "insecure")
def test_any_address_gives_an_endpoint_or_is_refused(text: str, verify: str) -> None:
    try:
        options = {"verify": verify} if kind_of_address(text) is Tls else {}
        endpoint = parse_address(text, options).endpoint(MemoryReactorClock())
    except AddressError:
        return
    assert IStreamClientEndpoint.providedBy(endpoint)


@pytest.mark.parametrize(
    "text, address, canonical",
    [
        ("8000", Tcp("127.0.0.1", 8000), "127.0.0.1:8000"),
        (":8000", Tcp("127.0.0.1", 8000), "127.0.0.1:8000"),
        (" poems.example:8000 ", Tcp("poems.example", 8000), "poems.example:8000"),
        ("[::1]:8000", Tcp("::1", 8000), "[::1]:8000"),
        ("[fe80::1%eth0]:8000", Tcp("fe80::1%eth0", 8000), "[fe80::1%eth0]:8000"),
        ("tcp:poems.example:8000", Tcp("poems.example", 8000), "poems.example:8000"),
        ("tcp:host=poems.example:port=8000", Tcp("poems.example", 8000), "poems.example:8000"),
        ("tcp:\\:\\:1:8000", Tcp("::1", 8000), "[::1]:8000"),
        ("tls:poems.example:443", Tls("poems.example", 443), "tls:poems.example:443"),
        ("tls:[::1]:443", Tls("::1", 443), "tls:\\:\\:1:443"),
        ("tls:\\:\\:1:443", Tls("::1", 443), "tls:\\:\\:1:443"),
        ("unix:/run/poems", Unix("/run/poems"), "unix:/run/poems"),
        ("unix:path=/run/a\\:b", Unix("/run/a:b"), "unix:/run/a\\:b"),
        ("65535", Tcp("127.0.0.1", 65535), "127.0.0.1:65535"),
        ("tcp:tls:443", Tcp("tls", 443), "tcp:tls:443"),
        ("unix:80", Unix("80"), "unix:80"),
        ("1", Tcp("127.0.0.1", 1), "127.0.0.1:1"),
        ("tcp:a:80:timeout=5", TwistedEndpoint("tcp:a:80:timeout=5"), "tcp:a:80:timeout=5"),
    ],
)
def test_the_forms_that_there_are(text: str, address: Transport, canonical: str) -> None:
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
        ("tls:443", "no port"),
        ("[fe80::1%a/b]:80", "no IPv6 address"),
        ("unix:", "no known kind"),
        ("٣", "no known kind"),
        ("http://poems.example:80/", "no known kind"),
    ],
)
def test_what_is_refused_and_why(text: str, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        parse_address(text)


@pytest.mark.parametrize(
    "text, kind",
    [("8000", Tcp), ("tls:", Tls), ("tls:a:1", Tls), (" unix:", Unix), ("tls:a:1:timeout=3", TwistedEndpoint)],
)
def test_the_kind_of_an_address_is_known_before_it_is_whole(text: str, kind: type[Transport]) -> None:
    assert kind_of_address(text) is kind


@pytest.mark.parametrize("text", ["", "host", "pigeon:", "::"])
def test_what_is_of_no_kind(text: str) -> None:
    assert kind_of_address(text) is None


def test_the_options_beside_an_address_are_its_transports() -> None:
    assert parse_address("tls:a:1", {"verify": "insecure"}) == Tls("a", 1, TlsVerify.INSECURE)
    with pytest.raises(AddressError, match="there is none for such an address"):
        parse_address("unix:/a", {"verify": "insecure"})


def test_where_an_address_leads() -> None:
    destinations = [parse_address(text).destination for text in ("a:1", "tls:[::1]:2", "unix:/run/a", "ssl:a:b")]
    assert destinations == [
        IPv4Address("TCP", "a", 1),
        IPv6Address("TCP", "::1", 2),
        UNIXAddress(b"/run/a"),
        HostnameAddress(b"ssl:a:b", 0),
    ]


@pytest.mark.parametrize("text", ["-", "stdin:"])
def test_what_no_window_can_use_says_what_to_use_instead(text: str) -> None:
    with pytest.raises(AddressError, match=r"A window has no standard input: .* choose fifo:/PATH"):
        check_for_window(text)


@pytest.mark.parametrize("text", ["80", "nowhere", "command:ls", "file:", ""])
def test_a_window_can_use_the_rest_or_says_what_is_wrong_with_it_elsewhere(text: str) -> None:
    check_for_window(text)


@pytest.mark.parametrize(
    "text, is_so", [("7", False), ("udp:host:7", True), ("udp-listen:", True), ("ws://host/", True), ("", False)]
)
def test_what_gives_messages(text: str, is_so: bool) -> None:
    assert gives_messages(text) is is_so
