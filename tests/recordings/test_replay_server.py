"""A recording served again on loopback: its bytes, its end, and its waits for the reader."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure

from poetrygui.core.outcomes import Outcome
from poetrygui.recordings.replay_server import ReplayFactory
from tests.conftest import WaitFor
from tests.recordings.tapes import MemoryTape


class Reader(Protocol):
    """Keeps what comes, and answers the first byte."""

    transport: Any

    def __init__(self, answer: bytes = b"") -> None:
        self.came = b""
        self.lost: Deferred[object] = Deferred()  # with what it was lost for, which is no failure here
        self.answer = answer

    def dataReceived(self, data: bytes) -> None:
        if not self.came and self.answer:
            self.transport.write(self.answer)
        self.came += data

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.lost.callback(reason.value)


class _One(Factory):
    noisy = False

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def buildProtocol(self, addr: object) -> Reader:
        return self._reader


Serve = Callable[..., tuple[list[tuple[int, int]], int]]


@pytest.fixture
def serve(reactor: Any, wait_for: WaitFor) -> Iterator[Serve]:
    ports: list[Any] = []

    def listen(tape: MemoryTape, **options: Any) -> tuple[list[tuple[int, int]], int]:
        ends: list[tuple[int, int]] = []
        factory = ReplayFactory(reactor, lambda: tape, on_end=lambda *end: ends.append(end), **options)
        ports.append(reactor.listenTCP(0, factory, interface="127.0.0.1"))
        return ends, ports[-1].getHost().port

    yield listen
    for port in ports:
        wait_for(port.stopListening())


def read(reactor: Any, port: int, reader: Reader) -> Deferred[object]:
    from twisted.internet.endpoints import TCP4ClientEndpoint

    TCP4ClientEndpoint(reactor, "127.0.0.1", port).connect(_One(reader))
    return reader.lost


@pytest.mark.parametrize("speed", [1.0, 10.0, math.inf])
def test_a_reader_gets_what_came_and_a_clean_end(
    reactor: Any, wait_for: WaitFor, wait_until: Any, serve: Serve, speed: float
) -> None:
    ends, port = serve(MemoryTape([b"one", b"two", b"x" * 100_000]), speed=speed)
    reader = Reader()
    reason = wait_for(read(reactor, port, reader))
    assert isinstance(reason, ConnectionDone)
    assert reader.came == b"onetwo" + b"x" * 100_000
    wait_until(lambda: bool(ends))
    assert ends[0][0] == 3
    assert 1 <= ends[0][1] <= 3


def test_a_reset_is_a_reset_again(reactor: Any, wait_for: WaitFor, serve: Serve) -> None:
    _, port = serve(MemoryTape([b"one"], Outcome.RESET, wait=0.01))
    reader = Reader()
    reason = wait_for(read(reactor, port, reader))
    assert isinstance(reason, ConnectionLost)


def test_it_waits_for_the_reader_where_something_was_sent(
    reactor: Any, wait_for: WaitFor, wait_until: Any, serve: Serve
) -> None:
    tape = MemoryTape(outcome=None)
    tape.came(b"name?")
    tape.sent(b"tyger")
    tape.came(b"hello tyger")
    tape.end(Outcome.COMPLETE)
    _, port = serve(tape, wait_for_sent=True)
    silent = Reader()
    read(reactor, port, silent)
    answering = Reader(b"tyger")
    wait_for(read(reactor, port, answering))
    assert answering.came == b"name?hello tyger"
    assert silent.came == b"name?"
    silent.transport.write(b"ty")
    silent.transport.write(b"ger")
    wait_for(silent.lost)
    assert silent.came == b"name?hello tyger"


def test_a_reader_that_leaves_ends_its_playing(reactor: Any, wait_until: Any, serve: Serve) -> None:
    ends, port = serve(MemoryTape([b"one", b"late"], wait=3600.0), speed=1.0)
    reader = Reader()
    read(reactor, port, reader)
    wait_until(lambda: reader.transport is not None)
    reader.transport.loseConnection()
    wait_until(lambda: ends == [(0, 0)])
