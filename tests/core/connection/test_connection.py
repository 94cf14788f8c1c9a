"""The core's own protocol, with a transport in memory: who is told what, in which order."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import pytest
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.interfaces import ISSLTransport
from twisted.internet.protocol import Protocol
from twisted.internet.testing import StringTransport
from twisted.protocols.basic import LineOnlyReceiver
from twisted.python.failure import Failure
from zope.interface import directlyProvides

from poetrygui.api import CollectedFrames, PoemProtocol
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.read_size import SMALLEST
from poetrygui.core.files.disk import LARGEST_READ
from poetrygui.core.outcomes import Outcome, Verdict


class Owner(ConnectionOwner):
    """Notes what it is told; ``when_made`` is done as soon as there is a connection."""

    def __init__(self, when_made: Callable[[Connection], None] = lambda _: None) -> None:
        self.heard: list[str] = []
        self.verdicts: list[Verdict] = []
        self._when_made = when_made

    def connection_made(self, connection: Connection) -> None:
        self.heard.append("made")
        self._when_made(connection)

    def connection_ready(self, connection: Connection) -> None:
        self.heard.append("ready")

    def chunk_received(self, connection: Connection, chunk: bytes) -> None:
        self.heard.append("chunk")

    def frames_delivered(self, connection: Connection) -> None:
        self.heard.append("frames")

    def reading_resumed(self, connection: Connection) -> None:
        self.heard.append("resumed")

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        self.heard.append("ended")
        self.verdicts.append(verdict)


class Listening(PoemProtocol):
    """Notes what it is told, and delivers everything."""

    transport: Any

    def __init__(self) -> None:
        self.heard: list[str] = []

    def connectionMade(self) -> None:
        self.heard.append("made")

    def dataReceived(self, data: bytes) -> None:
        self.heard.append("data")
        for byte in data:
            self.deliver(bytes((byte,)))

    def connectionLost(self, reason: Any = None) -> None:
        self.heard.append("lost")
        self.deliver(b"held")


def connected(owner: Owner) -> tuple[Connection, Listening, CollectedFrames, StringTransport]:
    protocol, sink, transport = Listening(), CollectedFrames(), StringTransport()
    connection = Connection(owner, sink, lambda: protocol)
    connection.makeConnection(transport)
    return connection, protocol, sink, transport


def test_one_notice_for_each_chunk_however_many_frames() -> None:
    owner = Owner()
    connection, protocol, sink, _ = connected(owner)
    connection.dataReceived(b"abc")
    connection.connectionLost(Failure(ConnectionDone()))
    connection.connectionLost(Failure(ConnectionDone()))
    assert owner.heard == ["made", "frames", "ready", "chunk", "frames", "frames", "ended"]
    assert protocol.heard == ["made", "data", "lost"]
    assert sink.received == [b"a", b"b", b"c", b"held"]
    assert connection.bytes_received == 3
    assert [verdict.outcome for verdict in owner.verdicts] == [Outcome.COMPLETE]
    protocol.deliver(b"too late")
    assert len(sink.received) == 4


@pytest.mark.parametrize("has_ended", [False, True])
def test_with_tls_bytes_can_flow_after_the_handshake(has_ended: bool) -> None:
    owner = Owner()
    connection, transport = Connection(owner, CollectedFrames(), Listening), StringTransport()
    directlyProvides(transport, ISSLTransport)
    connection.makeConnection(transport)
    assert "ready" not in owner.heard
    if has_ended:
        connection.end(Verdict(Outcome.STOPPED, "stopped by the user"))
    connection.handshakeCompleted()
    assert ("ready" in owner.heard) == (not has_ended)


def test_frames_from_outside_a_callback_are_told_too() -> None:
    owner = Owner()
    _, protocol, sink, _ = connected(owner)
    protocol.deliver_many([b"a", b"b"])
    assert owner.heard[-1] == "frames"
    assert sink.received == [b"a", b"b"]


def test_an_end_before_the_protocol_heard_of_a_connection() -> None:
    owner = Owner(lambda connection: connection.end(Verdict(Outcome.STOPPED, "too late")))
    connection, protocol, sink, transport = connected(owner)
    assert transport.disconnected
    connection.dataReceived(b"abc")
    connection.connectionLost(Failure(ConnectionLost()))
    assert protocol.heard == []
    assert sink.received == []
    assert owner.heard == ["made", "ended"]
    assert owner.verdicts == [Verdict(Outcome.STOPPED, "too late")]


def test_remarks_reach_the_reason_and_the_sink() -> None:
    owner = Owner()
    connection, protocol, sink, _ = connected(owner)
    protocol.remark("all of it twice")
    connection.connectionLost(Failure(ConnectionDone()))
    assert owner.verdicts[0].reason.endswith("; all of it twice")
    assert sink.remarks == ["all of it twice"]


def test_what_a_protocol_holds_is_taken_after_a_stop_but_not_after_an_error() -> None:
    for outcome, received in [(Outcome.STOPPED, [b"held"]), (Outcome.PROTOCOL_ERROR, []), (Outcome.PLUGIN_FAULT, [])]:
        owner = Owner()
        connection, protocol, sink, transport = connected(owner)
        connection.end(Verdict(outcome, "first"))
        connection.end(Verdict(Outcome.TIMEOUT, "second"))
        protocol.deliver(b"while it closes")
        connection.connectionLost(Failure(ConnectionLost()))
        assert sink.received == received
        assert owner.verdicts == [Verdict(outcome, "first")]
        assert transport.disconnected


def test_reading_goes_on_when_everybody_agrees() -> None:
    owner = Owner()
    connection, protocol, _, transport = connected(owner)
    connection.reading.pause("disk")
    protocol.transport.pauseProducing()
    connection.reading.pause("disk")
    assert transport.producerState == "paused"
    connection.reading.resume("disk")
    connection.reading.resume("room")
    assert (connection.reading.is_paused, connection.reading.is_paused_by("disk"), transport.producerState) == (
        True,
        False,
        "paused",
    )
    protocol.transport.resumeProducing()
    assert (connection.reading.is_paused, transport.producerState) == (False, "producing")
    assert owner.heard.count("resumed") == 1


def test_resuming_after_the_end_does_nothing() -> None:
    owner = Owner()
    connection, _, _, transport = connected(owner)
    connection.reading.pause("disk")
    connection.connectionLost(Failure(ConnectionDone()))
    connection.reading.resume("disk")
    assert transport.producerState == "paused"


def test_much_is_read_at_a_time_where_it_is_quickly_handled(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = count(step=0)
    monkeypatch.setattr("poetrygui.core.connection.connection.perf_counter", lambda: next(clock))
    transport: Any = StringTransport()
    connection = Connection(Owner(), CollectedFrames(), Protocol)
    connection.makeConnection(transport)
    for _ in range(10):
        connection.dataReceived(bytes(connection.reading.bytes))
    assert transport.bufferSize == LARGEST_READ
    connection.reading.make_room(100)
    connection.dataReceived(b"x")
    assert transport.bufferSize == 100
    clock = count(step=1)
    connection.dataReceived(b"x" * 100)
    connection.reading.make_room(LARGEST_READ)
    connection.dataReceived(b"x")
    assert transport.bufferSize == SMALLEST


class FirstLine(PoemProtocol, LineOnlyReceiver):
    """Closes, or fails, at its first line, and notes what it is handed after that."""

    delimiter = b"\n"
    fails = False

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def lineReceived(self, line: bytes) -> None:
        self.lines.append(line)
        if self.fails:
            self.fail("one line is enough")
        else:
            assert self.transport is not None
            self.transport.loseConnection()


@pytest.mark.parametrize("fails", [True, False])
def test_a_receiver_of_twisteds_stops_cutting_at_the_end(fails: bool) -> None:
    protocol = FirstLine()
    protocol.fails = fails
    connection = Connection(Owner(), CollectedFrames(), lambda: protocol)
    connection.makeConnection(StringTransport())
    connection.dataReceived(b"one\ntwo\nthree\n")
    assert protocol.lines == [b"one"]


def test_a_protocol_that_fails_as_it_is_connected_never_receives() -> None:
    class Failing(Listening):
        def connectionMade(self) -> None:
            raise ValueError("odd")

    owner = Owner()
    Connection(owner, CollectedFrames(), Failing).makeConnection(StringTransport())
    assert "made" in owner.heard
    assert "ready" not in owner.heard


def test_what_a_protocol_leaves_behind_as_it_is_connected_is_collected_at_once() -> None:
    # An error in a Deferred is told when that is collected.
    left: list[weakref.ref[Any]] = []

    class Knot:
        def __init__(self) -> None:
            self.itself = self
            left.append(weakref.ref(self))

    class Leaving(Listening):
        def connectionMade(self) -> None:
            Knot()

    Connection(Owner(), CollectedFrames(), Leaving).makeConnection(StringTransport())
    assert [each() for each in left] == [None]


def test_a_protocol_that_asks_for_the_program_to_stop_is_told_of_once() -> None:
    owner = Owner()
    connection, _, sink, _ = connected(owner)
    for _ in range(3):
        connection.protocol_asked_to_stop()
    connection.connectionLost(Failure(ConnectionDone()))
    assert sink.remarks == ["the protocol asked for the program to stop"]
    assert owner.verdicts[0].reason.count("stop") == 1


def test_many_frames_are_handed_on_as_plain_bytes() -> None:
    class Kinds(CollectedFrames):
        def frames(self, frames: Sequence[bytes]) -> None:
            kinds.update(map(type, frames))
            super().frames(frames)

    kinds: set[type] = set()
    protocol, sink = Listening(), Kinds()
    Connection(Owner(), sink, lambda: protocol).makeConnection(StringTransport())
    protocol.deliver_many([b"a", bytearray(b"b"), memoryview(b"c")])  # type: ignore[list-item]
    assert (sink.received, kinds) == ([b"a", b"b", b"c"], {bytes})


def test_what_a_protocol_says_as_it_goes_is_the_cause_of_the_end() -> None:
    class Late(Listening):
        def __del__(self) -> None:
            self.fail("at last")

    owner = Owner()
    connection = Connection(owner, CollectedFrames(), Late)
    connection.makeConnection(StringTransport())
    connection.connectionLost(Failure(ConnectionDone()))
    (verdict,) = owner.verdicts
    assert (verdict.outcome, verdict.reason) == (Outcome.PROTOCOL_ERROR, "at last")


class AbortsInside(Listening):
    """Closes in the midst of a chunk, by a transport that loses the connection at once."""

    def dataReceived(self, data: bytes) -> None:
        self.deliver(b"before")
        self.transport.abortConnection()
        self.deliver(b"after")


class LosesAtOnce(StringTransport):
    connection: Connection

    def abortConnection(self) -> None:
        self.connection.connectionLost(Failure(ConnectionDone()))


def test_what_was_delivered_before_the_connection_was_lost_in_the_midst_of_a_chunk_is_there_as_it_ends() -> None:
    received: list[list[bytes]] = []

    class Looks(Owner):
        def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
            received.append([*sink.received])

    sink = CollectedFrames()
    transport: Any = LosesAtOnce()  # type: ignore[no-untyped-call]
    transport.connection = connection = Connection(Looks(), sink, AbortsInside)
    connection.makeConnection(transport)
    connection.dataReceived(b"x")
    assert received == [[b"before", b"held"]]
    assert sink.received == [b"before", b"held"]


class GoesOn(Listening):
    """Delivers on, whatever it has said about the end."""

    def dataReceived(self, data: bytes) -> None:
        self.deliver(b"before")
        self.fail("no more") if data == b"fail" else self.transport.abortConnection()
        self.deliver(b"after")


@pytest.mark.parametrize("data, expected", [(b"fail", [b"before"]), (b"abort", [b"before", b"after", b"held"])])
def test_what_is_delivered_behind_an_end_in_the_same_chunk_is_taken_unless_it_is_a_protocol_error(
    data: bytes, expected: list[bytes]
) -> None:
    owner, sink = Owner(), CollectedFrames()
    connection = Connection(owner, sink, GoesOn)
    connection.makeConnection(StringTransport())
    connection.dataReceived(data)
    connection.connectionLost(Failure(ConnectionLost()))
    assert sink.received == expected
    assert len(owner.verdicts) == 1


def test_frames_before_a_fault_in_the_same_chunk_are_kept() -> None:
    class Raises(Listening):
        def dataReceived(self, data: bytes) -> None:
            self.deliver(b"before")
            raise ValueError("no")

    owner, sink = Owner(), CollectedFrames()
    connection = Connection(owner, sink, Raises)
    connection.makeConnection(StringTransport())
    connection.dataReceived(b"x")
    assert sink.received == [b"before"]
    assert connection.verdict is not None
    assert connection.verdict.outcome is Outcome.PLUGIN_FAULT


def test_no_more_than_a_stock_receiver_cuts_soon_is_read_at_first() -> None:
    *_, transport = connected(Owner())
    assert vars(transport)["bufferSize"] == 16 * 1024
