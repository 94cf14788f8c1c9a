"""The transport to a serial line: reading it, writing to it, and its ends."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import serial
from twisted.internet.error import ConnectionAborted, ConnectionDone
from twisted.internet.testing import AccumulatingProtocol

from poetrygui.core.transports.streams.endpoint import StreamAddress
from poetrygui.core.transports.streams.ends import LineGoneError
from poetrygui.core.transports.streams.serial_line import SerialLine
from tests.core.transports.wired_line import WiredLine

WaitUntil = Callable[[Callable[[], bool]], None]
WHERE = StreamAddress(b"a line")


class Port(serial.Serial):  # type: ignore[misc]  # which has no types
    """A port that can be slow."""

    left = 0

    @property
    def out_waiting(self) -> int:
        self.left -= self.left > 0
        return int(self.left)


class Session:
    """A line, and a protocol that reads it."""

    def __init__(self, reactor: Any, says: bytes = b"") -> None:
        self.line = WiredLine(reactor, says)
        self.port = Port(self.line.path)
        self.protocol: Any = AccumulatingProtocol()
        self.transport: Any = SerialLine(reactor, self.protocol, WHERE, self.port)
        self.transport.begin()

    @property
    def reason(self) -> Any:
        return self.protocol.closedReason.value


@pytest.fixture
def session(reactor: Any) -> Iterator[Session]:
    made = Session(reactor, b"verse\n")
    yield made
    made.line.unplug()


def test_it_is_read_and_written_to(session: Session, wait_until: WaitUntil) -> None:
    session.transport.write(b"go")
    session.transport.writeSequence([b" ", b"on"])
    wait_until(lambda: session.protocol.data == b"verse\n")
    wait_until(lambda: session.line.heard == b"go on")
    assert [session.transport.getPeer(), session.transport.getHost()] == [WHERE, WHERE]
    session.transport.abortConnection()
    wait_until(lambda: bool(session.protocol.closed))


def test_nothing_is_read_while_it_is_paused(session: Session, wait_until: WaitUntil) -> None:
    session.transport.pauseProducing()
    session.transport.write(b"go")
    wait_until(lambda: session.line.heard == b"go")
    assert session.protocol.data == b""
    session.transport.resumeProducing()
    wait_until(lambda: session.protocol.data == b"verse\n")
    session.line.unplug()
    wait_until(lambda: bool(session.protocol.closed))
    assert isinstance(session.reason, LineGoneError)


def test_it_is_closed_when_what_was_written_is_sent(session: Session, wait_until: WaitUntil) -> None:
    session.port.left = 3
    session.transport.write(b"verse")
    session.transport.loseConnection()
    session.transport.loseConnection()
    wait_until(lambda: bool(session.protocol.closed))
    assert isinstance(session.reason, ConnectionDone)
    assert (session.port.left, session.port.is_open, session.transport.fileno()) == (0, False, -1)
    wait_until(lambda: session.line.heard == b"verse")


def test_it_is_closed_at_once(session: Session, wait_until: WaitUntil) -> None:
    session.transport.write(b"verse" * 1_000_000)
    session.transport.abortConnection()
    session.transport.abortConnection()
    wait_until(lambda: bool(session.protocol.closed))
    assert isinstance(session.reason, ConnectionAborted)
    session.transport.abortConnection()
    session.transport.connectionLost(session.protocol.closedReason)
    assert session.protocol.closed == 1


@pytest.mark.parametrize(
    "failing, said", [(OSError(5, "Input/output error"), ": input/output error"), (None, "")], ids=["error", "end"]
)
def test_an_error_of_the_line(
    session: Session, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch, failing: OSError | None, said: str
) -> None:
    def read(_descriptor: int, _size: int) -> bytes:
        if failing is not None:
            raise failing
        return b""

    with monkeypatch.context() as patch:
        patch.setattr(os, "read", read)
        found = session.transport.doRead()
    assert str(found) == f"the serial line went away{said}"
    session.transport.abortConnection()
    wait_until(lambda: bool(session.protocol.closed))


def test_an_error_as_it_is_written_to(session: Session, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_descriptor: int, _data: bytes) -> int:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        session.transport.write(b"verse")
        wait_until(lambda: bool(session.protocol.closed))
    assert str(session.reason) == "the serial line went away: input/output error"
