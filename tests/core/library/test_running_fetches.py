"""What runs: it is owned from when it is added until it is over, and all of it is stopped in one way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.library.fetch_queue import PER_FETCH, RESERVE
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Serve
from tests.core.scripted_server import is_silent, sends

WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.fixture
def two_at_once(reactor: Any) -> RunningFetches[str]:
    """Room for two connections, whatever is open."""
    return RunningFetches(reactor, lambda: RESERVE + 2 * PER_FETCH)


@pytest.fixture
def make(reactor: Any, tmp_path: Path) -> Callable[[str], Fetch[PoemStore]]:
    """Return a function that prepares a fetch of an address."""

    def make(address: str) -> Fetch[PoemStore]:
        store = PoemStore(tmp_path / str(len(list(tmp_path.iterdir()))))
        return Fetch(reactor, Server("a server", address), shipped_protocol("raw"), store)

    return make


Make = Callable[[str], Fetch[PoemStore]]


def ended(fetch: Fetch[PoemStore]) -> Ended:
    assert isinstance(fetch.state, Ended)
    return fetch.state


def test_one_is_running_from_when_it_is_added_until_it_has_ended(
    two_at_once: RunningFetches[str], make: Make, serve: Serve, wait_for: WaitFor
) -> None:
    fetches, fetch = two_at_once, make(serve(sends(b"a poem")).address)
    assert (fetches.running, fetches.is_busy) == ([], False)
    fetches.add("a poem's", fetch)
    assert (fetches.running, fetches.is_busy, fetches.connections()) == (["a poem's"], True, [])
    assert fetches.start("a poem's")
    wait_for(fetches.when_over())
    assert (ended(fetch).outcome, fetches.running, fetches.is_busy) == (Outcome.COMPLETE, [], False)


def test_those_that_are_told_of_an_end_find_it_running_no_more(
    reactor: Any, two_at_once: RunningFetches[str], serve: Serve, wait_for: WaitFor, tmp_path: Path
) -> None:
    found: list[tuple[bool, list[str], bool]] = []

    def look(state: object) -> None:
        found.append((isinstance(state, Ended), two_at_once.running, two_at_once.is_busy))

    server = Server("a server", serve(sends(b"a poem")).address)
    two_at_once.add("one", Fetch(reactor, server, shipped_protocol("raw"), PoemStore(tmp_path / "x"), on_state=look))
    two_at_once.start("one")
    wait_for(two_at_once.when_over())
    assert found[0] == (False, ["one"], True)
    assert found[-1] == (True, [], False)


def test_it_is_over_when_what_its_end_asks_for_is_done(
    two_at_once: RunningFetches[str], make: Make, serve: Serve, wait_until: WaitUntil
) -> None:
    fetches, told = two_at_once, list[str]()
    written: Deferred[None] = Deferred()
    server = serve(sends(b"a poem"))
    for owner, over in (("one", written), ("other", None)):
        fetches.add(owner, make(server.address), over)
        fetches.start(owner)
    fetches.when_over().addCallback(lambda _: told.append("over"))
    wait_until(lambda: not fetches.is_busy)
    assert (fetches.running, told) == ([], [])
    written.callback(None)
    assert told == ["over"]
    fetches.when_over().addCallback(lambda _: told.append("over all the time"))
    assert told == ["over", "over all the time"]


def test_those_of_a_server_are_found_by_its_id(
    two_at_once: RunningFetches[str], reactor: Any, tmp_path: Path, serve: Serve, wait_for: WaitFor
) -> None:
    fetches, address = two_at_once, serve(is_silent).address
    made = {}
    for owner, server_id in (("one", "a"), ("two", "b"), ("three", "a")):
        server = Server("a server", address, id=server_id)
        made[owner] = Fetch(reactor, server, shipped_protocol("raw"), PoemStore(tmp_path / owner))
        fetches.add(owner, made[owner])
        fetches.start(owner)
    assert fetches.running_of(["b", "a", "no such"]) == ["two", "one", "three"]
    fetches.stop("one")
    fetches.stop("two")
    wait_for(made["one"].done)
    assert (fetches.running_of(["a"]), fetches.running_of(["b"])) == (["three"], [])
    fetches.stop_all()
    wait_for(fetches.when_over())


def test_one_that_has_ended_before_runs_no_more(two_at_once: RunningFetches[str], make: Make, serve: Serve) -> None:
    fetch = make(serve(is_silent).address)
    fetch.stop()
    two_at_once.add("one", fetch)
    assert (two_at_once.running, two_at_once.is_busy) == ([], False)


def test_one_is_stopped_alone_and_whoever_has_none_is_no_error(
    two_at_once: RunningFetches[str], make: Make, serve: Serve, wait_for: WaitFor
) -> None:
    fetches, server = two_at_once, serve(is_silent)
    one, other = make(server.address), make(server.address)
    for owner, fetch in (("one", one), ("other", other)):
        fetches.add(owner, fetch)
        fetches.start(owner)
    fetches.stop("nobody")
    fetches.stop("one", "that one")
    wait_for(one.done)
    assert (ended(one).reason, fetches.running) == ("that one", ["other"])
    fetches.stop("one", "again")
    fetches.stop("other")
    wait_for(fetches.when_over())
    assert (ended(one).reason, ended(other).reason) == ("that one", "stopped by the user")


def test_all_that_run_wait_or_were_not_even_started_are_stopped(
    two_at_once: RunningFetches[int], make: Make, serve: Serve, wait_for: WaitFor, wait_until: WaitUntil
) -> None:
    server, fetches = serve(is_silent), two_at_once
    made = [make(server.address) for _ in range(5)]
    for number, fetch in enumerate(made):
        fetches.add(number, fetch)
    assert [fetches.start(number) for number in range(4)] == [True, True, False, False]
    assert fetches.waiting == 2
    wait_until(lambda: len(fetches.connections()) == 2)
    fetches.stop_all("enough")
    wait_for(fetches.when_over())
    assert [(ended(fetch).outcome, ended(fetch).reason) for fetch in made] == [(Outcome.STOPPED, "enough")] * 5
    assert (fetches.running, fetches.waiting, fetches.connections()) == ([], 0, [])
    # One that has ended before its turn came takes nobody's place.
    assert fetches.start(4)
    fetches.add(5, make(serve(sends(b"a poem")).address))
    fetches.start(5)
    wait_for(fetches.when_over())
    assert len(server.sessions) <= 2
