"""TLS: whose certificate is believed, and every way in which a handshake or an encrypted stream breaks."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving
from tests.core.certificates import Authority
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


def test_a_certificate_for_another_name(
    serve: Serve, fetched: Fetched, authority: Authority, trusting: dict[str, Any]
) -> None:
    running = fetched(serve(sends(b"secret"), tls=authority.server("other.example")), **trusting)
    assert (running.outcome, running.exact) == (Outcome.TLS_ERROR, b"")
    assert "another name" in running.ended.reason
    assert [type(state) for state in running.states] == [Connecting, Ended]


def test_a_certificate_that_nobody_vouches_for(serve: Serve, fetched: Fetched, authority: Authority) -> None:
    running = fetched(serve(sends(b"secret"), tls=authority.server("127.0.0.1")))
    assert (running.outcome, running.exact) == (Outcome.TLS_ERROR, b"")
    assert "certificate verify failed" in running.ended.reason


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
