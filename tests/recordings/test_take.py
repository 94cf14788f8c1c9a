"""One run of a recording through a protocol, up to a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.internet.protocol import Protocol
from twisted.protocols.policies import TimeoutMixin

from poetrygui.api import PoemProtocol
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.store import PoemStore
from poetrygui.plugins import shipped_protocol
from poetrygui.recordings.reframe import Step
from poetrygui.recordings.take import STILL_RUNNING, Take
from tests.recordings.tapes import Kept, MemoryTape

NOW = 1_000_000
END = float("inf")


def take_of(tape: MemoryTape, folder: Path, protocol: type[Protocol] | str = "lines") -> Take:
    used = shipped_protocol(protocol) if isinstance(protocol, str) else protocol
    return Take(tape, tape.info, lambda: PoemFactory(used), lambda _: Kept(PoemStore(folder / "poem")))


def run(take: Take, until: float) -> list[Step]:
    """Do all that has come up to a time."""
    steps: list[Step] = []
    while (step := take.step(until)) not in (None, Step.WAITING):
        assert step is not None
        steps.append(step)
    return steps


def rows(take: Take) -> bytes:
    return take.store.read(0, take.store.size)


def test_a_chunk_is_given_when_its_time_has_come(tmp_path: Path) -> None:
    take = take_of(MemoryTape([b"one\nt", b"wo\n"], wait=1.0), tmp_path)
    assert run(take, NOW - 1) == []
    assert (take.due, take.time, take.looked_at) == (NOW, NOW - 1, 0)
    assert run(take, NOW) == [Step.CHUNK]
    assert (rows(take), take.due, take.looked_at) == (b"one\n", 2 * NOW, 5)
    is_through = take.ended is not None
    assert not is_through
    assert run(take, END) == [Step.CHUNK]
    assert rows(take) == b"one\ntwo\n"
    ended = take.ended
    assert ended is not None
    assert (ended.outcome, ended.frames, ended.bytes, ended.seconds) == (Outcome.COMPLETE, 2, 6, 2.0)


def test_the_end_is_judged_as_it_was_recorded(tmp_path: Path) -> None:
    take = take_of(MemoryTape([b"3:one,3:tw"]), tmp_path, "netstring")
    run(take, END)
    assert take.ended is not None
    assert take.ended.outcome is Outcome.CUT


class GivesUp(PoemProtocol, TimeoutMixin):
    def connectionMade(self) -> None:
        self.setTimeout(3)  # type: ignore[no-untyped-call]

    def connectionLost(self, reason: Any = None) -> None:
        self.deliver(b"too late")


def test_a_protocols_own_time_is_that_of_the_recording(tmp_path: Path) -> None:
    tape = MemoryTape([b"x"], None, wait=1.0)
    tape.end(Outcome.COMPLETE, wait=60.0)
    take = take_of(tape, tmp_path, GivesUp)
    run(take, 2 * NOW)
    assert (take.due, rows(take)) == (3 * NOW, b"")
    run(take, 3 * NOW)
    assert rows(take) == b"too late\n"
    assert take.ended is not None, "it has closed, and what comes in a minute is nothing to wait for"
    assert take.ended.outcome is Outcome.TIMEOUT


def test_what_still_runs_ends_where_it_is(tmp_path: Path) -> None:
    take = take_of(MemoryTape([b"one\n"], None), tmp_path)
    assert run(take, END) == [Step.CHUNK]
    assert run(take, END) == []
    assert take.ended is not None
    assert (take.ended.outcome, take.ended.reason) == (Outcome.STOPPED, STILL_RUNNING)


@pytest.mark.parametrize("has_begun", [False, True])
def test_it_is_stopped(tmp_path: Path, has_begun: bool) -> None:
    take = take_of(MemoryTape([b"one\n", b"two\n"], wait=1.0), tmp_path)
    if has_begun:
        run(take, NOW)
    take.stop("that is enough")
    assert Step.CHUNK not in run(take, NOW)
    assert take.ended is not None
    assert (take.ended.outcome, take.ended.reason) == (Outcome.STOPPED, "that is enough")
    assert take.ended.frames == has_begun


def test_what_differs_from_then_is_told_beside_the_reason(tmp_path: Path) -> None:
    class Speaks(PoemProtocol):
        def connectionMade(self) -> None:
            self.transport.write(b"now")  # type: ignore[union-attr]  # it is connected

    tape = MemoryTape(outcome=None)
    tape.sent(b"then")
    tape.end(Outcome.COMPLETE)
    take = take_of(tape, tmp_path, Speaks)
    run(take, END)
    assert take.ended is not None
    assert "from here on the server answered something else" in take.ended.details


def test_once_closed_the_protocol_has_heard_of_it_and_nothing_is_kept(tmp_path: Path) -> None:
    heard: list[Any] = []

    class Listens(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            self.deliver(data)

        def connectionLost(self, reason: Any = None) -> None:
            heard.append(reason)

    tape = MemoryTape([b"one"], None)
    tape.happened(EventKind.PAUSED, wait=5.0)
    take = take_of(tape, tmp_path, Listens)
    run(take, NOW)
    assert (tmp_path / "poem").exists()
    take.close()
    assert len(heard) == 1
    assert not (tmp_path / "poem").exists()
