"""A fetch by a clock that the test turns: what is set, told and given back, and when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import define
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import ISSLTransport
from twisted.internet.testing import MemoryReactorClock, StringTransport
from twisted.python.failure import Failure
from zope.interface import alsoProvides

from poetrygui.api import CollectedFrames, FrameSink, Poem
from poetrygui.core.disk import InlineDisk
from poetrygui.core.fetching import Fetch
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from poetrygui.core.servers import Server
from poetrygui.core.store import PoemStore
from tests.core.poems import descriptors_of


class Chunks(Poem):
    """Delivers each chunk, and a greeting of its own."""

    greeting = b""

    def connectionMade(self) -> None:
        if self.greeting:
            self.deliver(self.greeting)

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)


class Greeting(Chunks):
    greeting = b"hello"


@define
class Memory:
    """A fetch whose network is in memory and whose clock is the test's."""

    reactor: Any
    store: PoemStore
    fetch: Fetch[PoemStore]
    states: list[State]
    connection: Any = None

    @property
    def ended(self) -> Ended:
        assert isinstance(self.fetch.state, Ended)
        return self.fetch.state

    def connect(self, transport: StringTransport | None = None) -> None:
        (client,) = self.reactor.tcpClients
        self.connection = client[2].buildProtocol(None)
        self.connection.makeConnection(transport or StringTransport())

    def receive(self, data: bytes, seconds: float = 0.0) -> None:
        self.connection.dataReceived(data)
        self.reactor.advance(seconds)

    def close(self) -> None:
        self.connection.connectionLost(Failure(ConnectionDone()))


Begin = Callable[..., Memory]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    def start(
        protocol: type[Poem] = Chunks, *, also: FrameSink | None = None, disk: Any = None, **server: Any
    ) -> Memory:
        reactor = MemoryReactorClock()
        store = PoemStore(tmp_path / "poem")
        states: list[State] = []
        fetch: Fetch[PoemStore] = Fetch(
            reactor,
            Server("a server", "203.0.113.1:8000", **server),
            protocol,
            store,
            disk=disk,
            on_state=states.append,
            also=also,
        )
        fetch.start()
        return Memory(reactor, store, fetch, states)

    return start


def test_the_time_for_connecting_is_over_with_the_connection(begin: Begin) -> None:
    memory = begin(connect_timeout=5)
    memory.reactor.advance(4)
    memory.connect()
    memory.reactor.advance(100)
    memory.receive(b"late")
    assert isinstance(memory.fetch.state, Receiving)
    memory.close()
    assert memory.ended.outcome is Outcome.COMPLETE


def test_progress_is_told_while_chunks_keep_coming_and_not_for_each(begin: Begin) -> None:
    memory = begin()
    memory.connect()
    for _ in range(120):
        memory.receive(b"x", 1 / 120)
    told = [state for state in memory.states if isinstance(state, Receiving)]
    assert 40 <= len(told) <= 62
    assert told[-1].bytes >= 118
    memory.close()


def test_what_a_protocol_delivers_before_the_handshake_does_not_make_it_receive(begin: Begin) -> None:
    memory = begin(Greeting)
    transport = StringTransport()
    alsoProvides(transport, ISSLTransport)
    memory.connect(transport)
    memory.reactor.advance(1)
    assert [type(state) for state in memory.states] == [Connecting]
    memory.connection.handshakeCompleted()
    memory.reactor.advance(1)
    assert {type(state) for state in memory.states} == {Connecting, Receiving}
    memory.close()


def test_nothing_is_left_set_or_open_after_the_end(begin: Begin) -> None:
    memory = begin(idle_timeout=9)
    memory.connect()
    memory.receive(b"verse")
    assert descriptors_of(memory.store.directory) == 2
    assert len(memory.reactor.getDelayedCalls()) == 2  # for silence and for progress
    memory.close()
    assert memory.reactor.getDelayedCalls() == []
    assert descriptors_of(memory.store.directory) == 0
    ended = memory.ended
    assert (ended.outcome, ended.bytes, ended.frames) == (Outcome.COMPLETE, 5, 1)


def test_it_is_ended_once_however_often_it_is_stopped(begin: Begin) -> None:
    memory = begin()
    memory.fetch.stop("first")
    memory.fetch.stop("second")
    memory.fetch.start()
    assert [type(state) for state in memory.states] == [Connecting, Ended]
    assert memory.ended.reason == "first"
    assert memory.reactor.getDelayedCalls() == []


def test_as_much_is_read_as_the_disk_has_room_for(begin: Begin) -> None:
    disk = InlineDisk()
    disk.share = 4321
    memory = begin(disk=disk)
    memory.connect()
    memory.receive(b"x")
    assert memory.connection.transport.bufferSize == 4321
    memory.close()


def test_whoever_else_wants_them_gets_the_frames_too(begin: Begin) -> None:
    also = CollectedFrames()
    memory = begin(also=also)
    memory.connect()
    memory.receive(b"verse")
    memory.close()
    assert also.received == [b"verse"]
    assert b"".join(memory.store.exact_pieces()) == b"verse"


def test_the_first_end_stands_whatever_a_late_connection_brings(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Chunks):
        def __init__(self) -> None:
            raise ValueError("broken")

    memory = begin(Broken)
    # An endpoint of somebody else's making may connect although it was asked not to.
    monkeypatch.setattr(Deferred, "cancel", lambda _: None)
    connect = memory.reactor.tcpClients[0][2]
    memory.fetch.stop("enough")
    late = connect.buildProtocol(None)
    if late is not None:
        late.makeConnection(StringTransport())
        late.connectionLost(Failure(ConnectionDone()))
    assert (memory.ended.outcome, memory.ended.reason) == (Outcome.STOPPED, "enough")
