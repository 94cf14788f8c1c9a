"""Real loopback servers and readers of every kind."""

from __future__ import annotations

import hashlib
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import DeferredList
from twisted.internet.endpoints import TCP4ServerEndpoint
from twisted.internet.error import ConnectionAborted, ConnectionDone, ConnectionLost
from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.internet.protocol import Protocol
from zope.interface import implementer

from poetrygui.serve import server
from poetrygui.serve.server import PoemServerFactory
from poetrygui.serve.source import BLOCK_SIZE, Blocks
from tests.protocols.framing import load, result_of
from tests.serve.reading import Reader, read_from

Raw, Netstring, Lines = load("raw"), load("netstring"), load("lines")


def test_raw_sends_the_file_as_it_is(serve: Any, read: Any, wait_for: Any, tmp_path: Path) -> None:
    path = tmp_path / "noise"
    path.write_bytes(random.Random(5).randbytes(3_000_001))
    reading = wait_for(read(serve(path, Raw)))
    assert reading.reason is ConnectionDone
    assert hashlib.sha256(reading.data).digest() == hashlib.sha256(path.read_bytes()).digest()


@pytest.mark.parametrize("protocol", [Netstring, Lines])
def test_each_line_of_the_file_is_a_frame(
    serve: Any, read: Any, wait_for: Any, poem_file: Path, protocol: type[Protocol]
) -> None:
    reading = wait_for(read(serve(poem_file, protocol)))
    result = result_of(protocol, [reading.data])
    assert result.frames == [b"first", b"second", b"", b"\xff\x00fourth", b"last"]
    assert result.failure is result.unfinished is None
    assert result.remarks == []
    assert reading.reason is ConnectionDone


def test_a_protocol_from_elsewhere_serves_with_its_own_encoding(
    serve: Any, read: Any, wait_for: Any, poem_file: Path
) -> None:
    class Semicolons(Raw):  # type: ignore[misc, valid-type]  # loaded by its path
        def encode(self, frame: bytes) -> bytes:
            return frame + b";"

    reading = wait_for(read(serve(poem_file, Semicolons)))
    assert reading.data == b"first;second;;\xff\x00fourth;last;"


@pytest.mark.parametrize("protocol", [Raw, Netstring, Lines])
@pytest.mark.parametrize("delay", [0.0, 0.001])
def test_an_empty_file_is_an_empty_poem(
    serve: Any, read: Any, wait_for: Any, tmp_path: Path, protocol: type[Protocol], delay: float
) -> None:
    path = tmp_path / "empty"
    path.touch()
    reading = wait_for(read(serve(path, protocol, delay=delay)))
    assert reading.data == b""
    assert reading.reason is ConnectionDone


def test_many_readers_at_once_each_get_the_whole_poem(serve: Any, read: Any, wait_for: Any, tmp_path: Path) -> None:
    path = tmp_path / "verse"
    path.write_bytes(b"What sphinx of cement and aluminum\n" * 20_000)
    served = serve(path, Raw)
    readings = wait_for(DeferredList([read(served) for _ in range(10)], fireOnOneErrback=True))
    assert {(ok, reading.data == path.read_bytes()) for ok, reading in readings} == {(True, True)}


def test_a_slow_poem_arrives_whole(serve: Any, read: Any, wait_for: Any, poem_file: Path) -> None:
    reading = wait_for(read(serve(poem_file, Raw, delay=0.001, num_bytes=3)))
    assert reading.data == poem_file.read_bytes()
    assert reading.reason is ConnectionDone


def test_a_reader_that_talks_all_the_time_still_gets_the_whole_poem(
    serve: Any, wait_until: Callable[[Callable[[], bool]], None], tmp_path: Path
) -> None:
    path = tmp_path / "poem"
    path.write_bytes(b"Moloch whose eyes are a thousand blind windows!\n" * 4_000)
    served = serve(path, Raw)
    gathered: list[bytes] = []
    with socket.socket() as talker:
        # The poem's end lies in the server's kernel when the server is done: a close with bytes unread would lose it.
        talker.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        talker.connect(("127.0.0.1", served.port.getHost().port))
        talker.setblocking(False)

        def is_closed() -> bool:
            with suppress(BlockingIOError):
                talker.send(b"another poem, please\n" * 1000)
            with suppress(BlockingIOError):
                gathered.append(talker.recv(65536))
            return gathered[-1:] == [b""]

        wait_until(is_closed)
    assert b"".join(gathered) == path.read_bytes()


@pytest.mark.parametrize("delay", [0.0, 0.001])
def test_a_reader_that_closes_its_own_direction_still_gets_the_whole_poem(
    serve: Any, read: Any, wait_for: Any, poem_file: Path, delay: float
) -> None:
    half_closed = Reader(on_connect=lambda reader: reader.transport.loseWriteConnection())
    reading = wait_for(read(serve(poem_file, Raw, delay=delay), half_closed))
    assert reading.data == poem_file.read_bytes()


@implementer(IHalfCloseableProtocol)
class Lingering(Reader):
    """Notices that the server has closed its direction, and stays."""

    closed_by_server = False

    def readConnectionLost(self) -> None:
        self.closed_by_server = True

    def writeConnectionLost(self) -> None:
        """Not called: this side never closes."""


def test_a_reader_that_does_not_close_is_closed_upon(
    serve: Any, read: Any, wait_for: Any, wait_until: Any, poem_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LINGER", 0.01)
    served = serve(poem_file, Raw)
    staying = Lingering()
    reading = read(served, staying)
    wait_until(lambda: staying.closed_by_server and not served.factory.readers)
    staying.transport.loseConnection()
    assert wait_for(reading).data == poem_file.read_bytes()


def test_a_reader_that_leaves_early_does_not_disturb_the_others(
    serve: Any, read: Any, wait_for: Any, wait_until: Callable[[Callable[[], bool]], None], tmp_path: Path
) -> None:
    path = tmp_path / "long"
    path.write_bytes(bytes(20_000_000))
    served = serve(path, Raw)
    other = read(served)
    assert wait_for(read(served, Reader(leave_after=1))).reason is ConnectionAborted
    assert wait_for(other).data == path.read_bytes()
    wait_until(lambda: not served.factory.readers)
    assert wait_for(read(served)).data == path.read_bytes()


@pytest.mark.parametrize("delay", [0.0, 0.001])
def test_a_poem_is_closed_when_its_reader_leaves(
    reactor: Any, wait_for: Any, wait_until: Callable[[Callable[[], bool]], None], delay: float
) -> None:
    closed: list[int] = []
    sent = 0

    def endless() -> Blocks:
        nonlocal sent
        try:
            while sent < 1_000_000_000:
                sent += BLOCK_SIZE
                yield b"x" * BLOCK_SIZE
        finally:
            closed.append(sent)

    factory = PoemServerFactory(reactor, endless, delay=delay, num_bytes=10)
    port = wait_for(TCP4ServerEndpoint(reactor, 0, interface="127.0.0.1").listen(factory))
    wait_for(read_from(reactor, port, Reader(leave_after=100)))
    wait_until(lambda: bool(closed))
    assert not factory.readers
    wait_for(port.stopListening())


def test_a_poem_is_read_no_faster_than_its_reader_takes_it(
    reactor: Any, wait_for: Any, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    made = 0

    def blocks() -> Iterator[bytes]:
        nonlocal made
        while made < 100_000_000:
            made += BLOCK_SIZE
            yield bytes(BLOCK_SIZE)

    factory = PoemServerFactory(reactor, blocks)  # type: ignore[arg-type]  # close() is not needed here
    port = wait_for(TCP4ServerEndpoint(reactor, 0, interface="127.0.0.1").listen(factory))
    taking = Reader(leave_after=5_000_000)
    wait_for(read_from(reactor, port, taking))
    # What lies between them is in the kernel's two buffers.
    assert made <= len(taking.gathered) + 32_000_000
    wait_until(lambda: not factory.readers)
    wait_for(port.stopListening())


def test_a_line_that_cannot_be_sent_ends_as_a_reset_and_is_told(
    serve: Any, read: Any, wait_for: Any, tmp_path: Path
) -> None:
    path = tmp_path / "odd"
    path.write_bytes(b"fine\nends in two\r\r\nnever sent\n")
    problems: list[str] = []
    served = serve(path, Lines, on_problem=problems.append)
    for _ in range(2):
        reading = wait_for(read(served))
        assert reading.reason is ConnectionLost
        assert b"never sent" not in reading.data
    assert problems == 2 * [
        f"Line 2 of {path} cannot be sent with this protocol: "
        "a line can neither hold a newline nor end in a carriage return."
    ]


def test_a_file_that_vanishes_ends_as_a_reset_and_is_told(
    serve: Any, read: Any, wait_for: Any, poem_file: Path
) -> None:
    problems: list[str] = []
    served = serve(poem_file, Raw, on_problem=problems.append)
    poem_file.unlink()
    assert wait_for(read(served)).reason is ConnectionLost
    assert problems == [f"{poem_file} cannot be read: No such file or directory."]


def test_stopping_cuts_off_the_readers(serve: Any, read: Any, wait_for: Any, wait_until: Any, poem_file: Path) -> None:
    served = serve(poem_file, Raw, delay=3600, num_bytes=1)
    reader = Reader()
    reading = read(served, reader)
    wait_until(lambda: reader.gathered == b"f")
    wait_for(served.stop())
    assert wait_for(reading).reason is ConnectionLost
