"""Connecting by a SOCKS5 proxy: what is asked of it, what it refuses, and what is as it is without."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from twisted.internet.error import NoProtocol
from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.internet.protocol import Factory
from zope.interface import implementer

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.address import parse_address
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, Serve, StartFetch
from tests.core.scripted_server import Session, sends, sends_and_waits
from tests.core.transports.socks_server import SocksServer

VERSE = b"Tyger Tyger, burning bright,\n"
WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.fixture
def proxy(reactor: Any) -> Iterator[SocksServer]:
    made = SocksServer(reactor)
    yield made
    made.close()


def by(proxy: SocksServer, user: str = "") -> dict[str, str]:
    return {"proxy": proxy.address.replace("//", f"//{user}@") if user else proxy.address}


def test_a_name_is_looked_up_where_the_proxy_is(proxy: SocksServer, serve: Serve, fetched: Fetched) -> None:
    port = serve(sends(VERSE)).address.rpartition(":")[2]
    proxy.names["poems.example"] = "127.0.0.1"
    running = fetched(f"poems.example:{port}", "lines", transport_options=by(proxy))
    assert (running.outcome, running.rows) == (Outcome.COMPLETE, VERSE), running.ended.reason
    assert proxy.asked == [("poems.example", int(port))]


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_a_number_is_asked_for_as_one(proxy: SocksServer, fetched: Fetched, host: str) -> None:
    proxy.code = 3
    shown = f"[{host}]" if ":" in host else host
    running = fetched(f"{shown}:80", transport_options=by(proxy))
    assert proxy.asked == [(host, 80)]
    assert running.outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize(
    "code, outcome, said",
    [
        (1, Outcome.UNREACHABLE, "it failed"),
        (2, Outcome.UNREACHABLE, "its rules do not allow it"),
        (3, Outcome.UNREACHABLE, "the network cannot be reached from there"),
        (4, Outcome.UNREACHABLE, "the host cannot be reached from there, or is not known"),
        (5, Outcome.REFUSED, "nobody listens there"),
        (6, Outcome.TIMEOUT, "it took too long"),
        (7, Outcome.UNREACHABLE, "it connects nobody"),
        (8, Outcome.UNREACHABLE, "it knows no address of this kind"),
        (99, Outcome.UNREACHABLE, "code 99"),
    ],
)
def test_what_it_answers_is_told(proxy: SocksServer, fetched: Fetched, code: int, outcome: Outcome, said: str) -> None:
    proxy.code = code
    running = fetched("192.0.2.1:80", transport_options=by(proxy))
    assert (running.outcome, running.ended.reason) == (
        outcome,
        f"the proxy did not connect: {proxy.address} says: {said}",
    )


def test_a_proxy_that_is_not_there_is_not_the_server(fetched: Fetched) -> None:
    running = fetched("127.0.0.1:1", transport_options={"proxy": "socks5://127.0.0.1:1"})
    assert running.outcome is Outcome.UNREACHABLE
    assert running.ended.reason == "The proxy socks5://127.0.0.1:1 cannot be reached: connection refused."


@pytest.mark.parametrize("what", ["greeting", "answer"])
def test_what_is_no_proxy(proxy: SocksServer, fetched: Fetched, what: str) -> None:
    setattr(proxy, what, b"HTTP/1.0 400 Bad Request\r\n")
    running = fetched("192.0.2.1:80", transport_options=by(proxy))
    assert running.ended.reason == f"the proxy did not connect: {proxy.address} speaks no SOCKS5"


def test_a_proxy_that_closes(serve: Serve, fetched: Fetched) -> None:
    half = serve(sends(b"\5"))
    running = fetched("192.0.2.1:80", transport_options={"proxy": f"socks5://{half.address}"})
    assert running.ended.reason == "the proxy did not connect: it closed the connection before it had connected"


# Logging in


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """The system's keyring."""
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=lambda *whose: kept.get(whose)))
    return kept


def test_the_password_is_in_the_keyring(
    proxy: SocksServer, serve: Serve, fetched: Fetched, keyring: dict[tuple[str, str], str]
) -> None:
    proxy.password = b"secret"
    address = serve(sends(VERSE)).address
    missing = fetched(address, transport_options=by(proxy, "me"))
    assert missing.outcome is Outcome.UNREACHABLE
    assert f"has not the password of 'me' for '{proxy.address}'" in missing.ended.reason
    keyring[proxy.address, "me"] = "another"
    wrong = fetched(address, transport_options=by(proxy, "me"))
    assert wrong.ended.reason.endswith("does not let me in: look at the password in the keyring")
    keyring[proxy.address, "me"] = "secret"
    assert fetched(address, "lines", transport_options=by(proxy, "me")).outcome is Outcome.COMPLETE


def test_a_password_that_is_too_long(proxy: SocksServer, fetched: Fetched, keyring: dict[tuple[str, str], str]) -> None:
    proxy.password = b"secret"
    keyring[proxy.address, "me"] = "x" * 256
    running = fetched("192.0.2.1:80", transport_options=by(proxy, "me"))
    assert running.ended.reason.endswith("is longer than a proxy takes: 255 bytes")


def test_who_is_not_named_does_not_log_in(proxy: SocksServer, fetched: Fetched) -> None:
    proxy.password = b"secret"
    running = fetched("192.0.2.1:80", transport_options=by(proxy))
    assert running.ended.reason.endswith("wants one to log in: name a user (socks5://USER@HOST:PORT)")


def test_a_way_to_log_in_that_nobody_knows(proxy: SocksServer, fetched: Fetched) -> None:
    proxy.greeting = b"\5\x01"
    running = fetched("192.0.2.1:80", transport_options=by(proxy, "me"))
    assert running.ended.reason.endswith("wants one to log in: in no way that is known here")


def test_a_name_that_is_too_long(proxy: SocksServer, fetched: Fetched) -> None:
    running = fetched(f"{'a' * 300}.example:80", transport_options=by(proxy))
    assert running.ended.reason.endswith("the host's name is longer than a proxy takes: 255 bytes")


# What is as it is without


@implementer(IHalfCloseableProtocol)
class Answering(PoemProtocol):
    """Says something when the server has said all that it has to say."""

    transport: Any

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)

    def readConnectionLost(self) -> None:
        self.transport.write(b"thanks")
        self.transport.loseConnection()

    def writeConnectionLost(self) -> None:
        pass


def test_a_half_close_is_one(proxy: SocksServer, serve: Serve, fetched: Fetched, wait_until: WaitUntil) -> None:
    heard: list[bytes] = []

    async def script(session: Session) -> None:
        session.send(VERSE)
        session.transport.loseWriteConnection()
        heard.append(await session.heard(6))

    running = fetched(serve(script).address, Answering, transport_options=by(proxy))
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, VERSE), running.ended.reason
    wait_until(lambda: heard == [b"thanks"])


def test_what_comes_with_the_answer_is_the_servers(proxy: SocksServer, fetched: Fetched) -> None:
    proxy.answer = b"\5\0\0\3\4host\0\x50" + VERSE
    proxy.code = 1
    running = fetched("192.0.2.1:80", "lines", transport_options=by(proxy), idle_timeout=0.2)
    assert (running.outcome, running.rows) == (Outcome.TIMEOUT, VERSE)


def test_it_can_be_given_up(serve: Serve, start_fetch: StartFetch, wait_until: WaitUntil, wait_for: WaitFor) -> None:
    silent = serve(sends_and_waits(b""))
    running = start_fetch("192.0.2.1:80", transport_options={"proxy": f"socks5://{silent.address}"})
    wait_until(lambda: len(silent.sessions) == 1)
    running.fetch.stop()
    wait_for(running.done)
    assert running.outcome is Outcome.STOPPED


class Nothing(Factory):
    def buildProtocol(self, addr: object) -> None:
        return None


def test_without_a_protocol_it_is_left(proxy: SocksServer, serve: Serve, reactor: Any, wait_for: WaitFor) -> None:
    endpoint = parse_address(serve(sends(VERSE)).address, by(proxy)).endpoint(reactor)
    with pytest.raises(NoProtocol):
        wait_for(endpoint.connect(Nothing()))
