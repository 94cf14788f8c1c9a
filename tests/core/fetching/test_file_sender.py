"""Sending a file: all of it arrives, at the pace of whoever reads, and whoever stops it knows how much went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport

from poetrygui.api import CollectedFrames
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.fetching.file_pieces import PIECE, FilePieces
from poetrygui.core.fetching.file_sender import FileSender
from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.outcomes import Outcome, Receiving
from poetrygui.errors import SendError
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.certificates import Authority
from tests.core.conftest import Running, Serve, StartFetch
from tests.core.fetching.test_sending import Shout
from tests.core.scripted_server import Session

DATA = bytes(range(256)) * 4096  # a MiB
Until = Callable[[Callable[[], bool]], None]


async def echoes(session: Session) -> None:
    session.send(await session.heard(len(DATA)))
    session.close()


class _Unpaced(StringTransport):
    """Tells nobody how fast it takes what is written, as datagrams do."""

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        producer.stopProducing()


class _Slow(StringTransport):
    """Wants no more after each piece."""

    def write(self, data: bytes) -> None:
        super().write(data)  # type: ignore[no-untyped-call]
        if self.producer is not None:
            self.producer.pauseProducing()


class _HeldDisk(InlineDisk):
    congested = False
    relieved: Callable[[], None] | None = None

    def when_relieved(self, callback: Callable[[], None]) -> None:
        self.relieved = callback


class Bench:
    """A connection to nobody, by a simulated clock."""

    def __init__(self, path: Path, transport: StringTransport | None = None, protocol: Any = None) -> None:
        self.path, self.clock, self.disk, self.over = path, Clock(), _HeldDisk(), 0
        self.transport = transport or StringTransport()
        self.connection = Connection(ConnectionOwner(), CollectedFrames(), protocol or shipped_protocol("raw"))
        self.connection.makeConnection(self.transport)

    def send(self, data: bytes, protocol: str = "") -> FileSender:
        self.path.write_bytes(data)
        pieces = FilePieces(self.path, by_lines=bool(protocol))
        return FileSender(self.clock, self.connection, pieces, self._ended, disk=self.disk, protocol=protocol)

    def turn(self, times: int = 1, seconds: float = 0) -> None:
        for _ in range(times):
            if self.transport.producer is not None:
                self.transport.producer.resumeProducing()
            self.clock.advance(seconds)

    def _ended(self) -> None:
        self.over += 1


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "file", _Slow())  # type: ignore[no-untyped-call]


def begun(running: Running, wait_until: Until) -> Running:
    wait_until(lambda: isinstance(running.fetch.state, Receiving))
    return running


@pytest.mark.parametrize("way", ["tcp", "tls", "unix", "command"])
def test_all_of_it_arrives(
    way: str,
    socket_folder: Path,
    reactor: Any,
    serve: Serve,
    start_fetch: StartFetch,
    wait_for: WaitFor,
    wait_until: Until,
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_bytes(DATA)
    authority = Authority()
    if way == "command":
        running = start_fetch(f"command:head -c {len(DATA)}")
    elif way == "tls":
        running = start_fetch(
            serve(echoes, tls=authority.server("127.0.0.1")), transport_options={"verify": "insecure"}
        )
    else:
        running = start_fetch(serve(echoes, path=str(socket_folder / "s") if way == "unix" else ""))
    begun(running, wait_until)
    over: list[int] = []
    pieces = FilePieces(tmp_path / "file", by_lines=False)
    sender = FileSender(reactor, running.connection, pieces, lambda: over.append(1), disk=InlineDisk())
    wait_for(running.done)
    assert (running.outcome, running.exact == DATA) == (Outcome.COMPLETE, True)
    assert (sender.sent, sender.problem, over) == (len(DATA), "", [1])


def test_it_goes_as_fast_as_it_is_read_and_can_be_stopped(
    reactor: Any, serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, wait_until: Until, tmp_path: Path
) -> None:
    async def reads_little(session: Session) -> None:
        session.transport.pauseProducing()
        await session.lost()

    (tmp_path / "file").write_bytes(DATA * 16)
    running = begun(start_fetch(serve(reads_little)), wait_until)
    over: list[int] = []
    pieces = FilePieces(tmp_path / "file", by_lines=False)
    sender = FileSender(reactor, running.connection, pieces, lambda: over.append(1), disk=InlineDisk())
    paused = running.connection.transport
    wait_until(lambda: bool(paused.producerPaused))
    sent = sender.sent
    assert 0 < sent < pieces.size
    sender.stop()
    sender.stop()
    assert (sender.sent, sender.was_stopped, over) == (sent, True, [1])
    running.fetch.stop()
    wait_for(running.done)


def test_pieces_go_one_a_turn_and_wait_for_transport_and_disk(bench: Bench) -> None:
    sender = bench.send(b"x" * (5 * PIECE))
    assert bench.transport.value() == b""
    bench.turn()
    assert sender.sent == PIECE
    bench.clock.advance(0)
    assert sender.sent == PIECE
    bench.turn()
    bench.disk.congested = True
    bench.turn(3)
    assert sender.sent == 2 * PIECE
    bench.disk.congested = False
    assert bench.disk.relieved is not None
    bench.disk.relieved()
    bench.turn(5)
    assert (sender.sent, sender.is_over, bench.over) == (5 * PIECE, True, 1)
    assert bench.transport.value() == b"x" * (5 * PIECE)
    assert bench.transport.producer is None


def test_each_line_is_a_message_and_one_that_cannot_be_is_told(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "file", protocol=shipped_protocol("netstring"))
    sender = bench.send(b"one\r\ntwo\n\nlast", "netstring")
    bench.turn()
    assert bench.transport.value() == b"3:one,3:two,0:,4:last,"
    assert (sender.messages, sender.sent, sender.problem) == (4, 14, "")
    shouting = Bench(tmp_path / "file", protocol=Shout)
    second = shouting.send(b"x\n1\ny", "shout")
    shouting.turn()
    assert (second.problem, second.sent) == ("message 2 cannot be sent: a number makes no sound", 2)
    assert shouting.transport.value() == b"X"


def test_many_messages_take_many_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path / "file", protocol=shipped_protocol("netstring"))
    turns: list[float] = []
    later = bench.clock.callLater

    def counted(delay: float, call: Callable[[], object]) -> object:
        turns.append(delay)
        return later(delay, call)

    monkeypatch.setattr(bench.clock, "callLater", counted)
    sender = bench.send(b"x\n" * 1000, "netstring")
    bench.turn()
    assert (sender.messages, sender.is_over, len(turns) >= 10) == (1000, True, True)


def test_where_nothing_tells_how_fast_it_is_taken_little_goes_at_a_time(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "file", _Unpaced())  # type: ignore[no-untyped-call]
    sender = bench.send(b"x" * 3000)
    bench.turn(3, 0.0001)
    assert sender.sent == 0
    bench.turn(4, 0.001)
    assert (sender.sent, sender.is_over, sender.problem) == (3000, True, "")


def test_an_end_of_the_connection_ends_it(bench: Bench) -> None:
    sender = bench.send(b"x" * (5 * PIECE))
    bench.turn()
    sender.stopProducing()  # as a transport does when it is lost
    bench.turn(5)
    assert (sender.sent, sender.problem, bench.over) == (PIECE, "the connection has ended", 1)


def test_what_cannot_begin_is_refused(bench: Bench) -> None:
    bench.send(b"x" * PIECE * 3)
    with pytest.raises(SendError, match="a file is being sent, or its protocol sends by itself"):
        bench.send(b"x")
    bench.transport.takes_nothing = True  # type: ignore[attr-defined]
    with pytest.raises(SendError, match="only read"):
        bench.send(b"x")
    bench.connection.connectionLost(None)
    with pytest.raises(SendError, match="no connection"):
        bench.send(b"x")
