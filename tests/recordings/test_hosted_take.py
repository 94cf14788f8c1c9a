"""A replay whose protocol is elsewhere: asked step by step, and told later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.task import Clock

from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo, read_info
from poetrygui.hosts.host import HostEnd
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.hosted_take import HostedTake, PlayedElsewhere
from poetrygui.recordings.player import AS_FAST_AS_IT_GOES
from poetrygui.recordings.recorded_replay import RecordedReplay
from poetrygui.recordings.reframe import Step
from poetrygui.recordings.replay import Replay
from poetrygui.recordings.workers import SliceWorkers
from tests.recordings.framed_folder import record_lines
from tests.recordings.test_recorded_replay import KEPT

SECOND = 1_000_000
LINES = [b"%d\n" % number for number in range(10)]


@pytest.fixture
def lines() -> PinnedProtocol:
    return pin(ProtocolRegistry(shipped_protocols()), "lines", {})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def replay(tmp_path: Path, clock: Clock, lines: PinnedProtocol) -> Replay:
    """A replay of ten lines, of which one came each second."""
    source = record_lines(tmp_path / "recording", LINES, waits=[SECOND] * 10)
    info = read_info(source)
    assert info is not None
    played = PlayedElsewhere(lines, SliceWorkers(clock).start)
    recorded = RecordedReplay(source, info, played, tmp_path / "played", KEPT)
    return recorded.replay(clock, InlineDisk(), lambda: None, clock.seconds)


def rows(replay: Replay) -> bytes:
    return replay.take.store.read(0, replay.take.store.size)


def turns(clock: Clock) -> None:
    """Let all be done that is due now."""
    clock.pump([0] * 12)


def test_it_is_played_as_it_came_and_stands_still_and_goes_on(replay: Replay, clock: Clock) -> None:
    turns(clock)
    assert (replay.time, rows(replay), replay.is_playing) == (0, b"", False)
    replay.play()
    for second in range(1, 4):
        clock.advance(1)
        turns(clock)
        assert rows(replay) == b"".join(LINES[:second])
    clock.advance(0.5)
    replay.pause()
    turns(clock)
    clock.advance(100)
    turns(clock)
    assert (rows(replay), replay.time, replay.take.looked_at) == (b"".join(LINES[:3]), 3.5 * SECOND, 6)
    replay.play()
    clock.advance(0.5)
    turns(clock)
    assert rows(replay) == b"".join(LINES[:4])
    replay.speed = AS_FAST_AS_IT_GOES
    turns(clock)
    assert isinstance(replay.state, Ended)
    assert (replay.state.outcome, replay.state.frames, rows(replay)) == (Outcome.COMPLETE, 10, b"".join(LINES))


def test_it_is_wound_on_and_back(replay: Replay, clock: Clock, tmp_path: Path) -> None:
    replay.seek(7 * SECOND)
    assert replay.time == 7 * SECOND
    turns(clock)
    assert (rows(replay), replay.time) == (b"".join(LINES[:7]), 7 * SECOND)
    (before,) = (tmp_path / "played").iterdir()
    replay.seek(2 * SECOND)
    turns(clock)
    assert rows(replay) == b"".join(LINES[:2])
    assert not before.exists()
    replay.close()
    assert not [*(tmp_path / "played").iterdir()]


def test_it_is_stopped_where_it_is(replay: Replay, clock: Clock) -> None:
    replay.seek(2 * SECOND)
    turns(clock)
    replay.stop("stopped by the user")
    turns(clock)
    assert isinstance(replay.state, Ended)
    assert (replay.state.outcome, replay.state.reason, replay.state.frames) == (
        Outcome.STOPPED,
        "stopped by the user",
        2,
    )


class Job:
    """A job that says what a test has it say."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.is_stopped = False

    def start(self, _job: str, _arguments: Any, hear: Callable[[Any], None], end: Callable[[HostEnd], None]) -> Any:
        self.hear, self.end = hear, end
        return self

    def ask(self, message: dict[str, Any]) -> None:
        self.asked.append(message)

    def grown(self) -> None:
        """Never told."""

    def stop(self) -> None:
        self.is_stopped = True


@pytest.fixture
def job() -> Job:
    return Job()


@pytest.fixture
def take(job: Job, lines: PinnedProtocol, tmp_path: Path) -> HostedTake:
    info = PoemInfo("a replay", "", "lines", "")
    return HostedTake(tmp_path, PlayedElsewhere(lines, job.start), tmp_path / "played", info, InlineDisk())


WAITS = {"time": 5, "due": 9, "looked_at": 3, "is_waiting": True}


def test_it_is_asked_for_one_step_at_a_time(take: HostedTake, job: Job) -> None:
    steps: list[Step | None] = []
    take.on_step = lambda: steps.append(None)
    assert take.step(5.0) is take.step(6.0) is Step.ELSEWHERE
    assert job.asked == [{"until": 5.0}]
    job.hear(WAITS)
    assert (take.time, take.due, take.looked_at, steps) == (5, 9, 3, [None])
    assert take.step(5.0) is Step.WAITING
    assert take.step(float("inf")) is Step.ELSEWHERE
    job.hear({**WAITS, "is_waiting": False})
    assert take.step(float("inf")) is Step.CHUNK
    take.step(7.0)
    job.hear(WAITS)
    assert take.step(8.0) is Step.ELSEWHERE, "what was waited for is no answer to more"
    assert job.asked[1:] == [{"until": None}, {"until": 7.0}, {"until": 8.0}]


def test_what_its_process_does_wrong_is_its_end(take: HostedTake, job: Job) -> None:
    take.step(1.0)
    job.end(HostEnd("it computed for 2 s and came to no end", "a stack", is_hang=True))
    assert take.step(1.0) is None
    assert take.ended is not None
    assert (take.ended.outcome, take.ended.details) == (Outcome.PLUGIN_HANG, "a stack")


def test_where_what_it_came_from_has_gone_the_protocol_is_not_blamed(take: HostedTake, job: Job) -> None:
    take.step(1.0)
    job.end(HostEnd("it has gone", is_orphan=True))
    assert take.ended is not None
    assert (take.ended.outcome, take.ended.reason) == (Outcome.STOPPED, "it has gone")


@pytest.mark.parametrize(
    "said", [{}, {"time": "x", "due": 1, "looked_at": 1}, WAITS | {"ended": {"outcome": "odd"}}, {"problem": "no"}]
)
def test_what_it_cannot_have_said_is_its_end(take: HostedTake, job: Job, said: dict[str, Any]) -> None:
    take.step(1.0)
    job.hear(said)
    assert take.ended is not None
    assert take.ended.outcome is Outcome.PLUGIN_FAULT
    job.hear(WAITS)
    assert take.time == 0 or "ended" in said


def test_what_nobody_asked_for_is_garbage_and_what_is_over_is_not_heard(take: HostedTake, job: Job) -> None:
    job.hear(WAITS)
    assert take.ended is not None
    assert "garbage" in take.ended.reason
    take.close()
    job.end(HostEnd())
    assert job.is_stopped
