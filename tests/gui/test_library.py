"""The window's library, without the window: what waits, what is kept, and that all of it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from poetrygui.core.fetching import disk_pressure
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.poem_info import read_info
from tests.core.reference_rows import file_size_limit
from tests.gui.scripted import LoopbackServers, holds, sends

LIMIT = 256 * 1024
DATA = b"".join(b"verse %06d\n" % number for number in range(40_000))

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def begun(library: Library) -> list[KeptPoem]:
    """Every poem that has begun."""
    poems: list[KeptPoem] = []
    library.started.subscribe(poems.append)
    return poems


def noted(poem: KeptPoem) -> Ended | None:
    """Return the end that stands with the poem on disk."""
    info = read_info(poem.directory)
    return None if info is None else info.ended


def test_a_full_disk_is_waited_for(
    library: Library,
    begun: list[KeptPoem],
    servers: LoopbackServers,
    wait_until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disk_pressure, "RETRY_INTERVAL", 0.02)
    with file_size_limit(LIMIT):
        library.start([servers.listen(sends(DATA))])
        (poem,) = begun
        wait_until(lambda: isinstance(poem.state, Receiving) and "until there is room" in poem.state.waiting)
        assert poem.is_running
    wait_until(lambda: not poem.is_running)
    assert isinstance(poem.state, Ended)
    assert (poem.state.outcome, poem.state.bytes) == (Outcome.COMPLETE, len(DATA))


def test_only_a_new_phase_is_told_as_one(
    library: Library, begun: list[KeptPoem], servers: LoopbackServers, wait_until: Until
) -> None:
    phases: list[str] = []
    progress: list[int] = []
    library.phase_changed.subscribe(lambda poem: phases.append(type(poem.state).__name__))
    library.progressed.subscribe(lambda _: progress.append(1))
    library.start([servers.listen(holds(b"verse\n"))])
    (poem,) = begun
    wait_until(lambda: isinstance(poem.state, Receiving) and poem.state.bytes > 0)
    assert phases == ["Receiving"]
    assert progress
    library.stop(poem)
    wait_until(lambda: not poem.is_running)
    assert phases == ["Receiving", "Ended"]


def test_a_poem_in_which_nothing_came_leaves_nothing_and_another_its_note(
    library: Library, begun: list[KeptPoem], servers: LoopbackServers, wait_until: Until
) -> None:
    library.start([servers.listen(sends(b"")), servers.listen(sends(b"verse\n"))])
    wait_until(lambda: len(begun) == 2 and not library.is_busy)
    empty, whole = begun
    wait_until(lambda: not empty.directory.exists() and noted(whole) is not None)
    assert noted(whole) == whole.state
    assert library.connections() == []


def test_a_poem_of_which_nothing_was_delivered_keeps_what_was_received(
    library: Library, begun: list[KeptPoem], servers: LoopbackServers, wait_until: Until
) -> None:
    library.start([servers.listen(sends(b"no netstring"), protocol="netstring")])
    (poem,) = begun
    wait_until(lambda: noted(poem) is not None)
    ended = noted(poem)
    assert ended is not None
    assert (ended.outcome, ended.bytes) == (Outcome.PROTOCOL_ERROR, 0)
    assert ended.undelivered is not None


def test_quitting_stops_what_runs_and_begins_nothing_more(
    library: Library, begun: list[KeptPoem], servers: LoopbackServers, wait_for: Any, wait_until: Until
) -> None:
    server = servers.listen(holds(b"verse\n"))
    library.start([server])
    (poem,) = begun
    wait_until(lambda: isinstance(poem.state, Receiving) and poem.state.bytes > 0)
    ends = [library.shut_down(), library.shut_down()]
    library.start([server])
    for end in ends:
        wait_for(end)
    assert begun == [poem]
    assert not library.is_busy
    ended = noted(poem)
    assert ended is not None
    assert (ended.outcome, ended.reason) == (Outcome.STOPPED, "stopped, because the program was quit")
