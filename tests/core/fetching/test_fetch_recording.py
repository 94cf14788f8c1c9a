"""A fetch that is recorded: however it ends, every byte that came is there, and the one at fault is found."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.interfaces import IHalfCloseableProtocol
from zope.interface import implementer

from poetrygui.api import PoemProtocol
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.frame_places import FramePlaces, WireRange
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Event, Received, Sent
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.certificates import Authority
from tests.core.conftest import Serve
from tests.core.poems.recorded_poem import INFO
from tests.core.scripted_server import Script, Session, sends

Recorded = Callable[..., tuple[Ended, StoredPoem, Recording]]


class Faulty(PoemProtocol):
    """Delivers what it gets, and has a fault that shows with ``bad``."""

    def dataReceived(self, data: bytes) -> None:
        self.deliver_part(data)
        if b"bad" in data:
            raise ZeroDivisionError


class Hanging(PoemProtocol):
    """Never comes back from ``bad``."""

    def dataReceived(self, data: bytes) -> None:
        while b"bad" in data:
            pass
        self.deliver_part(data)


@pytest.fixture
def recorded(reactor: Any, serve: Serve, wait_for: WaitFor, tmp_path: Path) -> Recorded:
    """Return a function that fetches what a server sends, and reads the recording when all is over."""

    def fetch(
        protocol: Any, *data: bytes, script: Script | None = None, **server: Any
    ) -> tuple[Ended, StoredPoem, Recording]:
        address = serve(script or sends(*data)).address
        disk = ThreadDisk(reactor)
        store = PoemStore(tmp_path / "poem", disk, info=INFO)
        built = PoemFactory(shipped_protocol(protocol) if isinstance(protocol, str) else protocol)
        running: Fetch[Any] = Fetch(reactor, Server("a server", address, **server), built, store, disk=disk, wire=store)
        running.start()
        wait_for(running.done)
        wait_for(disk.close())
        assert isinstance(running.state, Ended)
        poem = StoredPoem.existing(store.directory)
        assert poem.recording is not None
        assert poem.recording.timed_size == poem.recording.wire_size
        assert (poem.size, poem.frame_count, poem.exact_size) == (store.size, store.frame_count, store.exact_size)
        return running.state, poem, poem.recording

    return fetch


def check_whole(recording: Recording, wire: bytes) -> None:
    assert recording.wire(0, len(wire) + 9) == wire


def test_a_poem_that_is_complete(recorded: Recorded) -> None:
    ended, poem, recording = recorded("lines", b"one\ntwo\n")
    assert ended.outcome is Outcome.COMPLETE
    check_whole(recording, b"one\ntwo\n")
    assert FramePlaces(poem, recording).wire_of_frame(1) == WireRange(4, 8, is_exact=True)
    events = [record.kind for record in recording.records() if isinstance(record, Event)]
    assert (events[0], events[-1]) == (EventKind.CONNECTED, EventKind.LOST)


@pytest.mark.parametrize(
    "protocol, wire, outcome",
    [
        ("netstring", b"3:one,3:two;5:three,", Outcome.PROTOCOL_ERROR),
        ("netstring", b"3:one,9:two", Outcome.CUT),
        (Faulty, b"good and bad", Outcome.PLUGIN_FAULT),
    ],
)
def test_what_ended_badly_is_there_to_the_last_byte(
    recorded: Recorded, protocol: Any, wire: bytes, outcome: Outcome
) -> None:
    ended, _, recording = recorded(protocol, wire)
    assert ended.outcome is outcome
    check_whole(recording, wire)
    if (undelivered := ended.undelivered) is not None:
        assert recording.wire(undelivered.at, undelivered.at + len(undelivered.data)) == undelivered.data


def test_the_byte_at_fault_is_found_on_the_wire(recorded: Recorded) -> None:
    ended, _, recording = recorded("netstring", b"3:one,3:two;5:three,")
    assert ended.undelivered is not None
    assert recording.wire(ended.undelivered.at, 99) == b"3:two;5:three,"


def test_a_protocol_that_hangs_has_its_chunk_recorded(recorded: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.2)
    ended, _, recording = recorded(Hanging, b"bad")
    assert ended.outcome is Outcome.PLUGIN_HANG
    check_whole(recording, b"bad")


def test_what_is_sent_is_recorded_before_what_comes_back(recorded: Recorded) -> None:
    _, _, recording = recorded("lines", b"answer\n", send="question")
    told = [record for record in recording.records() if isinstance(record, Sent | Received)]
    assert isinstance(told[0], Sent)
    assert told[0].data == b"question\n"


def test_bytes_of_tls_are_recorded_in_the_clear(serve: Serve, reactor: Any, wait_for: WaitFor, tmp_path: Path) -> None:
    server = serve(sends(b"a secret\n"), tls=Authority().server("other.example"))
    store = PoemStore(tmp_path / "poem", info=INFO)
    fetch: Fetch[Any] = Fetch(
        reactor,
        Server("a server", server.address, transport_options={"verify": "insecure"}),
        shipped_protocol("lines"),
        store,
        wire=store,
    )
    fetch.start()
    wait_for(fetch.done)
    assert store.recording is not None
    check_whole(store.recording, b"a secret\n")
    (handshake,) = [
        record
        for record in store.recording.records()
        if isinstance(record, Event) and record.kind is EventKind.HANDSHAKE_DONE
    ]
    assert handshake.text.startswith("TLSv1")
    store.close()


@implementer(IHalfCloseableProtocol)
class Answering(PoemProtocol):
    """Says good-bye when the server has said all."""

    transport: Any

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)

    def readConnectionLost(self) -> None:
        self.deliver(b"all")
        self.transport.write(b"bye")
        self.transport.loseConnection()

    def writeConnectionLost(self) -> None:
        raise AssertionError("nobody has closed that way alone")


def test_that_the_server_sends_no_more_is_an_event_between_what_came_and_what_was_answered(recorded: Recorded) -> None:
    async def script(session: Session) -> None:
        session.send(b"one")
        await session.sent()
        session.socket.shutdown(socket.SHUT_WR)
        assert await session.heard(3) == b"bye"

    ended, poem, recording = recorded(Answering, script=script)
    assert (ended.outcome, ended.frames, poem.read(0, 99)) == (Outcome.COMPLETE, 2, b"one\nall\n")
    told = [str(each.kind) if isinstance(each, Event) else type(each).__name__ for each in recording.records()]
    assert [each for each in told if each != "Anchor"] == [
        "connected",
        "Received",
        "half-closed",
        "Sent",
        "Delivered",
        "lost",
    ]


def test_for_a_protocol_that_does_not_ask_it_is_a_close_like_any_other(recorded: Recorded) -> None:
    async def script(session: Session) -> None:
        session.send(b"one\n")
        session.socket.shutdown(socket.SHUT_WR)
        await session.lost()

    ended, _, recording = recorded("lines", script=script)
    assert (ended.outcome, ended.reason) == (Outcome.COMPLETE, "the server closed the connection")
    kinds = [each.kind for each in recording.records() if isinstance(each, Event)]
    assert kinds == [EventKind.CONNECTED, EventKind.LOST]
