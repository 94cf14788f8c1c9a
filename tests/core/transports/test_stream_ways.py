"""What each transport of streams has to do, one and the same for all of them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.task import deferLater

from poetrygui.api import PoemProtocol
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.outcomes import Outcome, Receiving
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Event
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.known import known_transports
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Running, Serve, StartFetch
from tests.core.poems.recorded_poem import INFO
from tests.core.transports.message_ways import MESSAGE_WAYS
from tests.core.transports.stream_ways import WAYS, End, Stage

VERSE = b"Tyger Tyger, burning bright,\nIn the forests of the night;\n"
MANY = 3 * 1024 * 1024

Start = Callable[..., Running]
each_way = pytest.mark.parametrize("prefix", WAYS)


@pytest.fixture
def stage(tmp_path: Path, socket_folder: Path, serve: Serve, reactor: Any) -> Iterator[Stage]:
    with ExitStack() as clean:
        yield Stage(tmp_path, socket_folder / "s", serve, clean, reactor)


@pytest.fixture
def start(stage: Stage, start_fetch: StartFetch) -> Start:
    """Return a function that plays data by a way, and fetches it."""

    def begin(prefix: str, data: bytes, end: End, protocol: Any = "lines", **more: Any) -> Running:
        played = WAYS[prefix].play(stage, data, end)
        running = start_fetch(played.address, protocol, transport_options=played.options, send=played.send, **more)
        if played.all_came is not None:
            call_when_all_came(stage.reactor, running.fetch, len(data), played.all_came)
        return running

    return begin


def call_when_all_came(reactor: Any, fetch: Fetch[Any], size: int, call: Callable[[], object]) -> None:
    """Call when so many bytes have come; look for it again and again."""

    def look() -> None:
        if fetch.connection is not None and fetch.connection.bytes_received >= size:
            call()
        elif not fetch.done.called:
            reactor.callLater(0.01, look)

    look()


def many_bytes() -> bytes:
    return random.Random(1).randbytes(MANY)


def test_every_transport_is_held_to_it() -> None:
    # Those that never close, and all that give messages, are held to tests/core/transports/test_message_ways.py.
    assert {each.partition(" ")[0] for each in WAYS} | MESSAGE_WAYS.keys() == known_transports().keys()


@each_way
def test_a_whole_stream(prefix: str, start: Start, wait_for: WaitFor) -> None:
    running = start(prefix, VERSE, End.CLOSES)
    wait_for(running.done)
    assert (running.outcome, running.rows) == (WAYS[prefix].closed, VERSE), running.ended.reason
    assert running.ended.frames == 2


@each_way
def test_a_stream_that_ends_inside_a_frame(prefix: str, start: Start, wait_for: WaitFor) -> None:
    data = b"5:whole,9:half"
    running = start(prefix, data, End.CLOSES, "netstring")
    wait_for(running.done)
    cut = Outcome.CUT if WAYS[prefix].closed is Outcome.COMPLETE else WAYS[prefix].closed
    assert (running.outcome, running.exact) == (cut, b"wholehalf"), running.ended.reason
    assert "inside a frame" in running.ended.reason
    assert "4 of 9 bytes" in running.ended.reason


@pytest.mark.parametrize("prefix", [prefix for prefix, way in WAYS.items() if way.breaks])
def test_a_stream_that_is_broken_off(prefix: str, start: Start, wait_for: WaitFor) -> None:
    running = start(prefix, VERSE, End.BREAKS)
    wait_for(running.done)
    assert running.outcome is Outcome.RESET, running.ended.reason
    assert VERSE.startswith(running.rows)


_SILENCE = {
    "command": "the program wrote nothing",
    "fifo": "nothing came",
    "file": "nothing was written there",
    "listen": "the peer was silent",
    "serial": "nothing came",
    "ssh": "the program wrote nothing",
    "stdin": "nothing came",
}


@each_way
def test_silence(prefix: str, start: Start, wait_for: WaitFor) -> None:
    running = start(prefix, VERSE, End.WAITS, idle_timeout=1)  # a program takes a while to begin
    wait_for(running.done)
    assert (running.outcome, running.rows) == (Outcome.TIMEOUT, VERSE)
    assert f"{_SILENCE.get(prefix, 'the server was silent')} for 1 s" in running.ended.reason


@each_way
def test_a_stop(prefix: str, start: Start, wait_for: WaitFor, wait_until: Callable[..., None]) -> None:
    running = start(prefix, VERSE, End.WAITS)
    wait_until(lambda: isinstance(running.fetch.state, Receiving) and running.fetch.state.bytes == len(VERSE) - 2)
    running.fetch.stop()
    wait_for(running.done)
    assert (running.outcome, running.rows) == (Outcome.STOPPED, VERSE)


class Pausing(PoemProtocol):
    """Reads a chunk, and then no more for now."""

    transport: Any
    has_paused = False

    def encode(self, frame: bytes) -> bytes:
        return frame

    def dataReceived(self, data: bytes) -> None:
        self.deliver_part(data)
        if not self.has_paused:
            self.has_paused = True
            self.transport.pauseProducing()


@each_way
def test_back_pressure(
    prefix: str, start: Start, reactor: Any, wait_for: WaitFor, wait_until: Callable[..., None]
) -> None:
    data = many_bytes()
    running = start(prefix, data, End.CLOSES, Pausing)
    wait_until(lambda: running.fetch.connection is not None and running.connection.bytes_received > 0)
    first = running.connection.bytes_received
    for _ in range(20):
        wait_for(deferLater(reactor, 0))
    assert running.connection.bytes_received == first < len(data)
    assert running.connection.reading.is_paused
    running.connection.resumeProducing()
    wait_for(running.done)
    assert (running.ended.received, digest(running.exact)) == (len(data), digest(data))


@each_way
def test_a_large_stream_is_exact(prefix: str, start: Start, wait_for: WaitFor) -> None:
    data = many_bytes()
    running = start(prefix, data, End.CLOSES, "raw")
    wait_for(running.done)
    assert (running.outcome, running.ended.received) == (WAYS[prefix].closed, len(data)), running.ended.reason
    assert digest(running.exact) == digest(data)


@each_way
def test_a_stream_is_recorded(prefix: str, stage: Stage, reactor: Any, wait_for: WaitFor, tmp_path: Path) -> None:
    played = WAYS[prefix].play(stage, VERSE, End.CLOSES)
    disk = ThreadDisk(reactor)
    store = PoemStore(tmp_path / "recorded", disk, info=INFO)
    server = Server("a server", played.address, transport_options=played.options, send=played.send)
    lines = PoemFactory(shipped_protocol("lines" if not played.send else "raw"))
    fetch: Fetch[Any] = Fetch(reactor, server, lines, store, disk=disk, wire=store)
    fetch.start()
    if played.all_came is not None:
        call_when_all_came(reactor, fetch, len(VERSE), played.all_came)
    wait_for(fetch.done)
    wait_for(disk.close())
    recording = StoredPoem.existing(store.directory).recording
    assert recording is not None
    assert recording.wire(0, len(VERSE) + 1) == VERSE
    events = [record.kind for record in recording.records() if isinstance(record, Event)]
    assert (events[0], events[-1]) == (EventKind.CONNECTED, EventKind.LOST)


@each_way
def test_a_stream_is_fetched_again(prefix: str, start: Start, wait_for: WaitFor) -> None:
    for data in (b"once\n", b"and again\n"):
        running = start(prefix, data, End.CLOSES)
        wait_for(running.done)
        assert (running.outcome, running.rows) == (WAYS[prefix].closed, data), running.ended.reason


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
