"""The look at certificates: nothing but one for the very name that was asked for is believed."""

from __future__ import annotations

from typing import Any

import pytest
from OpenSSL.crypto import X509
from service_identity import VerificationError

from poetrygui.core.transports.connecting.peer import Refusal
from poetrygui.core.transports.connecting.peer_check import PeerCheck
from tests.core.certificates import Authority


@pytest.fixture(scope="module")
def certificate() -> X509:
    return X509.from_cryptography(Authority().issue("poems.example")[1])


@pytest.mark.parametrize(
    "host, is_believed",
    [
        ("poems.example", True),
        ("POEMS.example", True),
        ("poems.example.", True),
        ("prose.example", False),
        ("poems.example..", False),
        ("192.0.2.1", False),
    ],
)
def test_the_servers_own_certificate_is_to_have_its_name(certificate: X509, host: str, is_believed: bool) -> None:
    check = PeerCheck(host)
    # Of who signed it, no name is asked.
    assert check.take(None, certificate, 0, 1, 1)
    assert check.take(None, certificate, 0, 0, 1) is is_believed
    assert (check.refusal is None) is is_believed
    if check.refusal is not None:
        assert isinstance(check.refusal.wrong_name, VerificationError)


@pytest.mark.parametrize("host", ["192.0.2.1", "::1"])
def test_a_number_is_compared_as_one(host: str) -> None:
    check = PeerCheck(host)
    assert check.take(None, X509.from_cryptography(Authority().issue(host)[1]), 0, 0, 1)


def test_the_interface_by_which_a_number_is_reached_is_in_no_certificate() -> None:
    assert PeerCheck("fe80::1%eth0").take(None, X509.from_cryptography(Authority().issue("fe80::1")[1]), 0, 0, 1)


def test_a_name_beyond_ascii_is_compared_as_the_network_has_it() -> None:
    certificate = Authority().issue("gedicht-ü.example".encode("idna").decode())[1]
    assert PeerCheck("gedicht-ü.example").take(None, X509.from_cryptography(certificate), 0, 0, 1)


def test_the_first_refusal_stands(certificate: X509) -> None:
    check = PeerCheck("prose.example")
    assert not check.take(None, certificate, 20, 1, 0)
    assert not check.take(None, certificate, 0, 0, 1)
    assert check.refusal == Refusal(certificate.to_cryptography(), 20)


def test_a_certificate_that_cannot_be_read_is_not_believed() -> None:
    class Broken:
        def to_cryptography(self) -> Any:
            raise ValueError("odd")

    broken: Any = Broken()
    for host in ("poems.example", "192.0.2.1"):
        check = PeerCheck(host)
        assert not check.take(None, broken, 0, 0, 1)
        assert (check.seen, check.refusal is not None and check.refusal.certificate) == ({}, None)


def test_of_a_chain_without_end_the_first_are_kept(certificate: X509) -> None:
    check = PeerCheck("poems.example")
    for depth in range(100):
        assert check.take(None, certificate, 0, depth, 1)
    assert len(check.seen) == 10
