"""What goes wrong with TLS: every refusal and every alert that is known says what to do."""

from __future__ import annotations

from typing import Any

import pytest
from OpenSSL import SSL
from service_identity import CertificateError, VerificationError
from service_identity.exceptions import DNSMismatch, IPAddressMismatch
from service_identity.hazmat import DNS_ID, IPAddress_ID
from twisted.internet import error
from twisted.python.failure import Failure

from poetrygui.core.connection.failures import meaning_of_loss
from poetrygui.core.connection.tls_failures import describe_tls
from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.connecting.peer import Peer, Refusal
from tests.core.certificates import Authority

ODD: Any = "odd"
FAILED = SSL.Error([("SSL routines", "", "certificate verify failed")])


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.mark.parametrize(
    "reason, said",
    [
        (
            VerificationError(errors=[DNSMismatch(DNS_ID("poems.example"))]),
            "the certificate is for another name, not poems.example: say which",
        ),
        (
            VerificationError(errors=[IPAddressMismatch(IPAddress_ID("192.0.2.1"))]),
            "the certificate is for another name, not 192.0.2.1: say which",
        ),
        (VerificationError(errors=[ODD]), "the certificate is for another name, not odd: say which"),
        (CertificateError("none"), "the certificate names no host (subjectAltName): have another one issued, or"),
        (error.CertificateError("bad."), "bad"),
        (SSL.Error(), "Error"),
        (SSL.Error("odd"), "odd"),
        (FAILED, "certificate verify failed"),
        (SSL.Error([("", "", "one"), ("", "", "two")]), "one; two"),
    ],
)
def test_where_nothing_is_known_of_the_server(reason: Exception, said: str) -> None:
    sentence = describe_tls(reason)
    assert sentence[: len(said)] == said
    assert meaning_of_loss(Failure(reason), handshaking=False) == (Outcome.TLS_ERROR, sentence)


@pytest.mark.parametrize(
    "number, said",
    [
        (9, "the certificate of poems.example is not valid before 2"),
        (10, "the certificate of poems.example expired on 2"),
        (18, "the certificate of poems.example is signed by itself alone: where you trust it, save it"),
        (
            19,
            "the authority poems.example is not known here: name the file of its certificate (verify=ca-file, ca_file)",
        ),
        (20, "the certificate of poems.example is signed by authority "),
        (21, "the certificate of poems.example is signed by authority "),
        (23, "the certificate of poems.example was revoked by its authority: do not trust this server"),
        (26, "the certificate of poems.example is not for what it is used for here: have another one issued"),
        (66, "the certificate of poems.example has a key or a signature that is too weak: have it renewed"),
        (7, "the certificate of poems.example is broken or forged: its signature does not fit"),
        (999, "the certificate of poems.example is refused (OpenSSL's error 999), or believe whoever answers"),
    ],
)
def test_each_refusal_has_its_sentence(authority: Authority, number: int, said: str) -> None:
    _, certificate = authority.issue("poems.example")
    sentence = describe_tls(FAILED, Peer((certificate,), Refusal(certificate, number)))
    assert sentence[: len(said)] == said
    # What was refused has nothing to do with another error.
    assert describe_tls(SSL.Error([("", "", "odd")]), Peer((certificate,), Refusal(certificate, number))) == "odd"


def test_a_name_that_no_host_has(authority: Authority) -> None:
    _, certificate = authority.issue("*.example")
    sentence = describe_tls(FAILED, Peer((certificate,), Refusal(certificate, wrong_name=CertificateError("odd"))))
    assert sentence.startswith(
        "the certificate of *.example has names that cannot be a host's, *.example: have another"
    )


def test_a_certificate_that_cannot_be_read() -> None:
    assert describe_tls(FAILED, Peer((), Refusal(None, 10))).startswith("the server's certificate cannot be read, or")


@pytest.mark.parametrize(
    "said, meant",
    [
        ("tlsv13 alert certificate required", "the server asks for a certificate of yours"),
        ("tlsv1 alert unknown ca", "the server does not know the authority of your certificate"),
        ("sslv3 alert certificate expired", "your certificate has expired: have it renewed"),
        ("tls alert certificate revoked", "your certificate was revoked: have another one issued"),
        ("tls alert unsupported certificate", "the server does not accept certificates of the kind of yours"),
        ("sslv3 alert bad certificate", "the server does not accept your certificate"),
        ("sslv3 alert certificate unknown", "the server does not accept your certificate"),
        ("tlsv1 alert access denied", "the server knows your certificate, and does not let it in"),
        ("tlsv1 alert no application protocol", "the server speaks none of the protocols that were offered"),
        ("tlsv1 unrecognized name", "the server has another name: say which (server_name)"),
        ("tlsv1 alert unrecognized name", "the server has another name: say which (server_name)"),
        ("tlsv1 alert protocol version", "the server speaks no version of TLS that is spoken here"),
        ("unsupported protocol", "the server speaks no version of TLS that is spoken here"),
        ("tls alert handshake failure", "the server refused, and does not say why: perhaps it asks for a certificate"),
        ("tlsv1 alert insufficient security", "the server wants stronger ciphers"),
        ("wrong version number", "the server does not speak TLS: try its address without tls:"),
        ("packet length too long", "the server does not speak TLS: try its address without tls:"),
        ("dh key too small", "the server's keys are too weak"),
    ],
)
def test_what_is_said_by_openssl_and_by_the_server_is_told_by_what_it_means(said: str, meant: str) -> None:
    outcome, sentence = meaning_of_loss(Failure(SSL.Error([("SSL routines", "", said)])), handshaking=True)
    assert outcome is Outcome.TLS_ERROR
    assert sentence.startswith(meant)
    assert said in sentence


@pytest.mark.parametrize(
    "said, meant",
    [
        ("wrong version number", "the peer does not speak TLS: have it do so, or listen without TLS"),
        ("http request", "the peer does not speak TLS: have it do so, or listen without TLS"),
        ("tlsv1 alert unknown ca", "the peer does not know the authority of your certificate"),
        ("sslv3 alert certificate unknown", "the peer does not accept your certificate"),
        ("tls alert handshake failure", "the peer refused, and does not say why: perhaps it has no cipher in common"),
        ("no shared cipher", "the peer has no cipher in common"),
        (
            "unsupported protocol",
            "the peer speaks no version of TLS that is spoken here (1.2 and 1.3): have it updated",
        ),
    ],
)
def test_who_has_connected_is_no_server(said: str, meant: str) -> None:
    assert describe_tls(SSL.Error([("", "", said)]), Peer(has_connected=True)) == f"{meant} ({said})"


def test_who_has_connected_may_break_off_too() -> None:
    sentence = meaning_of_loss(Failure(error.ConnectionDone()), handshaking=True, peer=Peer(has_connected=True))[1]
    assert sentence == "the peer broke off during the TLS handshake; perhaps it speaks no TLS"


@pytest.mark.parametrize("said", ["tlsv13 alert certificate required", "tls alert handshake failure"])
def test_whose_certificate_is_wanted_is_told_where_the_server_has(said: str) -> None:
    sentence = describe_tls(SSL.Error([("", "", said)]), Peer(authorities=("one", "two")))
    assert sentence == (
        f"the server asks for a certificate of yours, signed by one, two: name its file (certificate) ({said})"
    )
    assert describe_tls(SSL.Error([("", "", "odd")]), Peer(authorities=("one",))) == "odd"
