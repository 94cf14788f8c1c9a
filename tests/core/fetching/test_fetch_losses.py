"""Transports and endpoints of somebody else's making: whatever they tell and whatever they lack, there is one end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import field, frozen
from twisted.internet import error
from twisted.internet.address import IPv4Address
from twisted.internet.defer import Deferred, FirstError, succeed
from twisted.internet.endpoints import TCP4ClientEndpoint
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure

from poetrygui.api import PoemProtocol
from poetrygui.core.fetching import attempt
from poetrygui.core.fetching import fetch as fetching
from poetrygui.core.outcomes import Outcome
from tests.conftest import LoggedErrors, WaitFor
from tests.core.conftest import Fetched, Serve, StartFetch
from tests.core.scripted_server import is_silent, sends, sends_and_waits


class UnreadableError(Exception):
    """Raises whatever one asks of it."""

    @property
    def reasons(self) -> object:
        raise RuntimeError("not this either")

    def __str__(self) -> str:
        raise RuntimeError("nor this")


class Outer(Protocol):
    """Stands between a real connection and the core's, can only write and close, and gives a reason of its own."""

    def __init__(self, inner: Any, reason: object) -> None:
        self.inner = inner
        self.reason = reason

    def connectionMade(self) -> None:
        self.inner.makeConnection(self)

    def dataReceived(self, data: bytes) -> None:
        self.inner.dataReceived(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.inner.connectionLost(self.reason)

    def loseConnection(self) -> None:
        assert self.transport is not None
        self.transport.loseConnection()


class OuterFactory(Factory):
    noisy = False

    def __init__(self, inner: Any, reason: object) -> None:
        self.inner = inner
        self.reason = reason

    def buildProtocol(self, addr: Any) -> Outer:
        return Outer(self.inner.buildProtocol(addr), self.reason)


@frozen
class Address:
    """An address whose endpoint is the test's own."""

    connect: Callable[[Any], Any]
    destination: IAddress = field(factory=lambda: IPv4Address("TCP", "127.0.0.1", 1))

    def asking_endpoint(self, *_: object) -> Address:
        return self


@pytest.fixture
def connect_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Any], Any]], None]:
    """Return a function that has fetches connect by another function."""
    return lambda connect: monkeypatch.setattr(attempt, "parse_address", lambda *_: Address(connect))


@pytest.fixture
def lose_with(reactor: Any, connect_by: Callable[..., None]) -> Callable[[Any, object], None]:
    """Return a function that has connections to a server lost with a reason."""

    def lose(server: Any, reason: object) -> None:
        port = int(server.address.rpartition(":")[2])
        endpoint = TCP4ClientEndpoint(reactor, "127.0.0.1", port)
        connect_by(lambda factory: endpoint.connect(OuterFactory(factory, reason)))

    return lose


@pytest.mark.parametrize(
    "reason, outcome, said",
    [
        (None, Outcome.RESET, "did not say whether it was closed or broken off"),
        ("a text", Outcome.RESET, "did not say"),
        (ValueError("odd"), Outcome.RESET, "broken off, not closed: ValueError: odd"),
        (Failure(UnreadableError()), Outcome.RESET, "why cannot be told"),
        (Failure(error.ConnectionDone()), Outcome.COMPLETE, "closed"),
        (error.ConnectionDone(), Outcome.COMPLETE, "closed"),
        (Failure(error.ProcessDone(0)), Outcome.COMPLETE, "the command ended with status 0"),
        (Failure(error.ProcessTerminated(3)), Outcome.RESET, "the command ended with status 3"),
        (Failure(error.ProcessTerminated(signal=9)), Outcome.RESET, "the command was ended by signal 9"),
        (Failure(FirstError(Failure(error.ConnectionDone()), 0)), Outcome.COMPLETE, "closed"),
        (TimeoutError("no answer"), Outcome.TIMEOUT, "stopped answering"),
    ],
    ids=lambda value: getattr(value, "type", type(value)).__name__,
)
def test_one_end_with_the_right_word(
    serve: Serve,
    fetched: Fetched,
    lose_with: Callable[[Any, object], None],
    reason: object,
    outcome: Outcome,
    said: str,
) -> None:
    class Delivering(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            self.deliver(data)

        def connectionLost(self, reason: Failure = connectionDone) -> None:
            reason.check(error.ConnectionDone)

    server = serve(sends(b"verse"))
    lose_with(server, reason)
    running = fetched(server, Delivering)
    assert (running.outcome, running.exact) == (outcome, b"verse")
    assert said in running.ended.reason


def test_a_transport_that_can_only_close_is_stopped(
    serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, lose_with: Callable[[Any, object], None], wait_until: Any
) -> None:
    server = serve(is_silent)
    lose_with(server, None)
    running = start_fetch(server)
    wait_until(lambda: running.fetch.connection is not None)
    running.connection.reading.pause("disk")
    running.connection.reading.resume("disk")
    running.fetch.stop()
    wait_for(running.done)
    assert running.outcome is Outcome.STOPPED


@pytest.mark.parametrize("answer", [None, "a protocol", succeed(None)], ids=["none", "text", "Deferred"])
def test_an_endpoint_that_answers_without_a_connection(
    fetched: Fetched, connect_by: Callable[..., None], answer: object
) -> None:
    connect_by(lambda _factory: answer)
    running = fetched("anywhere", connect_timeout=0.01)
    assert running.outcome is Outcome.TIMEOUT


def test_an_endpoint_that_cannot_be_cancelled(
    fetched: Fetched, connect_by: Callable[..., None], logged_errors: LoggedErrors
) -> None:
    def refuse(_: Deferred[Any]) -> None:
        raise RuntimeError("never")

    connect_by(lambda _factory: Deferred(refuse))
    assert fetched("anywhere", connect_timeout=0.01).outcome is Outcome.TIMEOUT
    assert "never" in logged_errors.take()[0]


@pytest.mark.parametrize("trouble", [ValueError("odd"), UnreadableError()], ids=["odd", "unreadable"])
def test_an_endpoint_that_raises(fetched: Fetched, connect_by: Callable[..., None], trouble: Exception) -> None:
    def connect(_factory: Any) -> Any:
        raise trouble

    connect_by(connect)
    assert fetched("anywhere").outcome is Outcome.UNREACHABLE


class Deaf(Outer):
    """Is never lost, whatever is asked of it."""

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        pass


@pytest.mark.parametrize("ends", ["by the user", "by the protocol"])
def test_a_transport_that_is_never_lost_is_not_waited_for(
    reactor: Any,
    serve: Serve,
    start_fetch: StartFetch,
    wait_for: WaitFor,
    wait_until: Any,
    connect_by: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    ends: str,
) -> None:
    monkeypatch.setattr(fetching, "LONGEST_END", 0.01)

    class Failing(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            if ends == "by the protocol":
                self.fail("not a verse")

    server = serve(sends_and_waits(b"verse"))

    class DeafFactory(OuterFactory):
        def buildProtocol(self, addr: Any) -> Outer:
            return Deaf(self.inner.buildProtocol(addr), None)

    endpoint = TCP4ClientEndpoint(reactor, "127.0.0.1", int(server.address.rpartition(":")[2]))
    connect_by(lambda inner: endpoint.connect(DeafFactory(inner, None)))
    running = start_fetch(server, Failing)
    if ends == "by the user":
        wait_until(lambda: running.fetch.connection is not None)
        running.fetch.stop()
    wait_for(running.done)
    assert running.outcome is (Outcome.STOPPED if ends == "by the user" else Outcome.PROTOCOL_ERROR)
