"""A disk that is full, gone or slow: what arrived stays, and the server waits instead of the memory."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.fetching import disk_pressure
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.outcomes import Outcome, Receiving
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, Serve, StartFetch
from tests.core.reference_rows import file_size_limit
from tests.core.scripted_server import Session, is_silent, sends, sends_and_resets, sends_and_waits

WaitUntil = Callable[[Callable[[], bool]], None]
LIMIT = 256 * 1024
DATA = b"".join(b"verse %06d\n" % number for number in range(80_000))


def test_a_full_disk_ends_the_fetch(serve: Serve, fetched: Fetched) -> None:
    with file_size_limit(LIMIT):
        running = fetched(serve(sends(DATA)))
    assert running.outcome is Outcome.DISK_FULL
    assert "no room" in running.ended.reason
    assert running.exact == DATA[:LIMIT]


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_pressure, "RETRY_INTERVAL", 0.05)


@pytest.mark.usefixtures("short_wait")
@pytest.mark.parametrize("threaded", [False, True])
def test_a_full_disk_that_has_room_again(
    reactor: Any, serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, wait_until: WaitUntil, threaded: bool
) -> None:
    disk = ThreadDisk(reactor, high=100_000, low=50_000) if threaded else None
    server = serve(sends(DATA))
    with file_size_limit(LIMIT) as set_limit:
        running = start_fetch(server, "lines", disk=disk, wait_for_room=True)

        def waits() -> bool:
            state = running.states[-1]
            return isinstance(state, Receiving) and "full" in state.waiting

        wait_until(waits)
        set_limit(LIMIT * 2)
        wait_until(lambda: running.store.size == LIMIT * 2)
        wait_until(waits)
        assert running.rows == DATA[: LIMIT * 2]
    wait_for(running.done)
    assert running.outcome is Outcome.COMPLETE
    assert running.rows == DATA
    if disk is not None:
        assert disk.backlog == 0
        wait_for(disk.close())


@pytest.mark.usefixtures("short_wait")
def test_stopped_while_the_disk_is_full(
    serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, wait_until: WaitUntil
) -> None:
    with file_size_limit(LIMIT):
        running = start_fetch(serve(sends(DATA)), wait_for_room=True)
        wait_until(lambda: running.store.error is not None)
        running.fetch.stop()
        wait_for(running.done)
    assert running.outcome is Outcome.DISK_FULL
    assert running.exact == DATA[:LIMIT]


def test_a_folder_that_is_removed(serve: Serve, start_fetch: StartFetch, wait_for: WaitFor) -> None:
    async def script(session: Session) -> None:
        session.send(b"first")
        await session.heard(1)
        session.send(b"second")
        await session.lost()

    running = start_fetch(serve(script))

    def remove() -> None:
        unsubscribe()
        running.store.close()
        shutil.rmtree(running.store.directory)
        running.fetch.send(b"x")

    unsubscribe = running.store.subscribe(remove)
    wait_for(running.done)
    assert running.outcome is Outcome.DISK_ERROR
    assert str(running.store.directory) in running.ended.reason
    assert not running.store.directory.exists()
    # What is gone cannot be compared at the end of the test.
    running.store.directory.mkdir()
    (running.store.directory / "rows.000").write_bytes(b"first")
    (running.store.directory / "borders.000").write_bytes((1).to_bytes(8, "little"))


def test_a_folder_that_cannot_be_made(serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, tmp_path: Path) -> None:
    (tmp_path / "poem-0").write_bytes(b"precious")
    running = start_fetch(serve(sends_and_waits(b"verse")))
    wait_for(running.done)
    assert running.outcome is Outcome.DISK_ERROR
    assert (tmp_path / "poem-0").read_bytes() == b"precious"


class HeldUp:
    """A disk whose thread waits for us before anything is written."""

    def __init__(self, disk: ThreadDisk) -> None:
        self._event = threading.Event()
        disk.run(lambda: self._event.wait(30), lambda _: None)

    def let_go(self) -> None:
        self._event.set()


@pytest.mark.parametrize("protocol", ["raw", "lines"])
def test_a_slow_disk_pauses_the_server(
    reactor: Any, serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, wait_until: WaitUntil, protocol: str
) -> None:
    data = DATA * 8
    disk = ThreadDisk(reactor, high=64 * 1024, low=16 * 1024)
    held = HeldUp(disk)
    server = serve(sends(data))
    running = start_fetch(server, protocol, disk=disk)
    wait_until(lambda: running.fetch.connection is not None and running.fetch.connection.reading.is_paused_by("disk"))
    connection = running.connection
    assert connection.bytes_received < len(data)
    # Not more than what was read at once came over the bound.
    assert disk.backlog <= 64 * 1024 + 2 * 256 * 1024
    assert running.store.size == 0
    held.let_go()
    wait_for(running.done)
    assert running.outcome is Outcome.COMPLETE
    assert running.rows == data
    assert (disk.backlog, disk.congested) == (0, False)
    wait_for(disk.close())


def test_a_reset_while_the_disk_is_behind(
    reactor: Any, serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, wait_until: WaitUntil
) -> None:
    data = DATA[: 2 * LIMIT]
    disk = ThreadDisk(reactor, high=1024, low=512)
    held = HeldUp(disk)
    running = start_fetch(serve(sends_and_resets(data)), disk=disk)
    wait_until(lambda: running.fetch.connection is not None and running.fetch.connection.reading.is_paused_by("disk"))
    held.let_go()
    wait_for(running.done)
    assert running.outcome is Outcome.RESET
    assert running.exact == data
    wait_for(disk.close())


def test_stopped_while_the_disk_is_behind(
    reactor: Any, serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, wait_until: WaitUntil
) -> None:
    disk = ThreadDisk(reactor, high=1024, low=512)
    held = HeldUp(disk)
    running = start_fetch(serve(sends(DATA)), disk=disk)
    wait_until(lambda: running.fetch.connection is not None and running.fetch.connection.reading.is_paused_by("disk"))
    received = running.connection.bytes_received
    running.fetch.stop()
    assert not running.done.called
    held.let_go()
    wait_for(running.done)
    assert running.outcome is Outcome.STOPPED
    assert running.exact == DATA[:received]
    wait_for(disk.close())


def test_one_slow_fetch_pauses_all_that_share_its_disk(
    reactor: Any, serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, wait_until: WaitUntil
) -> None:
    disk = ThreadDisk(reactor, high=32 * 1024, low=8 * 1024)
    held = HeldUp(disk)
    running = [start_fetch(serve(sends(DATA)), disk=disk) for _ in range(5)]
    wait_until(lambda: any(each.fetch.connection and each.fetch.connection.reading.is_paused for each in running))
    held.let_go()
    for each in running:
        wait_for(each.done)
        assert (each.outcome, each.exact) == (Outcome.COMPLETE, DATA)
    assert disk.backlog == 0
    wait_for(disk.close())


def test_closing_a_disk_that_was_never_used(reactor: Any, wait_for: WaitFor) -> None:
    wait_for(ThreadDisk(reactor).close())


def test_a_listener_that_fails_changes_nothing(
    reactor: Any, serve: Serve, wait_for: WaitFor, logged_errors: Any, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a listener's own mistake")

    server = Server("a server", serve(sends(b"verse")).address)
    store = PoemStore(tmp_path / "poem")
    running = Fetch(reactor, server, shipped_protocol("raw"), store, on_state=fail, on_chunk=fail)
    running.start()
    ended = wait_for(running.done)
    assert (ended.outcome, ended.bytes) == (Outcome.COMPLETE, 5)
    assert len(logged_errors.take()) >= 4


def test_silence_is_not_counted_while_nothing_is_read(
    reactor: Any, serve: Serve, start_fetch: StartFetch, wait_until: WaitUntil
) -> None:
    running = start_fetch(serve(is_silent), idle_timeout=0.5)
    wait_until(lambda: running.fetch.connection is not None)
    connection = running.connection
    connection.reading.pause("test")
    begun = running.fetch.last_received or 0
    wait_until(lambda: reactor.seconds() > begun + 0.8)
    assert not running.done.called
    connection.reading.resume("test")
    resumed = reactor.seconds()
    wait_until(lambda: running.done.called)
    assert running.outcome is Outcome.TIMEOUT
    assert running.ended.seconds >= resumed - begun + 0.5
