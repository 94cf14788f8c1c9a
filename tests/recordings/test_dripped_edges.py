"""Where frames end for a protocol whose rows are not the wire: found by playing it the recording again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.task import Clock

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Run
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.errors import PluginError
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings import border_search
from poetrygui.recordings.dripped_edges import DrippedEdges
from poetrygui.recordings.workers import AskedJob, SliceWorkers
from tests.recordings.framed_folder import record_netstrings
from tests.recordings.noted_job import NotedJob

WaitUntil = Callable[[Callable[[], bool]], None]
CHUNKS = [b"3:one,3:t", b"wo,", b"5:three,4:fo", b"ur,4:five,"]
ENDS = [[6], [12], [20], [27, 34]]


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    recording = Recording.existing(record_netstrings(tmp_path / "poem", CHUNKS))
    yield recording
    recording.close()


@pytest.fixture
def workers(reactor: Any) -> Iterator[SliceWorkers]:
    workers = SliceWorkers(reactor)
    yield workers
    workers.close()


def pinned(name: str = "netstring") -> Callable[[], PinnedProtocol]:
    return lambda: pin(ProtocolRegistry(shipped_protocols()), name, {})


def known(edges: DrippedEdges, chunks: list[Chunk]) -> list[list[int] | None]:
    found = [edges.known_ends_in(chunk, Run()) for chunk in chunks]
    return [None if ends is None else list(ends) for ends in found]


def test_what_is_asked_for_is_found(
    recording: Recording, workers: SliceWorkers, reactor: Any, wait_until: WaitUntil
) -> None:
    edges, told = DrippedEdges(recording, pinned(), workers.start, reactor), []
    edges.subscribe(lambda: told.append(True))
    chunks = list(recording.chunks())
    assert known(edges, chunks) == [None] * 4
    for chunk in chunks:
        assert edges.ends_in(chunk, Run()) is None
    wait_until(lambda: bool(told))
    assert known(edges, chunks) == ENDS
    assert [list(edges.ends_in(chunk, Run()) or ()) for chunk in chunks] == ENDS
    assert told == [True], "one job for all of them"
    edges.close()


def test_a_part_is_found_without_the_rest(
    recording: Recording, workers: SliceWorkers, reactor: Any, wait_until: WaitUntil
) -> None:
    edges, told = DrippedEdges(recording, pinned(), workers.start, reactor), []
    edges.subscribe(lambda: told.append(True))
    chunks = list(recording.chunks())
    edges.ends_in(chunks[2], Run())
    wait_until(lambda: len(told) == 1)
    assert known(edges, chunks) == [None, None, [20], None]
    edges.ends_in(chunks[0], Run())
    wait_until(lambda: len(told) == 2)
    assert known(edges, chunks) == [[6], None, [20], None]
    edges.close()


def test_of_another_framing_nothing_is_told(
    recording: Recording, workers: SliceWorkers, reactor: Any, wait_until: WaitUntil
) -> None:
    edges, told = DrippedEdges(recording, pinned("lines"), workers.start, reactor), []
    edges.subscribe(lambda: told.append(True))
    chunks = list(recording.chunks())
    edges.ends_in(chunks[1], Run())
    wait_until(lambda: bool(told))
    assert known(edges, chunks) == [None] * 4
    edges.ends_in(chunks[1], Run())
    assert not reactor.getDelayedCalls() or len(told) == 1, "it is not asked again"
    edges.close()


def grow(recording: Recording) -> None:
    with (recording.directory / "wire.000").open("ab") as wire:
        wire.write(b"1:a,")
    recording.look()


class Asked:
    """Starts no job, and counts."""

    def __init__(self) -> None:
        self.arguments: list[Mapping[str, Any]] = []
        self.stopped = 0
        self.end: Callable[[HostEnd], None] = lambda _: None

    def start(
        self,
        _job: str,
        arguments: Mapping[str, Any],
        _on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
    ) -> AskedJob:
        self.arguments.append(arguments)
        self.end = on_end
        return self

    def grown(self) -> None:
        raise AssertionError("nothing is followed")

    def ask(self, _message: dict[str, Any]) -> None:
        raise AssertionError("each has ended before the next")

    def stop(self) -> None:
        self.stopped += 1


def test_a_protocol_that_may_not_run_is_asked_for_once(recording: Recording) -> None:
    tried: list[bool] = []

    def refused() -> PinnedProtocol:
        tried.append(True)
        raise PluginError("it is not trusted")

    asked, clock = Asked(), Clock()
    edges = DrippedEdges(recording, refused, asked.start, clock)
    for _ in range(2):
        for chunk in recording.chunks():
            edges.ends_in(chunk, Run())
        clock.advance(0)
    assert tried == [True]
    assert asked.arguments == []


@pytest.mark.parametrize("grows", [True, False])
def test_nothing_is_looked_for_once_all_that_was_asked_for_is_told(recording: Recording, grows: bool) -> None:
    # The program waits for that before it takes a picture, and nothing more would be told.
    asked, clock = Asked(), Clock()
    edges, looked = DrippedEdges(recording, pinned(), asked.start, clock), list[bool]()
    edges.subscribe(lambda: looked.append(edges.is_looking))
    edges.ends_in(next(iter(recording.chunks())), Run())
    assert edges.is_looking
    clock.advance(0)
    clock.advance(2)
    if grows:
        grow(recording)
    assert edges.is_looking
    asked.end(HostEnd())
    assert looked == [False]
    edges.close()
    assert looked == [False], "nobody waits any more"


@pytest.mark.parametrize("begun", [True, False])
def test_who_waits_is_told_when_it_is_closed(recording: Recording, begun: bool) -> None:
    asked, clock, looked = Asked(), Clock(), list[bool]()
    edges = DrippedEdges(recording, pinned(), asked.start, clock)
    edges.subscribe(lambda: looked.append(edges.is_looking))
    edges.ends_in(next(iter(recording.chunks())), Run())
    if begun:
        clock.advance(0)
    edges.close()
    edges.close()
    assert looked == [False]


@pytest.mark.parametrize("grows", [True, False])
def test_after_a_job_it_rests_for_longer_than_that_took_where_more_has_come(recording: Recording, grows: bool) -> None:
    asked, clock = Asked(), Clock()
    edges = DrippedEdges(recording, pinned(), asked.start, clock)
    chunks = list(recording.chunks())
    edges.ends_in(chunks[0], Run())
    clock.advance(0)
    clock.advance(2)
    if grows:
        grow(recording)
    asked.end(HostEnd())
    edges.ends_in(chunks[2], Run())
    clock.advance(5.9)
    assert len(asked.arguments) == (1 if grows else 2)
    clock.advance(0.2)
    assert [each["wire"] for each in asked.arguments] == [[0, 9], [12, 24]]
    asked.end(HostEnd())
    edges.close()
    assert clock.getDelayedCalls() == []


def test_closing_stops_what_runs(recording: Recording) -> None:
    asked, clock = Asked(), Clock()
    edges = DrippedEdges(recording, pinned(), asked.start, clock)
    edges.ends_in(next(iter(recording.chunks())), Run())
    clock.advance(0)
    assert asked.arguments[0]["wire"] == [0, 9]
    edges.close()
    assert asked.stopped == 1
    edges.ends_in(list(recording.chunks())[2], Run())
    clock.advance(0)
    assert len(asked.arguments) == 1


def test_what_was_found_on_the_way_saves_playing_that_again(
    tmp_path: Path, workers: SliceWorkers, reactor: Any, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(border_search, "EVERY", 300)
    monkeypatch.setattr(border_search, "LOOKED_THROUGH", 100)
    wire = b"".join(b"%d:%b," % (number % 7 + 1, b"x" * (number % 7 + 1)) for number in range(600))
    chunks = [wire[at : at + 50] for at in range(0, len(wire), 50)]
    recording = Recording.existing(record_netstrings(tmp_path / "long", chunks))
    asked: list[Mapping[str, Any]] = []

    def start(job: str, arguments: Mapping[str, Any], *hearing: Any) -> AskedJob:
        asked.append(arguments)
        return NotedJob(workers.start(job, arguments, *hearing), asked.append)

    edges, told = DrippedEdges(recording, pinned(), start, reactor), []
    edges.subscribe(lambda: told.append(True))
    all_chunks = list(recording.chunks())
    for number in (60, 50):
        edges.ends_in(all_chunks[number], Run())
        wait_until(lambda: bool(told))
        told.clear()
    assert asked[0]["border"] == (0, 0)
    assert 2000 < asked[1]["border"][0] <= 2500
    assert all(edges.known_ends_in(all_chunks[number], Run()) for number in (60, 50))
    edges.close()
    recording.close()
