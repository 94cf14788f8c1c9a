"""A poem goes on with another connection where its user or its server says so, and tells of the last that stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from poetrygui.api import PoemProtocol
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, Pausing, Receiving
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import PluginError
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Serve
from tests.core.scripted_server import sends, sends_and_waits

Until = Callable[[Callable[[], bool]], None]


def configured(server: Server) -> type[PoemProtocol]:
    if server.protocol == "broken":
        raise PluginError("it cannot be used")
    return shipped_protocol(server.protocol)


@pytest.fixture
def library(reactor: Any, tmp_path: Path, wait_for: WaitFor) -> Iterator[Library]:
    library = Library(reactor, tmp_path / "poems", tmp_path / "closed", configured)
    yield library
    wait_for(library.shut_down())


@pytest.fixture
def begun(library: Library) -> list[KeptPoem]:
    poems: list[KeptPoem] = []
    library.started.subscribe(poems.append)
    return poems


def has_ended(poem: KeptPoem) -> Callable[[], bool]:
    return lambda: isinstance(poem.state, Ended)


def rows_of(poem: KeptPoem) -> list[str]:
    assert poem.reader is not None
    rows = poem.reader.read(0, poem.reader.size).decode().splitlines()
    return ["──" if row.startswith("── ") else row for row in rows]


def test_a_fetch_behind_another_is_told_as_the_same_poem(
    library: Library, begun: list[KeptPoem], serve: Serve, wait_until: Until, tmp_path: Path
) -> None:
    server = Server("a server", serve(sends(b"one\n")).address, "lines")
    library.start([server])
    (poem,) = begun
    wait_until(has_ended(poem))
    library.start([server], behind={server.id: poem})
    assert begun == [poem, poem]
    assert poem.is_running
    library.start([server], behind={server.id: poem})
    assert begun == [poem, poem], "it runs"
    wait_until(has_ended(poem))
    assert rows_of(poem) == ["one", "──", "one"]
    assert sorted(poem.names) == sorted(path.name for path in (tmp_path / "poems").iterdir())
    assert library.kept.in_use.names == set(poem.names)
    assert library.kept.in_use.showing(poem.names[0]) is poem
    library.close(poem, TabPlace())
    library.start([server], behind={server.id: poem})
    assert begun == [poem, poem], "its tab was closed"


def test_what_keeps_it_from_going_on_is_told_where_it_would(
    library: Library, begun: list[KeptPoem], serve: Serve, wait_until: Until
) -> None:
    server = Server("a server", serve(sends(b"one\n")).address, "lines")
    library.start([server])
    (poem,) = begun
    wait_until(has_ended(poem))
    before = poem.info.ended
    for broken, outcome in (
        (evolve(server, protocol="broken"), Outcome.PLUGIN_FAULT),
        (evolve(server, address="127.0.0.1:1"), Outcome.REFUSED),
    ):
        library.start([broken], behind={server.id: poem})
        wait_until(has_ended(poem))
        assert isinstance(poem.state, Ended)
        assert poem.state.outcome is outcome
        assert (poem.info.ended, rows_of(poem)) == (before, ["one"]), "that is how the last connection ended"
    library.start([server], behind={server.id: poem})
    wait_until(lambda: rows_of(poem) == ["one", "──", "one"])


def test_an_attempt_that_fails_leaves_nothing_on_disk_and_what_was_before_stays_noted(
    library: Library, begun: list[KeptPoem], serve: Serve, wait_until: Until, wait_for: WaitFor, tmp_path: Path
) -> None:
    listening = serve(sends_and_waits(b"one\n"))
    server = Server("a server", listening.address, "lines", reconnect=Reconnect.ALWAYS, reconnect_limit=1)
    library.start([server])
    (poem,) = begun
    wait_until(lambda: isinstance(poem.state, Receiving) and poem.state.frames == 1)
    wait_for(listening.close())
    wait_until(lambda: isinstance(poem.state, Pausing))
    wait_until(has_ended(poem))
    assert isinstance(poem.state, Ended)
    assert "given up after 1 attempt in a row" in poem.state.reason
    assert not library.is_busy
    (folder,) = (tmp_path / "poems").iterdir()

    def noted() -> bool:
        info = read_info(folder)
        return info is not None and info.ended is not None and info.ended.outcome is Outcome.RESET

    wait_until(noted)


def test_a_protocol_that_cannot_be_used_any_more_ends_it(
    library: Library, begun: list[KeptPoem], serve: Serve, wait_until: Until
) -> None:
    server = Server("a server", serve(sends(b"one\n")).address, "lines", reconnect=Reconnect.ALWAYS)
    library.start([server])
    library.take_servers([evolve(server, protocol="broken", name="another")])
    (poem,) = begun
    assert poem.info.name == "another"
    wait_until(has_ended(poem))
    assert isinstance(poem.state, Ended)
    assert poem.state.outcome is Outcome.PLUGIN_FAULT
    assert not library.is_busy


def test_a_tab_that_is_closed_in_the_pause_ends_it(
    library: Library, begun: list[KeptPoem], serve: Serve, wait_until: Until, tmp_path: Path
) -> None:
    server = Server("a server", serve(sends(b"one\n")).address, "lines", reconnect=Reconnect.ALWAYS)
    library.start([server])
    (poem,) = begun
    wait_until(lambda: isinstance(poem.state, Pausing))
    assert library.running == [poem]
    library.close(poem, TabPlace())
    assert not library.is_busy
    wait_until(lambda: len(list((tmp_path / "closed").glob("*"))) == 1)


def test_whether_servers_are_fit_is_asked_of_those_alone_that_are_others_now(
    library: Library, begun: list[KeptPoem], serve: Serve, wait_until: Until
) -> None:
    server = Server("a server", serve(sends(b"one\n")).address, "lines", reconnect=Reconnect.ALWAYS)
    library.start([server])
    (poem,) = begun
    asked: list[list[str]] = []

    def unfit(servers: Iterable[Server]) -> set[str]:
        asked.append([each.name for each in servers])
        return {server.id} if len(asked) == 1 else set()

    beside = Server("beside", "command:rm -rf /")
    library.take_servers([beside, server], unfit)
    assert asked == []
    another = evolve(server, name="another", protocol="broken")
    for name in ("a server", "another"):
        library.take_servers([beside, another], unfit)
        assert (poem.info.name, asked[-1]) == (name, ["another"])
    library.take_servers([another], unfit)
    assert len(asked) == 2
    wait_until(has_ended(poem))
    assert isinstance(poem.state, Ended)
    assert poem.state.outcome is Outcome.PLUGIN_FAULT
