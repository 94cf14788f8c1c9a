"""Datagrams are sent at once, or as soon as there is room."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from twisted.internet.task import Clock

from poetrygui.core.transports.datagrams.datagram_writer import DatagramWriter


class FakeSocket:
    """Sends, or raises what is to come next."""

    def __init__(self, *errors: OSError | None) -> None:
        self.errors = [*errors]
        self.sent: list[tuple[bytes, Any]] = []

    def sendto(self, data: bytes, to: Any) -> int:
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error
        self.sent.append((data, to))
        return len(data)

    def send(self, data: bytes) -> int:
        return self.sendto(data, None)


def writer_of(*errors: OSError | None) -> tuple[DatagramWriter, Any, Clock, list[OSError]]:
    fake: Any = FakeSocket(*errors)
    clock, failed = Clock(), list[OSError]()
    return DatagramWriter(clock, fake, failed.append), fake, clock, failed


def test_where_they_go() -> None:
    writer, fake, clock, _ = writer_of()
    writer.write(b"one", ("::1", 7))
    writer.write(b"", ())
    assert fake.sent == [(b"one", ("::1", 7)), (b"", None)]
    assert not clock.getDelayedCalls()


def test_without_room_they_wait_in_their_order() -> None:
    writer, fake, clock, failed = writer_of(BlockingIOError(), BlockingIOError())
    for data in (b"one", b"two", b"three"):
        writer.write(data, ())
    assert fake.sent == []
    clock.pump([0.01] * 3)
    assert [data for data, _ in fake.sent] == [b"one", b"two", b"three"]
    assert (failed, clock.getDelayedCalls()) == ([], [])


def test_what_is_too_large_is_refused_and_nothing_else() -> None:
    writer, fake, _, _ = writer_of(OSError(errno.EMSGSIZE, "Message too long"))
    with pytest.raises(ValueError, match="70,000 bytes are too many for one datagram"):
        writer.write(bytes(70_000), ())
    writer.write(b"one", ())
    assert fake.sent == [(b"one", None)]


def test_errors_are_told_also_of_those_that_waited() -> None:
    writer, fake, clock, failed = writer_of(
        BlockingIOError(), OSError(errno.EMSGSIZE, "x"), OSError(errno.ECONNREFUSED, "x"), None
    )
    writer.write(b"large", ())
    writer.write(b"refused", ())
    writer.write(b"one", ())
    clock.advance(0.01)
    assert [error.errno for error in failed] == [errno.EMSGSIZE, errno.ECONNREFUSED]
    assert fake.sent == [(b"one", None)]
    fake.errors = [OSError(errno.ENETUNREACH, "x")]
    writer.write(b"nowhere", ())
    assert failed[-1].errno == errno.ENETUNREACH


def test_whoever_closes_at_an_error_sends_none_of_those_that_wait() -> None:
    fake: Any = FakeSocket(BlockingIOError(), OSError(errno.ECONNREFUSED, "x"))
    clock = Clock()
    writer = DatagramWriter(clock, fake, lambda _: writer.close())
    for data in (b"one", b"two"):
        writer.write(data, ())
    clock.advance(0.01)
    assert (fake.sent, clock.getDelayedCalls()) == ([], [])


def test_once_closed_nothing_that_waited_is_sent() -> None:
    writer, fake, clock, _ = writer_of(BlockingIOError())
    writer.write(b"one", ())
    writer.close()
    writer.close()
    assert (fake.sent, clock.getDelayedCalls()) == ([], [])
