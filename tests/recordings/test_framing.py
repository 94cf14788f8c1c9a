"""A framing of a poem of a library: its state on the way, its end, and what a job tells that cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, State
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.text.wording import state_word
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.framing import BeingFramed, Framing
from poetrygui.recordings.workers import RunningJob, SliceWorkers, StartJob
from tests.recordings.kept_recordings import poem_in
from tests.recordings.recorded_folder import record
from tests.recordings.test_differences import Job

Until = Callable[[Callable[[], bool]], None]


def nothing(_server: object) -> Any:
    raise AssertionError("nothing is fetched here")


@pytest.fixture
def library(reactor: Any, tmp_path: Path, wait_for: Any) -> Iterator[Library]:
    library = Library(reactor, tmp_path / "poems", tmp_path / "closed", nothing)
    yield library
    wait_for(library.shut_down())


@pytest.fixture
def netstring() -> PinnedProtocol:
    return pin(ProtocolRegistry(shipped_protocols()), "netstring", {})


@pytest.fixture
def source(tmp_path: Path) -> KeptPoem:
    return poem_in(record(tmp_path / "recording", [b"3:one,", b"3:two,oops"], "raw"))


def test_it_is_framed_into_a_poem_of_the_library(
    reactor: Any, library: Library, source: KeptPoem, netstring: PinnedProtocol, wait_until: Until
) -> None:
    workers = SliceWorkers(reactor)
    framing = Framing(source, netstring, library, workers.start)
    poem, states = framing.poem, list[State]()
    poem.changed.subscribe(lambda: states.append(poem.state))
    told: list[KeptPoem] = []
    library.phase_changed.subscribe(told.append)
    assert state_word(poem.state) == "Framing"
    framing.begin()
    wait_until(lambda: isinstance(poem.state, Ended))
    assert told == [poem]
    assert states[-2] == BeingFramed(6, 2, "framed anew, in a process of its own")
    ended = states[-1]
    assert isinstance(ended, Ended)
    assert (ended.outcome, ended.frames, ended.received) == (Outcome.PROTOCOL_ERROR, 2, 16)
    assert poem.store is not None
    assert poem.store.read(0, 99) == b"one\ntwo\n"
    assert poem.directory.parent == library.kept.folder
    wait_until(lambda: (noted := read_info(poem.directory)) is not None and noted.ended == ended)
    framing.stop("too late")
    assert poem.state is ended
    workers.close()


def test_what_could_not_begin_leaves_nothing(library: Library, source: KeptPoem, netstring: PinnedProtocol) -> None:
    job = Job()
    framing = Framing(source, netstring, library, job.start)
    framing.begin()
    job.say({"problem": "it is not there"})
    job.end(HostEnd())
    assert isinstance(framing.poem.state, Ended)
    assert framing.poem.state.reason == "it is not there"
    assert not framing.poem.directory.exists()


def test_what_is_stopped_before_it_has_begun_has_ended_and_does_not_begin(
    library: Library, source: KeptPoem, netstring: PinnedProtocol
) -> None:
    job = Job()
    framing = Framing(source, netstring, library, job.start)
    framing.stop("its tab was closed")
    assert isinstance(framing.poem.state, Ended)
    assert (framing.poem.state.outcome, framing.poem.state.reason) == (Outcome.STOPPED, "its tab was closed")
    framing.begin()
    assert not job.arguments


def previews_first(start: StartJob, wait_until: Until) -> StartJob:
    """Return what starts jobs and has that of a preview end before another begins: else either may be the first."""

    def start_one(
        job: str, arguments: Mapping[str, Any], on_message: Callable[[Message], None], on_end: Callable[[HostEnd], None]
    ) -> RunningJob:
        ends: list[HostEnd] = []

        def ended(end: HostEnd) -> None:
            on_end(end)
            ends.append(end)

        running = start(job, arguments, on_message, ended)
        if job == "preview":
            wait_until(lambda: bool(ends))
        return running

    return start_one


@pytest.fixture
def framed(
    reactor: Any, library: Library, source: KeptPoem, netstring: PinnedProtocol, wait_until: Until
) -> Iterator[Framing]:
    """One that has ended."""
    workers = SliceWorkers(reactor)
    framing = Framing(source, netstring, library, previews_first(workers.start, wait_until))
    framing.begin()
    wait_until(lambda: isinstance(framing.poem.state, Ended))
    yield framing
    workers.close()


def news_of(framing: Framing) -> list[str]:
    """Return a list in which there will be what is told of another version."""
    told: list[str] = []
    news = framing.news
    news.previewed.subscribe(lambda rows: told.append(f"previewed {rows.read(0, 99).decode()!r}"))
    news.replacing.subscribe(lambda: told.append("replacing"))
    news.replaced.subscribe(lambda: told.append("replaced"))
    news.refused.subscribe(told.append)
    return told


def test_another_version_takes_the_place_of_what_there_was(framed: Framing, wait_until: Until) -> None:
    told, poem, before = news_of(framed), framed.poem, framed.poem.directory
    states: list[State] = []
    poem.changed.subscribe(lambda: states.append(poem.state))
    lines = pin(ProtocolRegistry(shipped_protocols()), "lines", {})
    framed.again(lines)
    assert framed.is_for == lines
    assert framed.protocol != lines
    wait_until(lambda: "replaced" in told)
    assert told == ["replacing", "replaced"]
    assert framed.protocol == lines
    assert poem.store is not None
    assert (poem.info.protocol, poem.directory == before, poem.store.directory) == ("lines", False, poem.directory)
    assert isinstance(states[-1], Ended)
    assert (states[-1].outcome, states[-1].frames) == (Outcome.COMPLETE, 1)
    wait_until(lambda: not before.exists())


def test_the_visible_stretch_is_shown_until_all_is_framed(framed: Framing, wait_until: Until) -> None:
    told = news_of(framed)
    framed.again(pin(ProtocolRegistry(shipped_protocols()), "lines", {}), (6, 12))
    wait_until(lambda: "replaced" in told)
    assert told[-2:] == ["replacing", "replaced"]
    framed.again(pin(ProtocolRegistry(shipped_protocols()), "netstring", {}), (6, 12))
    wait_until(lambda: told.count("replaced") == 2)
    assert told[-3:] == ["previewed 'two\\n'", "replacing", "replaced"]


def test_one_that_cannot_be_loaded_leaves_what_there_was(
    framed: Framing, netstring: PinnedProtocol, wait_until: Until
) -> None:
    told, before, state = news_of(framed), framed.poem.directory, framed.poem.state
    framed.again(evolve(netstring, sha256="0" * 64))
    wait_until(lambda: bool(told))
    assert told == ["netstring.py is not what was trusted: look at it again.: what the version before has made stays"]
    assert (framed.poem.directory, framed.poem.state) == (before, state)
    assert framed.is_for == framed.protocol == netstring


def test_the_newest_of_several_wins(framed: Framing, library: Library, wait_until: Until) -> None:
    told = news_of(framed)
    framed.again(pin(ProtocolRegistry(shipped_protocols()), "raw", {}))
    framed.again(pin(ProtocolRegistry(shipped_protocols()), "lines", {}))
    wait_until(lambda: bool(told))
    assert told == ["replacing", "replaced"]
    assert framed.protocol.name == "lines"
    framed.again(pin(ProtocolRegistry(shipped_protocols()), "raw", {}))
    framed.stop("stopped")
    assert framed.is_for.name == "lines"
    wait_until(lambda: [each.name for each in library.kept.folder.iterdir()] == [framed.poem.directory.name])


def test_the_name_of_what_was_framed_before_does_not_grow(
    library: Library, netstring: PinnedProtocol, source: KeptPoem
) -> None:
    first = Framing(source, netstring, library, Job().start).poem
    second = Framing(first, netstring, library, Job().start).poem
    assert first.info.name == second.info.name == "a server · framed with netstring"
