"""Frames for ``async for``: all of them in their order, no faster than they are taken, and the end is told."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from attrs import define
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.testing import MemoryReactorClock, StringTransport
from twisted.python.failure import Failure

from poetrygui.api import PoemProtocol
from poetrygui.core import frames
from poetrygui.core.fetching.frame_stream import MOST_WAITING, FrameStream
from poetrygui.core.outcomes import Outcome, State
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import SendError
from poetrygui.plugins import shipped_protocol


@define
class Reader:
    """A stream, its other end, and what was taken from it."""

    reactor: Any
    stream: FrameStream | None
    transport: StringTransport
    connection: Any
    taken: list[bytes]
    over: list[object]

    def receives(self, data: bytes) -> None:
        self.connection.dataReceived(data)
        self.reactor.advance(0)

    def close(self, reason: Exception | None = None) -> None:
        self.connection.connectionLost(Failure(reason or ConnectionDone()))
        self.reactor.advance(0)


Read = Callable[..., Reader]


@pytest.fixture
def read() -> Read:
    """Begin to read; ``each`` is awaited with every frame."""

    def begin(
        protocol: str | type[PoemProtocol] = "netstring",
        each: Callable[[bytes], Any] | None = None,
        *,
        is_read: bool = True,
        **asked: Any,
    ) -> Reader:
        reactor, taken, over = MemoryReactorClock(), list[bytes](), list[object]()
        kind = shipped_protocol(protocol) if isinstance(protocol, str) else protocol
        stream = frames(reactor, Server("a feed", "203.0.113.1:8000"), kind, **asked)

        async def take() -> None:
            async for frame in stream:
                taken.append(frame)
                if each is not None:
                    await each(frame)

        if is_read:
            Deferred.fromCoroutine(take()).addBoth(over.append)
        ((_, _, factory, *_),) = reactor.tcpClients
        connection: Any = factory.buildProtocol(None)
        transport = StringTransport()
        connection.makeConnection(transport)
        return Reader(reactor, stream, transport, connection, taken, over)

    return begin


def outcome_of(reader: Reader) -> Outcome:
    assert reader.stream is not None
    assert reader.stream.ended is not None
    assert reader.reactor.getDelayedCalls() == []
    return reader.stream.ended.outcome


def is_ending(reader: Reader) -> bool:
    return bool(reader.transport.disconnecting)


def test_frames_come_in_their_order_and_then_the_end(read: Read) -> None:
    states: list[State] = []
    reader = read(on_state=states.append)
    reader.receives(b"3:one,3:two,5:th")
    assert reader.taken == [b"one", b"two"]
    reader.receives(b"ree,")
    assert (reader.taken, reader.over) == ([b"one", b"two", b"three"], [])
    reader.close()
    assert (outcome_of(reader), reader.over) == ("complete", [None])
    assert [type(state).__name__ for state in states][:2] == ["Connecting", "Receiving"]


@pytest.mark.parametrize(
    "loss, outcome, last", [(ConnectionDone(), "complete", [b"tw"]), (ConnectionLost(), "reset", [])]
)
def test_what_is_delivered_at_the_loss_is_given_before_the_end(
    read: Read, loss: Exception, outcome: str, last: list[bytes]
) -> None:
    reader = read("lines")
    reader.receives(b"one\ntw")
    reader.close(loss)
    assert (reader.taken, outcome_of(reader), reader.over) == ([b"one", *last], outcome, [None])


def test_a_slow_reader_pauses_the_connection_and_loses_nothing(read: Read) -> None:
    going_on: list[Deferred[None]] = []

    def wait(_frame: bytes) -> Deferred[None]:
        going_on.append(Deferred())
        return going_on[-1]

    reader = read(each=wait)
    chunk, sent = b"1000:" + b"x" * 1000 + b",", 0
    while reader.transport.producerState == "producing":
        reader.receives(chunk)
        sent += 1
    assert sent * 1000 <= MOST_WAITING
    # It goes on before all is taken, and not with the first.
    while reader.transport.producerState == "paused":
        going_on.pop().callback(None)
    assert sent / 3 < len(reader.taken) < 2 * sent / 3
    reader.close()
    while going_on:
        going_on.pop().callback(None)
    assert (len(reader.taken), outcome_of(reader)) == (sent, "complete")


@pytest.mark.parametrize("frame", [b"1:x,", b"100:" + b"x" * 100 + b",", b"200000:" + b"x" * 200_000 + b","])
def test_what_waits_for_a_reader_who_takes_nothing_takes_two_mebibytes_at_most(read: Read, frame: bytes) -> None:
    flood = frame * (2 * 1024 * 1024 // len(frame))
    reader = read(each=lambda _: Deferred())
    gc.collect()
    tracemalloc.start()
    try:
        at = 0
        while reader.transport.producerState == "producing":
            size = getattr(reader.transport, "bufferSize", 64 * 1024)
            reader.receives(flood[at : at + size])
            at += size
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert at < len(flood)
    assert most < 2 * 1024 * 1024
    reader.close()


def test_a_frame_in_parts_is_put_together_or_given_part_by_part(read: Read) -> None:
    for parts, expected in ((False, [b"onetwo"]), (True, [b"one", b"two", b""])):
        reader = read("raw", parts=parts)
        reader.receives(b"one")
        reader.receives(b"two")
        reader.close()
        assert reader.taken == expected


def test_one_frame_larger_than_what_may_wait_comes_all_the_same(read: Read) -> None:
    reader = read("raw")
    for _ in range(5):
        reader.receives(b"x" * MOST_WAITING)
    assert reader.transport.producerState == "producing"
    reader.close()
    assert [len(frame) for frame in reader.taken] == [5 * MOST_WAITING]


def test_it_sends_and_is_stopped(read: Read) -> None:
    reader = read()
    assert reader.stream is not None
    reader.stream.send(b"hello")
    assert reader.transport.value() == b"5:hello,"
    reader.receives(b"3:one,")
    reader.stream.stop()
    reader.close()
    assert (reader.taken, outcome_of(reader)) == ([b"one"], "stopped")
    with pytest.raises(SendError):
        reader.stream.send(b"more")


def test_nobody_who_reads_it_ends_it(read: Read) -> None:
    reader = read(is_read=False)
    reader.receives(b"3:one,")
    assert not is_ending(reader)
    reader.stream = None
    gc.collect()
    assert is_ending(reader)
    reader.close()


def test_who_reads_is_no_part_of_the_protocol(read: Read) -> None:
    async def fail(frame: bytes) -> None:
        raise ValueError(frame.decode())

    reader = read(each=fail)
    reader.receives(b"3:one,3:two,")
    (failure,) = reader.over
    assert isinstance(failure, Failure)
    assert failure.type is ValueError
    reader.close()
    assert outcome_of(reader) == "complete"
