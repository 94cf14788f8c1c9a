"""Fetches start as descriptors allow: no connection is made that could not be kept, and all come to their end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.open_files import OpenFiles
from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.library.fetch_queue import PER_FETCH, PER_SHARING_FETCH, RESERVE, FetchQueue
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.core.conftest import Serve
from tests.core.scripted_server import Session, is_silent, sends

WaitUntil = Callable[[Callable[[], bool]], None]


class Desk:
    """Makes fetches of a server, and counts the descriptors that they may have open."""

    def __init__(self, reactor: Any, folder: Path, total: int) -> None:
        self.total = total
        self.fetches: list[Fetch[PoemStore]] = []
        self.most_connected = 0
        self.queue = FetchQueue(reactor, self.free)
        self._reactor = reactor
        self._folder = folder

    def free(self) -> int:
        """Count as the system would: what a fetch has not opened yet is free."""
        return self.total - sum(
            (fetch.connection is not None) + (fetch.store.size > 0)
            for fetch in self.fetches
            if not isinstance(fetch.state, Ended)
        )

    def fetch(self, address: str, protocol: str | type = "raw") -> bool:
        """Ask for one more, and return whether it was started at once."""
        made = shipped_protocol(protocol) if isinstance(protocol, str) else protocol
        store = PoemStore(self._folder / str(len(self.fetches)))
        server = Server("a server", address)
        fetch: Fetch[PoemStore] = Fetch(self._reactor, server, made, store, on_state=self._note)
        self.fetches.append(fetch)
        return self.queue.start(fetch)

    def _note(self, _: object) -> None:
        self.most_connected = max(self.most_connected, self.queue.running)

    def ends(self) -> list[Outcome]:
        """Return how those that have ended did."""
        return [fetch.state.outcome for fetch in self.fetches if isinstance(fetch.state, Ended)]


@pytest.fixture
def desk(reactor: Any, tmp_path: Path) -> Callable[[int], Desk]:
    return lambda slots: Desk(reactor, tmp_path, RESERVE + slots * PER_FETCH)


def test_those_for_which_there_is_no_room_wait_and_start_as_others_end(
    desk: Callable[[int], Desk], serve: Serve, wait_until: WaitUntil
) -> None:
    connected: list[Session] = []

    async def script(session: Session) -> None:
        connected.append(session)
        session.send(b"a poem")

    server = serve(script)
    some = desk(3)
    assert [some.fetch(server.address) for _ in range(10)] == [True] * 3 + [False] * 7
    assert (some.queue.running, some.queue.waiting) == (3, 7)
    wait_until(lambda: len(connected) == 3)

    def wait_for_end(left: int) -> None:
        wait_until(lambda: some.queue.running + some.queue.waiting == left and len(connected) == some.queue.running)

    while connected:
        connected.pop().close()
        left = some.queue.running + some.queue.waiting - 1
        wait_for_end(left)
    assert some.ends() == [Outcome.COMPLETE] * 10
    assert some.most_connected == 3
    assert (some.queue.running, some.queue.waiting) == (0, 0)


def test_one_whose_protocol_is_in_another_process_takes_the_room_of_its_lines_too(
    desk: Callable[[int], Desk], serve: Serve
) -> None:
    elsewhere = type("Elsewhere", (shipped_protocol("raw"),), {"descriptors": PER_FETCH})
    address = serve(is_silent).address
    some = desk(4)
    assert [some.fetch(address, elsewhere) for _ in range(3)] == [True, True, False]
    for fetch in some.fetches:
        fetch.stop()


def test_one_that_waits_can_be_stopped_and_never_connects(
    desk: Callable[[int], Desk], serve: Serve, wait_until: WaitUntil
) -> None:
    server = serve(is_silent)
    some = desk(1)
    for _ in range(3):
        some.fetch(server.address)
    some.fetches[1].stop()
    assert some.ends() == [Outcome.STOPPED]
    assert (some.queue.running, some.queue.waiting) == (1, 1)
    wait_until(lambda: some.fetches[0].connection is not None)
    some.fetches[0].stop()
    wait_until(lambda: some.fetches[2].connection is not None)
    some.fetches[2].stop()
    wait_until(lambda: len(some.ends()) == 3)
    assert some.fetches[1].connection is None
    assert some.ends() == [Outcome.STOPPED] * 3


def test_one_that_was_stopped_before_takes_nobodys_place(
    desk: Callable[[int], Desk], serve: Serve, reactor: Any, tmp_path: Path
) -> None:
    some = desk(1)
    server = Server("a server", serve(is_silent).address)
    fetch: Fetch[PoemStore] = Fetch(reactor, server, shipped_protocol("raw"), PoemStore(tmp_path / "poem"))
    fetch.stop()
    assert some.queue.start(fetch)
    assert (some.queue.running, some.queue.waiting) == (0, 0)


def test_all_can_be_stopped_at_once_and_nothing_is_left(
    desk: Callable[[int], Desk], serve: Serve, wait_until: WaitUntil
) -> None:
    server = serve(is_silent)
    some = desk(2)
    for _ in range(50):
        some.fetch(server.address)
    for fetch in some.fetches:
        fetch.stop()
    wait_until(lambda: len(some.ends()) == 50)
    assert (some.queue.running, some.queue.waiting) == (0, 0)
    assert len(server.sessions) <= 2


def test_one_at_a_time_is_fetched_with_less_than_the_reserve(
    desk: Callable[[int], Desk], serve: Serve, wait_until: WaitUntil
) -> None:
    server = serve(sends(b"a poem"))
    some = desk(0)
    some.total = PER_FETCH
    assert [some.fetch(server.address) for _ in range(4)] == [True, False, False, False]
    wait_until(lambda: len(some.ends()) == 4)
    assert some.ends() == [Outcome.COMPLETE] * 4
    assert some.most_connected == 1


def test_where_there_are_none_at_all_it_looks_again_from_time_to_time(tmp_path: Path) -> None:
    reactor = MemoryReactorClock()
    some = Desk(reactor, tmp_path, 0)
    assert not some.fetch("127.0.0.1:1")
    reactor.advance(5)
    assert (some.queue.running, some.queue.waiting, len(reactor.tcpClients)) == (0, 1, 0)
    some.total = 100
    reactor.advance(1)
    assert (some.queue.running, some.queue.waiting, len(reactor.tcpClients)) == (1, 0, 1)
    some.fetches[0].stop()
    assert not reactor.getDelayedCalls()


def looks_at_descriptors(folder: Path, free: int, address: str, count: int) -> tuple[FetchQueue, int]:
    """Ask for so many fetches where so many descriptors are free; return the queue, and how often they were counted."""
    counted: list[int] = []

    def counting() -> int:
        counted.append(1)
        return free

    reactor = MemoryReactorClock()
    queue = FetchQueue(reactor, counting)
    protocol = shipped_protocol("raw")
    for number in range(count):
        queue.start(Fetch(reactor, Server("a server", address), protocol, PoemStore(folder / str(number))))
    return queue, len(counted)


def test_thousands_are_counted_a_few_times_only(tmp_path: Path) -> None:
    _, looks = looks_at_descriptors(tmp_path, RESERVE + 5000 * PER_FETCH, "no address", 4000)
    assert looks == 1


def test_where_there_is_no_room_they_are_not_counted_for_each_that_waits(tmp_path: Path) -> None:
    queue, looks = looks_at_descriptors(tmp_path, RESERVE + 3 * PER_FETCH, "127.0.0.1:9", 1000)
    assert (queue.running, queue.waiting) == (3, 997)
    assert looks == 2


def test_files_that_are_shared_are_counted_once_for_all_and_not_for_each(tmp_path: Path) -> None:
    reactor = MemoryReactorClock()
    shared = OpenFiles(100)
    one = SegmentedFile(tmp_path, "one", open_files=shared)
    one.append(b"a")
    queue = FetchQueue(reactor, lambda: RESERVE + 99 + 3 * PER_SHARING_FETCH, shared)
    protocol = shipped_protocol("raw")
    for number in range(5):
        queue.start(Fetch(reactor, Server("a", "127.0.0.1:9"), protocol, PoemStore(tmp_path / str(number))))
    assert (queue.running, queue.waiting) == (3, 2)
    one.close_writing()
