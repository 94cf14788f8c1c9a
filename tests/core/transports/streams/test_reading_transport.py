"""The transport of what can only be read."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.error import ConnectionAborted, ConnectionDone
from twisted.internet.interfaces import IConsumer
from twisted.internet.task import Clock
from twisted.internet.testing import AccumulatingProtocol

from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.endpoint import StreamAddress
from poetrygui.core.transports.streams.ends import StreamBrokenError, StreamDoneError
from poetrygui.core.transports.streams.reading_transport import ReadingTransport

WHERE = StreamAddress(b"/run/verse")


class Hand:
    """A reader that a test moves."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def stop(self) -> None:
        self.calls.append("stop")

    def close(self) -> None:
        self.calls.append("close")


class Stage:
    def __init__(self) -> None:
        self.clock, self.hand = Clock(), Hand()
        self.protocol: Any = AccumulatingProtocol()
        self.transport = ReadingTransport(self.clock, self.protocol, WHERE, "the file ended")
        self.transport.begin(self.hand)
        self.ears = self.transport.ears


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_what_is_read_is_the_protocols(stage: Stage) -> None:
    assert stage.protocol.made
    assert stage.hand.calls == ["start"]
    stage.transport.bufferSize = 7
    assert stage.ears.size() == 7
    stage.ears.came(b"verse")
    assert stage.protocol.data == b"verse"
    assert stage.transport.getPeer() == stage.transport.getHost() == WHERE


def test_the_end_says_what_it_means(stage: Stage) -> None:
    stage.ears.ended(None)
    reason = stage.protocol.closedReason.value
    assert (type(reason), str(reason)) == (StreamDoneError, "the file ended")
    assert stage.hand.calls == ["start", "close"]
    stage.transport.loseConnection()
    stage.transport.resumeProducing()
    stage.clock.advance(0)
    assert stage.protocol.closed == 1


def test_an_error_breaks_it_off(stage: Stage) -> None:
    stage.ears.ended(OSError(5, "Input/output error"))
    assert stage.protocol.closedReason.check(StreamBrokenError)
    assert str(stage.protocol.closedReason.value) == "reading failed: input/output error"


@pytest.mark.parametrize(
    "close, reason",
    [("loseConnection", ConnectionDone), ("stopProducing", ConnectionDone), ("abortConnection", ConnectionAborted)],
)
def test_a_close_is_told_in_another_turn(stage: Stage, close: str, reason: type[Exception]) -> None:
    getattr(stage.transport, close)()
    stage.transport.abortConnection()
    assert stage.hand.calls == ["start", "close"]
    assert not stage.protocol.closed
    stage.ears.came(b"late")
    stage.ears.ended(None)
    stage.clock.advance(0)
    assert stage.protocol.closedReason.check(reason)
    assert (stage.protocol.closed, stage.protocol.data) == (1, b"")


def test_it_pauses_and_goes_on(stage: Stage) -> None:
    stage.transport.pauseProducing()
    stage.transport.resumeProducing()
    assert stage.hand.calls == ["start", "stop", "start"]


def test_a_protocol_that_pauses_at_once_has_nothing_read() -> None:
    hand, protocol = Hand(), AccumulatingProtocol()
    transport = ReadingTransport(Clock(), protocol, WHERE, "")
    protocol.connectionMade = transport.pauseProducing  # type: ignore[method-assign]
    transport.begin(hand)
    assert hand.calls == ["start", "stop"]


def test_what_is_written_goes_nowhere_and_that_is_said_once(stage: Stage) -> None:
    stage.transport.write(b"")
    told: list[Aside] = []
    stage.transport.write(b"nobody hears this")
    fresh = Stage()
    fresh.transport.on_aside = told.append
    fresh.transport.write(b"PING")
    fresh.transport.writeSequence([b"PI", b"NG"])
    assert told == [Aside("nothing can be sent this way: what the protocol writes is dropped", is_remark=True)]


def test_a_producer_is_stopped(stage: Stage) -> None:
    stopped: list[int] = []
    producer: Any = type("Producer", (), {"stopProducing": lambda self: stopped.append(1)})()
    stage.transport.registerProducer(producer, True)
    stage.transport.unregisterProducer()
    assert stopped == [1]
    assert not IConsumer.providedBy(stage.transport)
