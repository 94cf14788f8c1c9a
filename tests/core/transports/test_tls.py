"""TLS: what a server's certificate is checked against, and what is refused before anybody is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from twisted.internet.endpoints import TCP4ClientEndpoint
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.tls import Tls, TlsVerify
from poetrygui.errors import AddressError
from tests.core.certificates import Authority


def test_what_is_to_be_encrypted_is() -> None:
    wrapped = parse_address("tls:192.0.2.1:443").endpoint(MemoryReactorClock())
    assert not isinstance(wrapped, TCP4ClientEndpoint)


@pytest.mark.parametrize("file", ["", " ", "\t"])
def test_a_private_authority_needs_its_file(file: str) -> None:
    with pytest.raises(AddressError, match=r"Name the file .* \(ca_file\), or check the certificate in another way"):
        Tls("localhost", 443, TlsVerify.CA_FILE, file)


def test_a_file_that_is_not_asked_for_is_not_looked_into() -> None:
    for verify in (TlsVerify.SYSTEM, TlsVerify.INSECURE):
        Tls("localhost", 443, verify, "/missing/ca.pem").check()
    with pytest.raises(AddressError, match=r"/missing/ca\.pem"):
        Tls("localhost", 443, TlsVerify.CA_FILE, "/missing/ca.pem").check()


@pytest.mark.parametrize("verify", [TlsVerify.SYSTEM, TlsVerify.INSECURE])
def test_a_host_that_can_have_no_certificate_is_refused_by_its_name(verify: TlsVerify) -> None:
    nobody = Tls("a..b", 443, verify)
    reactor: Any = MemoryReactorClock()
    for refuse in (nobody.check, lambda: nobody.endpoint(reactor)):
        with pytest.raises(AddressError, match=r"'a\.\.b' cannot be the name of a server with TLS"):
            refuse()


def test_a_file_with_an_authority_is_taken(tmp_path: Path) -> None:
    Tls("localhost", 443, TlsVerify.CA_FILE, str(Authority().write_certificate(tmp_path / "ca.pem"))).check()


@pytest.mark.parametrize("host", ["poems.example", "192.0.2.1", "::1"])
def test_its_address_is_read_back_and_has_no_options(host: str) -> None:
    assert parse_address(str(Tls(host, 443, TlsVerify.INSECURE))) == Tls(host, 443)


def test_a_certificate_of_ones_own_and_its_key(tmp_path: Path) -> None:
    both = Authority().write_server("a reader", tmp_path / "both.pem")
    other = Authority().write_server("another", tmp_path / "other.pem")
    for verify in (TlsVerify.SYSTEM, TlsVerify.INSECURE):
        Tls("localhost", 443, verify, certificate=str(both)).check()
        Tls("localhost", 443, verify, certificate=str(both), key=str(both)).check()
        with pytest.raises(AddressError, match="Your key is not that of your certificate"):
            Tls("localhost", 443, verify, certificate=str(both), key=str(other)).check()
        with pytest.raises(AddressError, match="name a PEM file with your certificate"):
            Tls("localhost", 443, verify, certificate="/missing/mine.pem").check()
        with pytest.raises(AddressError, match=r"^The key's file '/missing/mine.key' cannot be used: name a PEM file"):
            Tls("localhost", 443, verify, certificate=str(both), key="/missing/mine.key").check()
        alone = str(Authority().write_certificate(tmp_path / "alone.pem"))
        with pytest.raises(AddressError, match=r"^There is no key in '.*alone.pem': name a PEM file .* \(key\)\.$"):
            Tls("localhost", 443, verify, certificate=alone).check()
    with pytest.raises(AddressError, match="A key is of no use without its certificate"):
        Tls("localhost", 443, key=str(both))


def test_a_file_may_be_in_ones_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    Authority().write_server("a reader", tmp_path / "both.pem")
    Tls("localhost", 443, TlsVerify.CA_FILE, "~/both.pem", certificate="~/both.pem").check()


def test_a_key_behind_a_passphrase_is_not_asked_for_on_a_terminal(tmp_path: Path) -> None:
    both = Authority().write_server("a reader", tmp_path / "both.pem")
    locked = serialization.BestAvailableEncryption(b"secret")
    key = serialization.load_pem_private_key(both.read_bytes(), None)
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    )
    with pytest.raises(AddressError, match="is locked by a passphrase"):
        Tls("localhost", 443, certificate=str(both), key=str(tmp_path / "key.pem")).check()


def test_another_name_is_checked_as_the_host_is() -> None:
    Tls("a..b", 443, server_name="poems.example").check()
    with pytest.raises(AddressError, match=r"'a\.\.b' cannot be the name"):
        Tls("poems.example", 443, server_name="a..b").check()
