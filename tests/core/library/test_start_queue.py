"""Servers are started in their order, and no longer at a stretch than a window can wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.task import Clock

from poetrygui.core.library import start_queue
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.library.start_queue import Start, StartQueue
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.servers.server_book import Server

SERVERS = [Server(str(number), "127.0.0.1:1") for number in range(3)]


@pytest.fixture(autouse=True)
def _at_a_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have starting go on for as long as a busy machine takes for it."""
    monkeypatch.setattr(start_queue, "LONGEST_STRETCH", 3600.0)


def nothing(_server: Server) -> Any:
    return None


def test_all_are_started_at_once_where_that_takes_no_time() -> None:
    started: list[Start] = []
    queue, shared = StartQueue(Clock(), lambda *start: started.append(start)), SharedFactories(nothing)
    poem = KeptPoem(PoemInfo("", "", "", ""), Path())
    queue.add(SERVERS, shared, {SERVERS[1].id: poem})
    assert started == [(SERVERS[0], shared, None), (SERVERS[1], shared, poem), (SERVERS[2], shared, None)]
    assert queue.is_empty


def test_the_rest_comes_in_later_turns_unless_nothing_more_is_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_queue, "LONGEST_STRETCH", -1.0)
    for is_cleared, names in ((False, ["0", "1", "2"]), (True, ["0"])):
        clock, started = Clock(), list[str]()
        queue = StartQueue(clock, lambda server, *_, started=started: started.append(server.name))
        queue.add(SERVERS, SharedFactories(nothing), {})
        assert (started, queue.is_empty) == (["0"], False)
        if is_cleared:
            queue.clear()
        clock.advance(1)
        assert (started, queue.is_empty, clock.getDelayedCalls()) == (names, True, [])


def test_one_that_is_not_ready_waits_and_holds_up_no_others() -> None:
    clock, started, ready = Clock(), list[str](), list[Callable[[], object]]()

    def is_ready(server: Server, begin: Callable[[], object]) -> bool:
        ready.append(begin)
        return server.name != "1" or len(ready) > 4

    queue = StartQueue(clock, lambda server, *_: started.append(server.name), is_ready)
    queue.add(SERVERS, SharedFactories(nothing), {})
    assert (started, queue.is_empty) == (["0", "2"], False)
    queue.add([SERVERS[1]], SharedFactories(nothing), {})
    assert len(ready) == 3, "it waits already"
    ready[1]()
    clock.advance(0)
    assert (started, queue.is_empty) == (["0", "2"], False)
    ready[3]()
    assert (started, queue.is_empty) == (["0", "2"], False), "not in the turn in which it was told"
    clock.advance(0)
    assert (started, queue.is_empty) == (["0", "2", "1"], True)
    ready[3]()
    clock.advance(0)
    assert started == ["0", "2", "1"]


def test_what_waits_is_not_started_once_nothing_is_to() -> None:
    started, ready = list[str](), list[Callable[[], object]]()

    def is_ready(_: Server, begin: Callable[[], object]) -> bool:
        ready.append(begin)
        return False

    queue = StartQueue(Clock(), lambda server, *_: started.append(server.name), is_ready)
    queue.add(SERVERS, SharedFactories(nothing), {})
    queue.clear()
    for begin in ready:
        begin()
    assert (started, queue.is_empty, len(ready)) == ([], True, 3)
