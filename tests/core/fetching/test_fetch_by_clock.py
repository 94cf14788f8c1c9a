"""A fetch by a clock that the test turns: what is set, told and given back, and when."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field, frozen
from twisted.internet.address import IPv4Address
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.interfaces import IAddress, ISSLTransport
from twisted.internet.protocol import connectionDone
from twisted.internet.testing import MemoryReactorClock, StringTransport
from twisted.python.failure import Failure
from zope.interface import alsoProvides

from poetrygui.api import CollectedFrames, PoemProtocol
from poetrygui.core.fetching import attempt
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.limits import Limited, Limits
from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from tests.core.reference_rows import descriptors_of, file_size_limit

WAITING = "the disk is full: the connection waits until there is room"


class Chunks(PoemProtocol):
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
    def start(protocol: type[PoemProtocol] = Chunks, **options: Any) -> Memory:
        asked = {name: options.pop(name) for name in ("also", "disk", "limited", "wait_for_room") if name in options}
        reactor = MemoryReactorClock()
        store = PoemStore(tmp_path / "poem")
        states: list[State] = []
        server = Server("a server", "203.0.113.1:8000", **options)
        fetch: Fetch[PoemStore] = Fetch(reactor, server, protocol, store, on_state=states.append, **asked)
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


class HoldsTheLast(Chunks):
    """Delivers a chunk when the next one comes, and the last as it goes."""

    held = b""

    def dataReceived(self, data: bytes) -> None:
        if self.held:
            self.deliver(self.held)
        self.held = data

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        if self.held:
            self.deliver(self.held)


def test_it_ends_as_stopped_when_what_was_asked_for_has_come_and_nothing_comes_after_it(begin: Begin) -> None:
    limited = Limited(MemoryReactorClock(), Limits(frames=2))
    also = CollectedFrames()
    memory = begin(HoldsTheLast, limited=limited, also=also)
    memory.connect()
    for data in (b"one", b"two", b"three"):
        memory.receive(data)
    memory.close()
    ended = memory.ended
    assert (ended.outcome, ended.frames, ended.reason) == (Outcome.STOPPED, 2, "the limit of 2 frames was reached")
    assert also.received == [b"one", b"two"]
    assert memory.reactor.getDelayedCalls() == []


@pytest.mark.parametrize("loss, outcome", [(ConnectionDone(), "complete"), (ConnectionLost(), "reset")])
def test_what_is_delivered_as_it_is_lost_may_be_enough_and_does_not_hide_how_it_ended(
    begin: Begin, loss: Exception, outcome: str
) -> None:
    limited = Limited(MemoryReactorClock(), Limits(frames=1))
    memory = begin(HoldsTheLast, limited=limited)
    memory.connect()
    memory.receive(b"half of")
    memory.connection.connectionLost(Failure(loss))
    assert (memory.ended.outcome, memory.ended.frames, limited.reached) == (outcome, 1, "frames")


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
    # Less than is read at least of a protocol that takes its time, as every one does on a busy machine.
    disk.share = 1234
    memory = begin(disk=disk)
    memory.connect()
    memory.receive(b"x")
    assert memory.fetch.connection is not None
    assert memory.fetch.connection.reading.bytes == 1234
    assert memory.connection.transport.bufferSize <= 1234
    memory.close()


def test_whoever_else_wants_them_gets_the_frames_too(begin: Begin) -> None:
    also = CollectedFrames()
    memory = begin(also=also)
    memory.connect()
    memory.receive(b"verse")
    memory.close()
    assert also.received == [b"verse"]
    assert b"".join(memory.store.exact_pieces()) == b"verse"


def test_a_connection_that_comes_too_late_is_closed(
    reactor: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Any] = []

    @frozen
    class Stubborn:
        """An address whose endpoint connects although it was told not to."""

        destination: IAddress = field(factory=lambda: IPv4Address("TCP", "203.0.113.1", 8000))

        def asking_endpoint(self, *_: object) -> Stubborn:
            return self

        def connect(self, factory: Any) -> Deferred[None]:
            asked.append(factory)
            return Deferred(lambda _: None)

    monkeypatch.setattr(attempt, "parse_address", lambda *_: Stubborn())
    fetch: Fetch[PoemStore] = Fetch(reactor, Server("a server", "x:1"), Chunks, PoemStore(tmp_path / "poem"))
    fetch.start()
    fetch.stop("enough")
    late, transport = asked[0].buildProtocol(None), StringTransport()
    late.makeConnection(transport)
    assert transport.disconnected
    late.connectionLost(Failure(ConnectionDone()))
    assert isinstance(fetch.state, Ended)
    assert (fetch.state.outcome, fetch.state.reason) == (Outcome.STOPPED, "enough")


def test_whoever_stops_it_as_it_begins_has_nobody_asked(
    reactor: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(attempt, "parse_address", lambda *given: asked.append(given))
    store = PoemStore(tmp_path / "poem")
    fetch: Fetch[PoemStore] = Fetch(
        reactor, Server("a server", "x:1"), Chunks, store, on_state=lambda state: fetch.stop()
    )
    fetch.start()
    assert isinstance(fetch.state, Ended)
    assert asked == []


def test_what_cannot_be_sent_has_nobody_asked(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(attempt, "parse_address", lambda *given: asked.append(given))
    memory = begin(send="hello")
    assert memory.ended.outcome is Outcome.STOPPED
    assert "nothing was connected" in memory.ended.reason
    assert asked == []
    assert memory.reactor.getDelayedCalls() == []


def test_what_is_heard_puts_the_silence_off(begin: Begin) -> None:
    memory = begin(idle_timeout=9)
    memory.connect()
    for _ in range(4):
        memory.reactor.advance(5)
        memory.receive(b"x")
    assert memory.fetch.connection is not None
    assert memory.fetch.connection.verdict is None
    memory.reactor.pump([1] * 10)
    memory.close()
    assert memory.ended.outcome is Outcome.TIMEOUT


def test_a_full_disk_that_is_waited_for_holds_the_reading_and_the_end(begin: Begin) -> None:
    memory = begin(wait_for_room=True)
    transport = StringTransport()
    memory.connect(transport)
    with file_size_limit(9) as set_limit:
        memory.receive(b"0123456789ab", 0.1)
        assert transport.producerState == "paused"
        for _ in range(3):
            memory.reactor.advance(2)
            assert transport.producerState == "paused"
            assert memory.fetch.state == Receiving(9, 0, WAITING)
        set_limit(100)
        memory.reactor.pump([2, 0.1])
        assert transport.producerState == "producing"
        assert memory.fetch.state == Receiving(12, 1, "")
    memory.close()
    assert (memory.ended.outcome, memory.ended.bytes) == (Outcome.COMPLETE, 12)


def test_a_server_that_leaves_while_the_disk_is_full_is_ended_when_there_is_room(begin: Begin) -> None:
    memory = begin(wait_for_room=True)
    memory.connect()
    with file_size_limit(9) as set_limit:
        memory.receive(b"0123456789ab", 0.1)
        memory.close()
        memory.reactor.advance(2)
        assert isinstance(memory.fetch.state, Receiving)
        set_limit(100)
        memory.reactor.advance(2)
    assert (memory.ended.outcome, memory.ended.bytes) == (Outcome.COMPLETE, 12)


def test_what_is_no_want_of_room_is_not_waited_for(begin: Begin) -> None:
    memory = begin(wait_for_room=True)
    memory.connect()
    memory.receive(b"verse")
    shutil.rmtree(memory.store.directory)
    memory.receive(b"verse")
    memory.close()
    assert memory.ended.outcome is Outcome.DISK_ERROR
    memory.store.close()


class CountingDisk(InlineDisk):
    """Counts who produces and who waits, and is behind when the test says so."""

    def __init__(self) -> None:
        self.congested = False
        self.producers = 0
        self.waiting: list[Callable[[], None]] = []

    def producer_came(self) -> None:
        self.producers += 1

    def producer_left(self) -> None:
        self.producers -= 1

    def when_relieved(self, callback: Callable[[], None]) -> None:
        self.waiting.append(callback)


def test_a_slow_disk_is_waited_for_once_by_each_connection_that_stands(begin: Begin) -> None:
    disk = CountingDisk()
    memory = begin(disk=disk)
    transport = StringTransport()
    memory.connect(transport)
    assert disk.producers == 1
    disk.congested = True
    memory.receive(b"one")
    memory.receive(b"two")
    assert (transport.producerState, len(disk.waiting)) == ("paused", 1)
    disk.waiting.pop()()
    assert transport.producerState == "producing"
    memory.close()
    assert disk.producers == 0
