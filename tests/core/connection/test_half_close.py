"""A protocol that wants to know is told that the server sends no more, on real sockets; all others are closed."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any, ClassVar

import pytest
from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Outcome
from tests.conftest import WaitFor
from tests.core.certificates import Authority
from tests.core.conftest import Serve, StartFetch
from tests.core.scripted_server import Session


@pytest.fixture(autouse=True)
def heard() -> list[str]:
    """What the protocol is told, of whichever kind it is."""
    Plain.heard.clear()
    return Plain.heard


class Plain(PoemProtocol):
    """Has the method, and does not say that it wants to be called."""

    transport: Any
    heard: ClassVar[list[str]] = []

    def dataReceived(self, data: bytes) -> None:
        self.heard.append("data")
        self.deliver(data)

    def readConnectionLost(self) -> None:
        self.heard.append("read lost")
        self.transport.write(b"bye")
        self.transport.loseConnection()

    def writeConnectionLost(self) -> None:
        self.heard.append("write lost")

    def connectionLost(self, reason: Any = None) -> None:
        self.heard.append("lost")


@implementer(IHalfCloseableProtocol)
class Asking(Plain):
    pass


@implementer(IHalfCloseableProtocol)
class Faulty(Plain):
    def readConnectionLost(self) -> None:
        raise ZeroDivisionError


@implementer(IHalfCloseableProtocol)
class Stock(Protocol):
    """Knows nothing of this program."""

    heard: ClassVar[list[str]] = Plain.heard

    def dataReceived(self, data: bytes) -> None:
        self.heard.append("data")

    def readConnectionLost(self) -> None:
        self.heard.append("read lost")
        assert self.transport is not None
        self.transport.write(b"bye")
        self.transport.loseConnection()

    def writeConnectionLost(self) -> None:
        self.heard.append("write lost")

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.heard.append("lost")


@implementer(IHalfCloseableProtocol)
class Finishing(Asking):
    """Has said all at once, and listens on."""

    def connectionMade(self) -> None:
        self.transport.write(b"all")
        self.transport.loseWriteConnection()


class HalfClosing:
    """Sends, closes for writing, and takes what is answered until the connection is gone."""

    def __init__(self) -> None:
        self.received = b""

    async def __call__(self, session: Session) -> None:
        session.send(b"one")
        await session.sent()
        session.socket.shutdown(socket.SHUT_WR)
        await session.lost()
        self.received = session.received


@pytest.mark.parametrize("path", ["", "socket"])
@pytest.mark.parametrize("protocol", [Asking, Stock])
def test_it_is_told_once_and_can_still_send(
    socket_folder: Path,
    heard: list[str],
    serve: Serve,
    start_fetch: StartFetch,
    wait_for: WaitFor,
    wait_until: Any,
    protocol: Any,
    path: str,
) -> None:
    script = HalfClosing()
    running = start_fetch(serve(script, path=str(socket_folder / path) if path else ""), protocol)
    wait_for(running.done)
    assert heard == ["data", "read lost", "lost"]
    assert running.outcome is Outcome.COMPLETE
    wait_until(lambda: script.received == b"bye")


def test_one_that_does_not_say_so_is_closed(
    heard: list[str], serve: Serve, start_fetch: StartFetch, wait_for: WaitFor
) -> None:
    script = HalfClosing()
    running = start_fetch(serve(script), Plain)
    wait_for(running.done)
    assert heard == ["data", "lost"]
    assert (running.outcome, running.ended.reason) == (Outcome.COMPLETE, "the server closed the connection")
    assert script.received == b""


def test_what_it_does_wrong_then_ends_its_connection(serve: Serve, start_fetch: StartFetch, wait_for: WaitFor) -> None:
    running = start_fetch(serve(HalfClosing()), Faulty)
    wait_for(running.done)
    assert running.outcome is Outcome.PLUGIN_FAULT
    assert "readConnectionLost" in running.ended.reason
    assert "ZeroDivisionError" in running.ended.reason


def test_it_is_told_of_a_half_close_of_its_own(
    heard: list[str], serve: Serve, start_fetch: StartFetch, wait_for: WaitFor
) -> None:
    async def script(session: Session) -> None:
        assert await session.heard(3) == b"all"
        session.send(b"one")
        session.close()

    running = start_fetch(serve(script), Finishing)
    wait_for(running.done)
    assert heard == ["write lost", "data", "read lost", "lost"]
    assert running.outcome is Outcome.COMPLETE


def test_with_tls_which_has_no_half_close_it_is_closed(
    heard: list[str], serve: Serve, start_fetch: StartFetch, wait_for: WaitFor
) -> None:
    async def script(session: Session) -> None:
        session.send(b"one")
        session.close()

    server = serve(script, tls=Authority().server("127.0.0.1"))
    running = start_fetch(server, Asking, transport_options={"verify": "insecure"})
    wait_for(running.done)
    assert heard == ["data", "lost"]
    assert running.outcome is Outcome.COMPLETE
