"""A framing of a poem of a library: its state on the way, its end, and what a job tells that cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, State
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.text.wording import state_word
from poetrygui.hosts.host import HostEnd
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.framing import BeingFramed, Framing
from poetrygui.recordings.workers import SliceWorkers
from tests.recordings.recorded_folder import begin, record
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


def poem_in(folder: Path) -> KeptPoem:
    info = read_info(folder)
    assert info is not None
    poem = KeptPoem(info, folder, info.ended)
    poem.store = StoredPoem.existing(folder)
    return poem


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


def test_what_is_noted_beside_the_end_is_told_with_it(
    library: Library, source: KeptPoem, netstring: PinnedProtocol
) -> None:
    job = Job()
    framing = Framing(source, netstring, library, job.start)
    framing.begin()
    framing.poem.directory.mkdir(parents=True)
    (framing.poem.directory / "poem.json").write_bytes((source.directory / "poem.json").read_bytes())
    job.say({"outcome": "complete", "notes": ["it looked at 6 of 12 bytes"]})
    job.end(HostEnd())
    assert isinstance(framing.poem.state, Ended)
    assert framing.poem.state.reason == "The server closed the connection. It looked at 6 of 12 bytes"


@pytest.mark.parametrize(
    "said, end, outcome, reason",
    [
        ({"problem": "it is not there"}, HostEnd(), Outcome.PLUGIN_FAULT, "it is not there"),
        (None, HostEnd("its process ended with SIGSEGV", "last words"), Outcome.PLUGIN_FAULT, "its process ended with"),
        (None, HostEnd("it computed for 2 s", is_hang=True), Outcome.PLUGIN_HANG, "it computed for 2 s"),
        (None, HostEnd(), Outcome.PLUGIN_FAULT, "its process ended before it was through"),
    ],
)
def test_what_could_not_be_framed_says_why_and_leaves_nothing(
    library: Library,
    source: KeptPoem,
    netstring: PinnedProtocol,
    said: Any,
    end: HostEnd,
    outcome: Outcome,
    reason: str,
) -> None:
    job = Job()
    framing = Framing(source, netstring, library, job.start)
    framing.begin()
    if said is not None:
        job.say(said)
    job.end(end)
    state = framing.poem.state
    assert isinstance(state, Ended)
    assert (state.outcome, state.details) == (outcome, end.output)
    assert state.reason.startswith(reason)
    assert not framing.poem.directory.exists()


def test_what_is_noted_and_cannot_be_read_is_said(
    library: Library, source: KeptPoem, netstring: PinnedProtocol
) -> None:
    job = Job()
    framing = Framing(source, netstring, library, job.start)
    framing.begin()
    framing.poem.directory.mkdir(parents=True)
    (framing.poem.directory / "poem.json").write_text("{")
    job.end(HostEnd())
    assert isinstance(framing.poem.state, Ended)
    assert framing.poem.state.outcome is Outcome.DISK_ERROR


def test_one_that_grows_is_asked_to_look_once_for_each_answer(
    library: Library, netstring: PinnedProtocol, tmp_path: Path
) -> None:
    writer = begin(tmp_path / "recording", [b"3:one,"], "raw")
    source = poem_in(tmp_path / "recording")
    assert source.store is not None
    assert source.store.recording is not None
    asked: list[bool] = []

    class Asked(Job):
        def grown(self) -> None:
            asked.append(True)

    job = Asked()
    framing = Framing(source, netstring, library, job.start)
    framing.begin()
    assert job.arguments["follow"] is True
    for _ in range(3):
        writer.received(b"3:two,", 5000)
        writer.flush()
        source.store.recording.look()
    assert len(asked) == 1, "it has not answered"
    job.say({"wire": 24, "frames": 1, "rows": 4})
    assert len(asked) == 2, "there was more"
    job.say({"wire": 24, "frames": 1, "rows": 4})
    assert len(asked) == 2
    library.kept.noted.tell(source)
    assert len(asked) == 3, "how it ended is noted"
    library.kept.noted.tell(framing.poem)
    assert len(asked) == 3
    framing.stop("stopped")
    assert job.is_stopped
    assert framing.is_stopped
    source.store.recording.grow_to(1, 1)
    assert len(asked) == 3, "it is over"


def test_the_name_of_what_was_framed_before_does_not_grow(
    library: Library, netstring: PinnedProtocol, source: KeptPoem
) -> None:
    first = Framing(source, netstring, library, Job().start).poem
    second = Framing(first, netstring, library, Job().start).poem
    assert first.info.name == second.info.name == "a server · framed with netstring"
