"""What a protocol raises in a timed call or a Deferred of its own ends its connection."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import serverFromString
from twisted.internet.protocol import ClientFactory, Factory, Protocol
from twisted.logger import ILogObserver, LogEvent, Logger, globalLogPublisher
from twisted.python.failure import Failure

from poetrygui.api import PoemProtocol
from poetrygui.core import Outcome, Server
from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.stray_errors import StrayErrors
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.guard.plugin_calls import PluginCalls
from poetrygui.core.outcomes import Ended, Verdict
from poetrygui.core.poems.store import PoemStore
from poetrygui.plugins.offered import offer
from tests.conftest import LoggedErrors, WaitFor


class TimedFault(PoemProtocol):
    """Raises in a timed call."""

    reactor: Any

    def connectionMade(self) -> None:
        self.reactor.callLater(0, self.tick)

    def tick(self) -> None:
        raise ValueError("in a timed call")


class ClosureFault(TimedFault):
    """Raises in a function that is no method."""

    def connectionMade(self) -> None:
        def tick() -> None:
            assert self.transport is not None
            raise ValueError("in a closure")

        self.reactor.callLater(0, tick)


class DeferredFault(TimedFault):
    """Raises in a Deferred's callback that nobody looks after."""

    def connectionMade(self) -> None:
        deferred: Deferred[None] = Deferred()
        deferred.addCallback(self.result)
        self.reactor.callLater(0, deferred.callback, None)

    def result(self, _: None) -> None:
        raise ValueError("in a Deferred")


class Closing(Protocol):
    """Closes at once."""

    def connectionMade(self) -> None:
        transport: Any = self.transport
        transport.loseConnection()


class HidesItsTransport(TimedFault):
    """Hangs when somebody looks at its transport for it."""

    def tick(self) -> None:
        type(self).transport = property(hang)  # type: ignore[assignment]
        raise ValueError("in a timed call")


def hang(_: object) -> None:
    while True:
        pass


@pytest.fixture
def stray_errors(logged_errors: LoggedErrors) -> Iterator[list[Connection]]:
    globalLogPublisher.removeObserver(logged_errors)
    running: list[Connection] = []
    observer = StrayErrors(logged_errors, lambda: running)
    globalLogPublisher.addObserver(observer)
    yield running
    globalLogPublisher.removeObserver(observer)


@pytest.mark.parametrize("protocol", [TimedFault, ClosureFault, DeferredFault, HidesItsTransport])
def test_it_ends_the_connection(
    protocol: type[TimedFault],
    reactor: Any,
    wait_for: WaitFor,
    wait_until: Callable[[Callable[[], bool]], None],
    stray_errors: list[Connection],
    tmp_path: Path,
) -> None:
    port = wait_for(serverFromString(reactor, "tcp:0:interface=127.0.0.1").listen(Factory.forProtocol(Protocol)))
    faulty = type(protocol.__name__, (protocol,), {"reactor": reactor})
    running: Fetch[PoemStore] = Fetch(
        reactor,
        Server("silent", f"127.0.0.1:{port.getHost().port}"),
        faulty,
        PoemStore(tmp_path / "poem"),
        on_state=lambda _: stray_errors.extend(filter(None, [running.connection])),
    )
    running.start()
    # A Deferred's error is told when the Deferred is collected.
    wait_until(lambda: gc.collect() >= 0 and isinstance(running.state, Ended))
    ended = wait_for(running.done)
    wait_for(port.stopListening())
    assert ended.outcome is Outcome.PLUGIN_FAULT
    assert "ValueError: in a" in ended.reason
    assert "test_stray_errors.py" in ended.details


@pytest.mark.parametrize("is_refused", [True, False])
def test_a_deferred_that_is_given_the_reason_of_the_end_is_no_news(
    is_refused: bool,
    reactor: Any,
    wait_for: WaitFor,
    stray_errors: list[Connection],
    logged_errors: LoggedErrors,
    tmp_path: Path,
) -> None:
    class Asking(ClientFactory):
        noisy = False
        protocol = Protocol

        def __init__(self) -> None:
            self.answer: Deferred[object] = Deferred()

        def clientConnectionLost(self, connector: Any, reason: Failure) -> None:
            answer, self.answer = self.answer, Deferred()
            answer.errback(reason)

        clientConnectionFailed = clientConnectionLost

    port = wait_for(serverFromString(reactor, "tcp:0:interface=127.0.0.1").listen(Factory.forProtocol(Closing)))
    address = f"127.0.0.1:{port.getHost().port}"
    if is_refused:
        wait_for(port.stopListening())
    running = Fetch(reactor, Server("a server", address), offer(Protocol, Asking), PoemStore(tmp_path / "poem"))
    running.start()
    ended = wait_for(running.done)
    assert ended.outcome is (Outcome.REFUSED if is_refused else Outcome.COMPLETE)
    gc.collect()
    assert logged_errors.events == []
    if not is_refused:
        wait_for(port.stopListening())


@pytest.mark.parametrize("is_deferreds", [False, True])
def test_what_is_logged_within_a_call_is_that_connections(is_deferreds: bool) -> None:
    passed: list[LogEvent] = []
    verdicts: list[Verdict] = []
    observer = StrayErrors(cast("ILogObserver", passed.append), list)
    # A Deferred tells of an error when it is collected, which is in the midst of anybody's call.
    logger = Logger("twisted.internet.defer" if is_deferreds else "author", observer=observer)

    def log_an_error() -> None:
        try:
            raise ValueError("that its author logs")
        except ValueError:
            logger.failure("an error")

    PluginCalls(verdicts.append).call("dataReceived", log_an_error)
    assert len(passed) == is_deferreds
    assert [verdict.outcome for verdict in verdicts] == [Outcome.PLUGIN_FAULT] * (not is_deferreds)


def test_other_errors_are_passed_on() -> None:
    passed: list[LogEvent] = []
    observer = StrayErrors(cast("ILogObserver", passed.append), list)
    logger = Logger(observer=observer)
    try:
        raise ValueError("of somebody else")
    except ValueError:
        logger.failure("an error")
    logger.info("a remark")
    assert len(passed) == 2
