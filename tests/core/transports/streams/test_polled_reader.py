"""Reading pipes as the reactor finds them readable."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.python.failure import Failure

from poetrygui.core.transports.streams.polled_reader import PolledReader
from poetrygui.core.transports.streams.reader import Ears
from tests.core.transports.streams.ears import Heard

WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for descriptor in (reading, writing):
        try:
            os.close(descriptor)
        except OSError:
            continue


def test_what_comes_is_read_as_much_at_a_time_as_is_asked_for(
    reactor: Any, wait_until: WaitUntil, pipe: tuple[int, int]
) -> None:
    heard = Heard(3)
    PolledReader(reactor, pipe[0], heard.ears).start()
    os.write(pipe[1], b"verses")
    os.close(pipe[1])
    wait_until(lambda: bool(heard.ends))
    assert (heard.chunks, heard.ends) == ([b"ver", b"ses"], [None])
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(pipe[0])


def test_nothing_is_read_while_it_is_stopped(reactor: Any, wait_until: WaitUntil, pipe: tuple[int, int]) -> None:
    heard = Heard()
    reader = PolledReader(reactor, pipe[0], heard.ears)
    reader.start()
    reader.stop()
    os.write(pipe[1], b"verse")
    turns: list[int] = []
    reactor.callLater(0, turns.append, 1)
    wait_until(lambda: bool(turns))
    assert heard.chunks == []
    reader.start()
    wait_until(lambda: heard.data == b"verse")
    reader.close()
    reader.close()
    reader.start()
    reader.stop()
    assert (reader.fileno(), heard.ends) == (-1, [])


def test_a_descriptor_of_somebody_elses_stays_open(reactor: Any, pipe: tuple[int, int]) -> None:
    reader = PolledReader(reactor, pipe[0], Heard().ears, keeps_descriptor=True)
    reader.start()
    reader.close()
    os.fstat(pipe[0])


def test_an_event_that_was_meant_for_an_earlier_descriptor_means_nothing(reactor: Any, pipe: tuple[int, int]) -> None:
    heard = Heard()
    reader = PolledReader(reactor, pipe[0], heard.ears)
    reader.doRead()
    reader.connectionLost(Failure(ConnectionDone()))
    assert (heard.chunks, heard.ends, reader.fileno()) == ([], [], pipe[0])
    os.write(pipe[1], b"verse")
    reader.connectionLost(Failure(ConnectionDone()))
    assert (heard.chunks, heard.ends) == ([b"verse"], [])
    os.close(pipe[1])
    reader.connectionLost(Failure(ConnectionDone()))
    assert heard.ends == [None]
    reader.doRead()


def test_a_reactor_that_stops_lets_it_go(reactor: Any, pipe: tuple[int, int]) -> None:
    heard = Heard()
    PolledReader(reactor, pipe[0], heard.ears).connectionLost(Failure(ConnectionLost("all of them")))
    assert [str(end) for end in heard.ends] == [
        "it was let go: Connection to the other side was lost in a non-clean fashion: all of them."
    ]


def test_an_error_of_reading_is_told(reactor: Any) -> None:
    heard = Heard()
    descriptor = os.open("/", os.O_RDONLY)
    PolledReader(reactor, descriptor, heard.ears).doRead()
    assert [type(end) for end in heard.ends] == [IsADirectoryError]


def test_another_process_may_have_been_faster(reactor: Any, pipe: tuple[int, int]) -> None:
    os.set_blocking(pipe[0], False)
    heard = Heard()
    os.write(pipe[1], b"x")

    def taken_by_another() -> int:
        os.read(pipe[0], 1)
        return 1

    ears = Ears(taken_by_another, heard.chunks.append, heard.ends.append)
    reader = PolledReader(reactor, pipe[0], ears)
    reader.doRead()
    assert (heard.chunks, heard.ends, reader.logPrefix()) == ([], [], "PolledReader")
