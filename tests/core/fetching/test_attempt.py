"""Asking for a connection: what an endpoint does, well or badly, is told once, and asking can be given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import define, field
from twisted.internet.address import IPv4Address
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import ClientFactory
from twisted.internet.testing import MemoryReactorClock, StringTransport
from twisted.python.failure import Failure

from poetrygui.api import CollectedFrames, PoemProtocol
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import ConnectionFactory, PoemFactory
from poetrygui.core.fetching import attempt as attempting
from poetrygui.core.fetching.attempt import Attempt
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import AddressError
from poetrygui.plugins.offered import offer
from tests.conftest import LoggedErrors


class Silent(PoemProtocol):
    """Delivers nothing."""


class Heard(ClientFactory):
    """An author's factory, and what it hears; where it is told, it gives up as it begins."""

    noisy = False

    def __init__(self, *, gives_up: bool = False) -> None:
        self.said: list[str] = []
        self.connectors: list[Any] = []
        self._gives_up = gives_up

    def startedConnecting(self, connector: Any) -> None:
        self.said.append("started")
        self.connectors.append(connector)
        if self._gives_up:
            connector.stopConnecting()

    def clientConnectionFailed(self, connector: Any, reason: Failure) -> None:
        self.said.append(type(reason.value).__name__)


@define
class Endpoint:
    """An address and its endpoint in one, which answers when the test says so."""

    canceller: Callable[[Any], None] | None = None
    destination: IAddress = field(factory=lambda: IPv4Address("TCP", "203.0.113.1", 8000))
    asked: list[Any] = field(factory=list)
    answer: Deferred[Any] | None = None

    def asking_endpoint(self, *_: object) -> Endpoint:
        return self

    def connect(self, factory: Any) -> Deferred[Any]:
        self.asked.append(factory)
        self.answer = Deferred(self.canceller)
        return self.answer


class Asking(ConnectionOwner):
    """An attempt, and what it tells."""

    def __init__(self, factory: PoemFactory | None = None) -> None:
        self.failures: list[object] = []
        self.ends: list[Verdict] = []
        self.attempt = Attempt(
            lambda transport: transport.endpoint(MemoryReactorClock()),
            Server("a server", "203.0.113.1:8000"),
            factory or PoemFactory(Silent),
            CollectedFrames(),
            self,
            timers=Timers(MemoryReactorClock()),
            end=self._end,
            failed=lambda failure: self.failures.append(type(failure.value)),
        )

    def connection_made(self, connection: Connection) -> None:
        self.attempt.connection = connection

    def _end(self, verdict: Verdict) -> None:
        # As a fetch does, whatever gives it the verdict.
        self.ends.append(verdict)
        self.attempt.cancel()


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """What every address leads to."""
    endpoint = Endpoint()
    monkeypatch.setattr(attempting, "parse_address", lambda *_: endpoint)
    return endpoint


def factory_of(heard: Heard) -> PoemFactory:
    return PoemFactory(offer(Silent, heard))


def test_an_address_that_is_none_fails_it_at_once() -> None:
    asking = Asking()
    asking.attempt = Attempt(
        lambda transport: transport.endpoint(MemoryReactorClock()),
        Server("a server", "nowhere"),
        PoemFactory(Silent),
        CollectedFrames(),
        asking,
        timers=Timers(MemoryReactorClock()),
        end=asking.ends.append,
        failed=lambda failure: asking.failures.append(type(failure.value)),
    )
    assert not asking.attempt.is_pending
    asking.attempt.begin()
    assert (asking.failures, asking.ends, asking.attempt.is_pending) == ([AddressError], [], False)


def test_the_connection_that_comes_is_held_and_no_failure_is_told_after_it(endpoint: Endpoint) -> None:
    asking = Asking()
    asking.attempt.begin()
    assert (asking.attempt.is_pending, asking.attempt.connection) == (True, None)
    made = endpoint.asked[0].buildProtocol(None)
    made.makeConnection(StringTransport())
    assert asking.attempt.connection is made
    assert endpoint.answer is not None
    endpoint.answer.errback(ConnectionRefusedError())
    assert asking.failures == []
    asking.attempt.close()
    assert not asking.attempt.is_pending


def test_an_endpoint_that_fails_is_told_once_and_to_the_authors_factory(endpoint: Endpoint) -> None:
    heard = Heard()
    asking = Asking(factory_of(heard))
    asking.attempt.begin()
    assert endpoint.answer is not None
    endpoint.answer.errback(ConnectionRefusedError())
    assert (asking.failures, asking.attempt.is_pending) == ([ConnectionRefusedError], False)
    assert heard.said == ["started", "ConnectionRefusedError"]


def test_a_factory_that_takes_a_moment_to_hear_of_it_is_waited_for(endpoint: Endpoint) -> None:
    waiting: list[Callable[[], object]] = []

    class Slow(ConnectionFactory):
        def failed(self, reason: Failure, told: Callable[[], object] = bool) -> None:
            waiting.append(told)

    class ToSlow(PoemFactory):
        def connections(self, *arguments: Any) -> ConnectionFactory:
            owner, sink, connector, blame, wire = arguments
            return Slow(owner, sink, self, connector, blame, wire=wire)

    for is_closed in (False, True):
        asking = Asking(ToSlow(Silent))
        asking.attempt.begin()
        assert endpoint.answer is not None
        endpoint.answer.errback(ConnectionRefusedError())
        assert (asking.failures, asking.attempt.is_pending) == ([], True)
        if is_closed:
            asking.attempt.close()
        waiting.pop()()
        assert asking.failures == ([] if is_closed else [ConnectionRefusedError])
        assert not asking.attempt.is_pending


def test_one_that_is_cancelled_fails_and_nobody_is_asked_after_that(endpoint: Endpoint) -> None:
    asking = Asking()
    asking.attempt.begin()
    asking.attempt.cancel()
    assert asking.failures == [CancelledError]
    asking.attempt.begin()
    assert (len(endpoint.asked), asking.failures) == (1, [CancelledError] * 2)


def test_an_authors_factory_that_gives_up_as_it_begins_has_nobody_asked(endpoint: Endpoint) -> None:
    heard = Heard(gives_up=True)
    asking = Asking(factory_of(heard))
    asking.attempt.begin()
    assert endpoint.asked == []
    assert asking.ends == [Verdict(Outcome.STOPPED, "the protocol's factory gave the attempt up")]
    assert (asking.failures, heard.said) == ([CancelledError], ["started", "CancelledError"])


def test_an_authors_factory_that_gives_up_a_connection_has_it_closed(endpoint: Endpoint) -> None:
    heard = Heard()
    asking = Asking(factory_of(heard))
    asking.attempt.begin()
    transport = StringTransport()
    endpoint.asked[0].buildProtocol(None).makeConnection(transport)
    heard.connectors[0].disconnect()
    assert (transport.disconnecting, asking.ends) == (True, [])


def test_what_an_endpoint_raises_as_it_is_cancelled_is_logged(endpoint: Endpoint, logged_errors: LoggedErrors) -> None:
    def raises(_: object) -> None:
        raise RuntimeError("not now")

    endpoint.canceller = raises
    asking = Asking()
    asking.attempt.begin()
    asking.attempt.cancel()
    (logged,) = logged_errors.take()
    assert "RuntimeError" in logged
    assert (asking.failures, asking.attempt.is_pending) == ([], True)
