"""What each transport of messages has to do, one and the same for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from twisted.internet.task import deferLater

from poetrygui.api import IMessageTransport, PoemProtocol
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Event, Received
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.known import known_transports
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Running, Serve, StartFetch
from tests.core.poems.recorded_poem import INFO
from tests.core.transports.message_ways import MESSAGE_WAYS, OtherEnd
from tests.core.transports.stream_ways import Stage

MESSAGES = [b"one", b"", b"two\nlines\n", b"\0\xff", b"5:abc"]

each_way = pytest.mark.parametrize("prefix", MESSAGE_WAYS)


@frozen
class Talk:
    """A fetch, and the other end of it."""

    running: Running
    other: OtherEnd

    def say(self, messages: Sequence[bytes]) -> None:
        self.other.say(self.running, messages)

    @property
    def received(self) -> int:
        return 0 if self.running.fetch.connection is None else self.running.connection.bytes_received


Start = Callable[..., Talk]


@pytest.fixture
def stage(reactor: Any, tmp_path: Path, socket_folder: Path, serve: Serve) -> Iterator[Stage]:
    with ExitStack() as clean:
        yield Stage(tmp_path, socket_folder / "s", serve, clean, reactor)


@pytest.fixture
def start(stage: Stage, start_fetch: StartFetch, wait_until: Callable[..., None]) -> Start:
    """Return a function that fetches by a way, and waits until the other end can send."""

    def begin(prefix: str, protocol: Any = "raw", options: dict[str, str] | None = None, **more: Any) -> Talk:
        other = MESSAGE_WAYS[prefix](stage)
        running = start_fetch(
            other.address, protocol, transport_options={**other.options, **(options or {})}, send=other.send, **more
        )
        wait_until(lambda: other.is_there(running))
        return Talk(running, other)

    return begin


def test_every_transport_of_messages_is_held_to_it() -> None:
    assert MESSAGE_WAYS.keys() == {name for name, kind in known_transports().items() if kind.gives_messages}


@each_way
def test_each_message_is_a_frame(prefix: str, start: Start, wait_for: WaitFor, wait_until: Callable[..., None]) -> None:
    talk = start(prefix)
    assert IMessageTransport.providedBy(talk.running.connection)
    talk.say(MESSAGES)
    wait_until(lambda: talk.received == len(b"".join(MESSAGES)))
    talk.running.fetch.stop()
    wait_for(talk.running.done)
    assert (talk.running.outcome, talk.running.exact) == (Outcome.STOPPED, b"".join(MESSAGES))
    assert talk.running.ended.frames == len(MESSAGES)
    assert talk.running.rows == b"one\n\ntwo\nlines\n\0\xff\n5:abc\n"


@each_way
def test_messages_feed_a_protocol_of_streams(
    prefix: str, start: Start, wait_for: WaitFor, wait_until: Callable[..., None]
) -> None:
    talk = start(prefix, "netstring")
    talk.say([b"3:one,3:t", b"wo,", b"9:half"])
    wait_until(lambda: talk.received == 18)
    talk.running.fetch.stop()
    wait_for(talk.running.done)
    assert talk.running.rows.startswith(b"one\ntwo\n")


@each_way
def test_a_newline_behind_each_for_those_who_need_one(
    prefix: str, start: Start, wait_for: WaitFor, wait_until: Callable[..., None]
) -> None:
    talk = start(prefix, "lines", {"end": "newline"})
    talk.say([b"one", b"two\n", b"three"])
    wait_until(lambda: talk.received == len(b"one\ntwo\nthree\n"))
    talk.running.fetch.stop()
    wait_for(talk.running.done)
    assert (talk.running.rows, talk.running.ended.frames) == (b"one\ntwo\nthree\n", 3)


@each_way
def test_silence(prefix: str, start: Start, wait_for: WaitFor) -> None:
    talk = start(prefix, idle_timeout=0.5)
    talk.say([b"one"])
    wait_for(talk.running.done)
    assert (talk.running.outcome, talk.running.exact) == (Outcome.TIMEOUT, b"one")
    silence = "nothing came" if prefix in ("udp-listen", "udp-multicast") else "the server was silent"
    assert f"{silence} for 0.5 s" in talk.running.ended.reason
    assert ("UDP does not tell what was lost" in talk.running.ended.reason) == prefix.startswith("udp")


class Pausing(PoemProtocol):
    """Takes a message, and then no more for now."""

    transport: Any
    has_paused = False

    def encode(self, frame: bytes) -> bytes:
        return frame

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)
        if not self.has_paused:
            self.has_paused = True
            self.transport.pauseProducing()


@each_way
def test_back_pressure(
    prefix: str, start: Start, reactor: Any, wait_for: WaitFor, wait_until: Callable[..., None]
) -> None:
    talk = start(prefix, Pausing)
    messages = [b"%05d" % number for number in range(100)]
    talk.say(messages)
    wait_until(lambda: talk.received > 0)
    for _ in range(20):
        wait_for(deferLater(reactor, 0))
    assert talk.received == 5
    assert talk.running.connection.reading.is_paused
    talk.running.connection.resumeProducing()
    wait_until(lambda: talk.received == 500)
    talk.running.fetch.stop()
    wait_for(talk.running.done)
    assert talk.running.exact == b"".join(messages)


@each_way
def test_the_largest_and_what_is_sent_back(
    prefix: str, start: Start, wait_for: WaitFor, wait_until: Callable[..., None]
) -> None:
    talk = start(prefix)
    message = bytes(range(256)) * (talk.other.largest // 256)
    talk.say([message])
    wait_until(lambda: talk.received == len(message))
    talk.running.fetch.stop()
    wait_for(talk.running.done)
    assert (talk.running.exact, talk.running.ended.frames) == (message, 1)


@each_way
def test_messages_are_recorded_with_their_borders(
    prefix: str,
    stage: Stage,
    reactor: Any,
    wait_for: WaitFor,
    wait_until: Callable[..., None],
    tmp_path: Path,
) -> None:
    other = MESSAGE_WAYS[prefix](stage)
    disk = ThreadDisk(reactor)
    store = PoemStore(tmp_path / "recorded", disk, info=INFO)
    server = Server("a server", other.address, transport_options=other.options, send=other.send)
    fetch: Fetch[Any] = Fetch(reactor, server, PoemFactory(shipped_protocol("raw")), store, disk=disk, wire=store)
    running = Running(fetch, store, [], [])
    fetch.start()
    wait_until(lambda: other.is_there(running))
    other.say(running, MESSAGES)
    wait_until(lambda: running.connection.bytes_received == len(b"".join(MESSAGES)))
    fetch.stop()
    wait_for(fetch.done)
    wait_for(disk.close())
    recording = StoredPoem.existing(store.directory).recording
    assert recording is not None
    records = [*recording.records()]
    assert [record.size for record in records if isinstance(record, Received)] == [*map(len, MESSAGES)]
    assert recording.wire(0, 100) == b"".join(MESSAGES)
    told = [record.kind for record in records if isinstance(record, Event)]
    assert (told[0], told[-1]) == (EventKind.CONNECTED, EventKind.LOST)


@each_way
def test_it_is_fetched_again(prefix: str, start: Start, wait_for: WaitFor, wait_until: Callable[..., None]) -> None:
    for message in (b"once", b"and again"):
        talk = start(prefix)
        talk.say([message])
        wait_until(lambda talk=talk, message=message: talk.received == len(message))
        talk.running.fetch.stop()
        wait_for(talk.running.done)
        assert (talk.running.outcome, talk.running.exact) == (Outcome.STOPPED, message), talk.running.ended.reason
