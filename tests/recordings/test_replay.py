"""A recording that comes in once more: by the clock, paused, wound and stopped."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.store import PoemStore
from poetrygui.plugins import shipped_protocol
from poetrygui.recordings.player import AS_FAST_AS_IT_GOES
from poetrygui.recordings.replay import Replay
from poetrygui.recordings.take import Take
from poetrygui.recordings.virtual_time import VirtualReactor
from tests.recordings.tapes import Kept, MemoryTape

SECOND = 1_000_000


class Played:
    """A replay of ``tape`` by a clock of the test's own, and what was heard of it."""

    def __init__(self, tape: MemoryTape, folder: Path, disk: Any = None) -> None:
        self.clock = VirtualReactor()
        self.states: list[Receiving | Ended] = []
        self.folder = folder
        self._tape = tape
        self._numbers = count()
        duration = max(record.time for record in tape.records())
        self.replay = Replay(
            self.clock,
            self._begin,
            (duration, tape.wire_size),
            disk=disk or InlineDisk(),
            on_change=self._changed,
            clock=self.clock.seconds,
        )

    def _begin(self) -> Take:
        return Take(self._tape, self._tape.info, lambda: PoemFactory(shipped_protocol("lines")), self._keep)

    def _keep(self, _: VirtualReactor) -> Kept:
        return Kept(PoemStore(self.folder / str(next(self._numbers))))

    def _changed(self) -> None:
        self.states.append(self.replay.state)

    def pass_time(self, seconds: float, step: float = 0.125) -> None:
        for _ in range(round(seconds / step)):
            self.clock.advance(step)
            self.settle()

    def settle(self) -> None:
        """Have all be done that is due now."""
        while any(call.getTime() <= self.clock.seconds() for call in self.clock.getDelayedCalls()):
            self.clock.advance(0)

    @property
    def rows(self) -> bytes:
        store = self.replay.take.store
        return store.read(0, store.size)


def numbered(count: int, wait: float = 1.0) -> MemoryTape:
    return MemoryTape([b"%d\n" % number for number in range(count)], wait=wait)


def rows_of(count: int) -> bytes:
    return b"".join(b"%d\n" % number for number in range(count))


@pytest.fixture
def played(tmp_path: Path) -> Played:
    """Ten lines, one each second."""
    return Played(numbered(10), tmp_path)


def test_it_begins_in_pause(played: Played) -> None:
    played.pass_time(5)
    assert (played.replay.is_playing, played.replay.time, played.rows) == (False, 0, b"")


@pytest.mark.parametrize("speed", [0.5, 1.0, 4.0])
def test_each_chunk_comes_when_it_is_due_at_any_speed(played: Played, speed: float) -> None:
    played.replay.speed = speed
    played.replay.play()
    played.pass_time(3.5 / speed)
    assert (played.rows, played.replay.time) == (rows_of(3), 3.5 * SECOND)
    assert played.replay.is_playing
    played.pass_time(6.5 / speed)
    state = played.states[-1]
    assert isinstance(state, Ended)
    assert (state.outcome, state.frames) == (Outcome.COMPLETE, 10)
    assert (played.replay.is_playing, played.replay.time) == (False, 10 * SECOND)
    assert not played.clock.getDelayedCalls()


def test_one_chunk_is_given_in_a_turn_and_being_late_once_is_not_being_late_for_ever(played: Played) -> None:
    played.replay.play()
    played.settle()
    played.clock.rightNow += 3.2
    for chunks in (1, 2, 3):
        played.clock.turn(played.clock.seconds())
        assert played.rows == rows_of(chunks)
        due = (chunks + 1) * SECOND
        assert played.replay.time == min(due, 3.2 * SECOND), "what is due and was not played yet lies ahead"
    played.settle()
    played.pass_time(0.8, 0.1)
    assert played.rows == rows_of(4)


def test_in_a_pause_nothing_comes_and_no_time_passes(played: Played) -> None:
    played.replay.play()
    played.pass_time(2.5)
    played.replay.pause()
    played.pass_time(60)
    assert (played.rows, played.replay.time, played.replay.is_playing) == (rows_of(2), 2.5 * SECOND, False)
    played.replay.play()
    played.pass_time(0.25)
    assert played.rows == rows_of(2)
    played.pass_time(0.25)
    assert played.rows == rows_of(3)


def test_the_speed_changes_on_the_way(played: Played) -> None:
    played.replay.play()
    played.pass_time(1.5)
    played.replay.speed = 2.0
    assert played.replay.time == 1.5 * SECOND
    played.pass_time(1.25)
    assert (played.rows, played.replay.time) == (rows_of(4), 4 * SECOND)
    played.replay.speed = AS_FAST_AS_IT_GOES
    played.settle()
    assert isinstance(played.replay.state, Ended)
    assert played.rows == rows_of(10)


@given(st.lists(st.integers(0, 35).map(lambda quarters: quarters * SECOND // 4), min_size=1, max_size=5), st.booleans())
def test_wound_to_a_time_it_has_what_had_come_by_then(
    tmp_path_factory: pytest.TempPathFactory, times: list[int], plays: bool
) -> None:
    played = Played(numbered(9), tmp_path_factory.mktemp("poems"))
    if plays:
        played.replay.play()
    for time in times:
        played.replay.seek(time)
        played.settle()
        assert (played.rows, played.replay.time) == (rows_of(time // SECOND), time)
        assert played.replay.is_playing is plays
    played.pass_time(1)
    assert played.rows == rows_of(times[-1] // SECOND + plays)
    played.replay.close()
    assert not played.clock.getDelayedCalls()
    assert not list(played.folder.iterdir()), "of what was wound back nothing is kept"


def test_wound_past_the_end_it_ends_as_it_was_recorded(played: Played) -> None:
    played.replay.seek(99 * SECOND)
    played.settle()
    assert isinstance(played.replay.state, Ended)
    assert (played.replay.state.outcome, played.replay.time) == (Outcome.COMPLETE, 10 * SECOND)
    assert not played.replay.is_playing


def test_it_is_stopped_where_it_is(played: Played) -> None:
    played.replay.play()
    played.pass_time(2.5)
    played.replay.stop("stopped by the user")
    played.settle()
    state = played.replay.state
    assert isinstance(state, Ended)
    assert (state.outcome, state.reason, state.frames) == (Outcome.STOPPED, "stopped by the user", 2)
    assert (played.replay.time, played.replay.is_playing) == (2.5 * SECOND, False)
    played.replay.stop("once more")
    assert played.replay.state == state


def test_what_has_ended_is_played_from_the_beginning_or_from_where_it_is_wound_to(played: Played) -> None:
    played.replay.speed = AS_FAST_AS_IT_GOES
    played.replay.play()
    played.settle()
    played.replay.speed = 1.0
    played.replay.play()
    played.pass_time(1.0)
    assert (played.rows, played.replay.state) == (rows_of(1), Receiving(1, 1))
    played.replay.stop("stopped by the user")
    played.settle()
    played.replay.seek(5 * SECOND)
    played.settle()
    assert (played.rows, played.replay.is_playing) == (rows_of(5), False)


def test_how_it_stands_is_told_while_it_plays(played: Played) -> None:
    played.replay.play()
    played.pass_time(10)
    frames = [state.frames for state in played.states]
    assert frames[-1] == 10
    assert frames == sorted(frames)


def test_it_waits_while_the_disk_is_behind(tmp_path: Path) -> None:
    class Behind(InlineDisk):
        congested = True

    disk = Behind()
    played = Played(numbered(3), tmp_path, disk)
    played.replay.speed = AS_FAST_AS_IT_GOES
    played.replay.play()
    played.pass_time(1, 0.01)
    assert played.rows == b""
    disk.congested = False
    played.pass_time(1, 0.01)
    assert played.rows == rows_of(3)


def test_a_recording_that_cannot_be_read_ends_it_with_a_sentence(tmp_path: Path) -> None:
    class Unreadable(MemoryTape):
        def wire(self, start: int, stop: int) -> bytes:
            raise OSError(5, "Input/output error")

    played = Played(Unreadable([b"x"]), tmp_path)
    played.replay.play()
    played.pass_time(1)
    state = played.replay.state
    assert isinstance(state, Ended)
    assert (state.outcome, state.reason) == (Outcome.STOPPED, "the recording cannot be read: Input/output error")
