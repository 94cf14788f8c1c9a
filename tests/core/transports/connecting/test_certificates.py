"""Certificates: which authorities are believed, and files that hold none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from OpenSSL import SSL
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.protocol import Factory, Protocol
from twisted.internet.testing import MemoryReactorClock
from twisted.protocols.tls import TLSMemoryBIOFactory, TLSMemoryBIOProtocol

from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.connecting.certificates import UnverifiedConnections, verified_connections
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError
from tests.core.certificates import Authority


def _with_file(path: str) -> Transport:
    return parse_address("tls:localhost:443", {"verify": "ca-file", "ca_file": path})


@pytest.mark.parametrize("content", [b"", b"garbage", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"])
def test_a_certificate_file_that_is_none(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    file.write_bytes(content)
    with pytest.raises(AddressError, match=r"ca\.pem"):
        _with_file(str(file)).endpoint(MemoryReactorClock())


@pytest.mark.parametrize("path", ["/", "/missing/ca.pem", "a\0b"])
def test_a_certificate_file_that_cannot_be_read(path: str) -> None:
    with pytest.raises(AddressError, match="cannot be used"):
        _with_file(path).check()


class Hearing(TLSMemoryBIOProtocol):
    """Aborts nothing where Twisted's own check refuses the server's name: there is nothing beneath it."""

    def failVerification(self, reason: object) -> None:  # noqa: N802 - Twisted's name
        pass


class HearingFactory(TLSMemoryBIOFactory):
    protocol = Hearing


@define
class Handshake:
    """TLS in memory with a server that has a certificate for ``host``."""

    host: str
    authority: Authority = field(factory=Authority)
    asked_for: bytes | None = None

    def run(self, connections: IOpenSSLClientConnectionCreator) -> None:
        """Shake hands. Raises SSL.Error where one of the two refuses."""
        protocol: Any = HearingFactory(connections, True, Factory.forProtocol(Protocol)).buildProtocol(None)
        client = connections.clientConnectionForTLS(protocol)
        server = SSL.Connection(self.authority.server(self.host).getContext(), None)
        client.set_connect_state()
        server.set_accept_state()
        done: set[Any] = set()
        while len(done) < 2:
            for end, other in ((client, server), (server, client)):
                with suppress(SSL.WantReadError):
                    end.do_handshake()
                    done.add(end)
                with suppress(SSL.WantReadError):
                    other.bio_write(end.bio_read(1 << 16))
        self.asked_for = server.get_servername()


@pytest.mark.parametrize("host, asked_for", [("poems.example", b"poems.example"), ("192.0.2.1", None), ("::1", None)])
def test_whoever_answers_is_believed_and_asked_for_by_name_where_there_is_one(
    host: str, asked_for: bytes | None
) -> None:
    handshake = Handshake("other.example")
    handshake.run(UnverifiedConnections(host))
    assert handshake.asked_for == asked_for


def test_a_name_beyond_ascii_is_asked_for_as_the_network_has_it() -> None:
    handshake = Handshake("other.example")
    handshake.run(UnverifiedConnections("gedicht-ü.example"))
    assert handshake.asked_for == "gedicht-ü.example".encode("idna")


def test_an_authority_of_the_file_is_believed_for_the_name_that_it_signed(tmp_path: Path) -> None:
    handshake = Handshake("poems.example")
    file = handshake.authority.write_certificate(Authority().write_certificate(tmp_path / "ca.pem"))
    handshake.run(verified_connections("poems.example", str(file)))
    assert handshake.asked_for == b"poems.example"
    with pytest.raises(SSL.Error, match="certificate verify failed"):
        handshake.run(verified_connections("other.example", str(file)))


@pytest.mark.parametrize("named", [True, False])
def test_nobody_elses_certificate_is_believed(tmp_path: Path, named: bool) -> None:
    file = str(Authority().write_certificate(tmp_path / "ca.pem")) if named else None
    with pytest.raises(SSL.Error, match="certificate verify failed"):
        Handshake("poems.example").run(verified_connections("poems.example", file))


@pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".example"])
def test_a_name_that_no_server_can_have(host: str) -> None:
    for make in (UnverifiedConnections, lambda name: verified_connections(name, None)):
        with pytest.raises(UnicodeError):
            make(host)
