"""TLS: whose certificate is believed, and every way in which a handshake or an encrypted stream breaks."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.ssl import CertificateOptions, TLSVersion

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving
from poetrygui.core.poems.event_kind import EventKind
from tests.core.certificates import Authority, self_signed
from tests.core.conftest import Fetched, Serve
from tests.core.scripted_server import Session, is_silent, sends, sends_and_resets


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def trusting(authority: Authority, tmp_path: Path) -> dict[str, Any]:
    """A server's options that trust the authority."""
    return {
        "transport_options": {"verify": "ca-file", "ca_file": str(authority.write_certificate(tmp_path / "ca.pem"))}
    }


def test_a_private_authority(serve: Serve, fetched: Fetched, authority: Authority, trusting: dict[str, Any]) -> None:
    data = b"verse\n" * 50_000
    running = fetched(serve(sends(data), tls=authority.server("127.0.0.1")), **trusting)
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, data)
    kinds = [kind for kind, _ in itertools.groupby(map(type, running.states))]
    assert kinds == [Connecting, Receiving, Ended]


def test_a_file_with_several_authorities(serve: Serve, fetched: Fetched, authority: Authority, tmp_path: Path) -> None:
    file = authority.write_certificate(Authority().write_certificate(tmp_path / "several.pem"))
    options = {"transport_options": {"verify": "ca-file", "ca_file": str(file)}}
    assert fetched(serve(sends(b"x"), tls=authority.server("127.0.0.1")), **options).outcome is Outcome.COMPLETE


def test_believing_anybody(serve: Serve, fetched: Fetched, authority: Authority) -> None:
    server = serve(sends(b"verse"), tls=authority.server("other.example"))
    running = fetched(server, transport_options={"verify": "insecure"})
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"verse")


def test_a_host_by_its_name(
    serve: Serve, fetched: Fetched, authority: Authority, trusting: dict[str, Any], names: dict[str, Any]
) -> None:
    names["poems.example"] = ["127.0.0.1"]
    server = serve(sends(b"verse"), tls=authority.server("poems.example"))
    address = server.address.replace("127.0.0.1", "poems.example")
    assert fetched(address, **trusting).outcome is Outcome.COMPLETE
    assert fetched(address, transport_options={"verify": "insecure"}).outcome is Outcome.COMPLETE


def _servers(authority: Authority) -> dict[str, tuple[CertificateOptions, str]]:
    """Return servers whose certificates are refused, and how the sentence begins that says so."""
    unknown, elsewhere = Authority(), Authority()
    return {
        "expired": (authority.server("127.0.0.1", (-3, -2)), "the certificate of 127.0.0.1 expired on 2"),
        "not yet": (authority.server("127.0.0.1", (2, 3)), "the certificate of 127.0.0.1 is not valid before 2"),
        "another name": (
            authority.server("other.example"),
            "the certificate is for another name, other.example, not 127.0.0.1: say which is meant (server_name), or",
        ),
        "no name": (
            authority.nameless("127.0.0.1"),
            "the certificate of 127.0.0.1 names no host (subjectAltName): have another one issued, or",
        ),
        "unknown authority": (
            unknown.server("127.0.0.1"),
            f"the certificate of 127.0.0.1 is signed by {unknown.name}, an authority that is not known here: name the"
            " file of that one's certificate (verify=ca-file, ca_file), or believe",
        ),
        "unknown root": (
            elsewhere.server("127.0.0.1", extraCertChain=[elsewhere.certificate]),
            f"the authority {elsewhere.name} is not known here: name the file of its certificate (verify=ca-file",
        ),
        "self-signed": (
            self_signed("127.0.0.1"),
            "the certificate of 127.0.0.1 is signed by itself alone: where you trust it, save it as a file and name"
            " that (verify=ca-file, ca_file), or believe",
        ),
    }


@pytest.mark.parametrize(
    "kind", ["expired", "not yet", "another name", "no name", "unknown authority", "unknown root", "self-signed"]
)
def test_a_certificate_that_is_not_believed_and_what_to_do(
    serve: Serve, fetched: Fetched, authority: Authority, trusting: dict[str, Any], kind: str
) -> None:
    tls, said = _servers(authority)[kind]
    running = fetched(serve(sends(b"secret"), tls=tls), **trusting)
    assert (running.outcome, running.exact) == (Outcome.TLS_ERROR, b"")
    assert running.ended.reason[: len(said)] == said
    assert [type(state) for state in running.states] == [Connecting, Ended]
    # Whose it was is told with it.
    assert re.match(r"Certificate 1: .*; by .*; 20.* to 20.*; SHA-256 [0-9a-f]{64}", running.ended.details)
    certificates = [kind for kind, _ in running.told if kind is EventKind.CERTIFICATE]
    assert len(certificates) == len(running.ended.details.splitlines())
    assert running.told[-1][0] is EventKind.LOST
    # Nobody looks at it where that is what was asked for, and then it is told whose it is, too.
    trusted = fetched(serve(sends(b"secret"), tls=tls), transport_options={"verify": "insecure"})
    assert (trusted.outcome, trusted.ended.details) == (Outcome.COMPLETE, "")
    assert EventKind.CERTIFICATE in [kind for kind, _ in trusted.told]


def test_the_certificates_of_a_server_that_is_believed_are_told(
    serve: Serve, fetched: Fetched, authority: Authority, trusting: dict[str, Any]
) -> None:
    tls = authority.server("127.0.0.1", extraCertChain=[authority.certificate])
    running = fetched(serve(sends(b"verse"), tls=tls), **trusting)
    assert (running.outcome, running.ended.details) == (Outcome.COMPLETE, "")
    told = [(kind, text.split(";")[0]) for kind, text in running.told]
    kinds = [kind for kind, _ in told]
    assert kinds == [EventKind.CONNECTED, EventKind.HANDSHAKE_DONE, *[EventKind.CERTIFICATE] * 2, EventKind.LOST]
    assert [whose for _, whose in told[2:4]] == ["127.0.0.1", authority.name]


def test_the_systems_authorities_do_not_know_that_of_a_test(
    serve: Serve, fetched: Fetched, authority: Authority
) -> None:
    running = fetched(serve(sends(b"secret"), tls=authority.server("127.0.0.1")))
    assert (running.outcome, running.exact) == (Outcome.TLS_ERROR, b"")
    assert "an authority that is not known here" in running.ended.reason


@pytest.mark.parametrize("version", [TLSVersion.TLSv1_2, TLSVersion.TLSv1_3])
def test_a_server_that_wants_a_certificate_and_gets_none(
    serve: Serve, fetched: Fetched, authority: Authority, trusting: dict[str, Any], version: TLSVersion
) -> None:
    # With TLS 1.2 it says only that it refuses, and may have told by then which certificates it would take.
    for tells_whose in (False, True):
        tls = authority.asking("127.0.0.1", lowerMaximumSecurityTo=version)
        if tells_whose:
            tls.getContext().add_client_ca(authority.certificate)
        running = fetched(serve(sends(b"verse"), tls=tls), **trusting)
        assert running.outcome is Outcome.TLS_ERROR
        assert "certificate of yours" in running.ended.reason
        assert "(certificate)" in running.ended.reason
        knows = version is TLSVersion.TLSv1_2 and tells_whose
        assert (f"certificate of yours, signed by {authority.name}:" in running.ended.reason) is knows


def test_a_certificate_of_ones_own_is_shown_where_the_server_asks_for_it(
    serve: Serve, fetched: Fetched, authority: Authority, trusting: dict[str, Any], tmp_path: Path
) -> None:
    mine = {"certificate": str(authority.write_server("a reader", tmp_path / "mine.pem"))}
    strangers = {"certificate": str(Authority().write_server("a stranger", tmp_path / "strangers.pem"))}
    trusted = trusting["transport_options"]
    for options, outcome, said in (
        (mine, Outcome.COMPLETE, "the server closed the connection"),
        ({}, Outcome.TLS_ERROR, "the server asks for a certificate of yours: name its file (certificate) ("),
        (strangers, Outcome.TLS_ERROR, "the server does not know the authority of your certificate ("),
    ):
        server = serve(sends(b"verse"), tls=authority.asking("127.0.0.1"))
        running = fetched(server, transport_options=trusted | options)
        assert (running.outcome, running.ended.reason[: len(said)]) == (outcome, said)
        insecure = fetched(server, transport_options=options | {"verify": "insecure"})
        assert (insecure.outcome, insecure.ended.reason[: len(said)]) == (outcome, said)


@pytest.mark.parametrize("verify", ["ca-file", "insecure"])
def test_a_protocol_is_agreed_on(
    serve: Serve, fetched: Fetched, authority: Authority, trusting: dict[str, Any], verify: str
) -> None:
    server = serve(sends(b"verse"), tls=authority.server("127.0.0.1", acceptableProtocols=[b"verse/2"]))
    options = trusting["transport_options"] if verify == "ca-file" else {"verify": verify}
    running = fetched(server, transport_options=options | {"alpn": "prose, verse/2"})
    assert running.outcome is Outcome.COMPLETE
    assert fetched(server, transport_options=options | {"alpn": "prose"}).outcome is Outcome.TLS_ERROR


def test_a_server_of_another_name_is_asked_for_by_that(
    serve: Serve, fetched: Fetched, authority: Authority, trusting: dict[str, Any]
) -> None:
    server = serve(sends(b"verse"), tls=authority.server("poems.example"))
    options = trusting["transport_options"]
    assert fetched(server, transport_options=options | {"server_name": "poems.example"}).outcome is Outcome.COMPLETE
    other = fetched(server, transport_options=options | {"server_name": "prose.example"})
    assert (other.outcome, "another name" in other.ended.reason) == (Outcome.TLS_ERROR, True)


def test_a_server_that_speaks_no_tls(serve: Serve, fetched: Fetched) -> None:
    async def script(session: Session) -> None:
        await session.heard(1)
        session.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        session.close()

    running = fetched(f"tls:{serve(script).address}", transport_options={"verify": "insecure"})
    assert (running.outcome, running.exact) == (Outcome.TLS_ERROR, b"")
    assert running.ended.reason.startswith("the server does not speak TLS: try its address without tls: (")


@pytest.mark.parametrize("reset", [False, True])
def test_a_server_that_breaks_off_during_the_handshake(serve: Serve, fetched: Fetched, reset: bool) -> None:
    async def script(session: Session) -> None:
        await session.heard(1)
        if reset:
            session.reset()
        else:
            session.close()

    running = fetched(f"tls:{serve(script).address}")
    assert running.outcome is Outcome.TLS_ERROR
    assert "handshake" in running.ended.reason


def test_a_server_that_never_answers_the_handshake(serve: Serve, fetched: Fetched) -> None:
    running = fetched(f"tls:{serve(is_silent).address}", connect_timeout=0.2)
    assert running.outcome is Outcome.TIMEOUT
    assert "0.2 s" in running.ended.reason


@pytest.mark.parametrize("protocol", ["raw", "lines"])
def test_an_encrypted_stream_that_is_cut_short_is_not_complete(
    serve: Serve, fetched: Fetched, authority: Authority, protocol: str
) -> None:
    # Somebody between the two can send a FIN; only the server itself can say that this was all.
    async def script(session: Session) -> None:
        await session.heard(1)
        session.send(b"half a poem\n")
        session.transport.transport.loseConnection()

    server = serve(script, tls=authority.server("127.0.0.1"))
    running = fetched(server, protocol, transport_options={"verify": "insecure"}, send="go on")
    assert running.outcome is Outcome.RESET
    assert "broken off" in running.ended.reason
    assert running.exact.strip() == b"half a poem"


def test_an_encrypted_stream_that_is_reset(serve: Serve, fetched: Fetched, authority: Authority) -> None:
    async def script(session: Session) -> None:
        await session.heard(1)
        session.reset()

    server = serve(script, tls=authority.server("127.0.0.1"))
    running = fetched(server, transport_options={"verify": "insecure"}, send="go on")
    assert running.outcome is Outcome.RESET


class Impatient(PoemProtocol):
    """Asks, and closes, before anything could be answered."""

    def connectionMade(self) -> None:
        assert self.transport is not None
        self.transport.write(b"question")
        self.transport.loseConnection()


def test_a_failed_handshake_is_told_even_to_a_protocol_that_has_closed(
    serve: Serve, fetched: Fetched, authority: Authority
) -> None:
    running = fetched(serve(is_silent, tls=authority.server("127.0.0.1")), Impatient)
    assert running.outcome is Outcome.TLS_ERROR


def test_a_protocol_that_closes_after_the_handshake(serve: Serve, fetched: Fetched, authority: Authority) -> None:
    class Satisfied(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            self.deliver(data)
            assert self.transport is not None
            self.transport.loseConnection()

    async def script(session: Session) -> None:
        session.send(b"all of it")
        await session.lost()

    running = fetched(
        serve(script, tls=authority.server("127.0.0.1")), Satisfied, transport_options={"verify": "insecure"}
    )
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"all of it")
    assert "the protocol closed" in running.ended.reason


def test_a_ca_file_that_cannot_be_used(fetched: Fetched) -> None:
    running = fetched("tls:127.0.0.1:1", transport_options={"verify": "ca-file", "ca_file": "/missing/ca.pem"})
    assert running.outcome is Outcome.UNREACHABLE
    assert "/missing/ca.pem" in running.ended.reason


def test_a_plain_reset_is_no_tls_error(serve: Serve, fetched: Fetched) -> None:
    assert fetched(serve(sends_and_resets(b"x"))).outcome is Outcome.RESET
