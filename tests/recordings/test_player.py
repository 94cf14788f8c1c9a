"""A recording played again: each chunk when it is due, by a clock of the test's own."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.task import Clock

from poetrygui.core.outcomes import Outcome
from poetrygui.recordings.player import AS_FAST_AS_IT_GOES, Player
from poetrygui.recordings.virtual_time import VirtualReactor
from tests.recordings.tapes import MemoryTape


class Heard:
    """Who is played to: when what came, by the clock."""

    def __init__(self, clock: Clock, *, waits: bool = False) -> None:
        self.chunks: list[tuple[float, bytes]] = []
        self.sent: list[bytes] = []
        self.over_at: float | None = None
        self._clock = clock
        self._waits = waits

    def chunk_came(self, data: bytes) -> None:
        self.chunks.append((round(self._clock.seconds(), 6), data))

    def was_sent(self, data: bytes) -> bool:
        self.sent.append(data)
        return self._waits

    def is_over(self) -> None:
        self.over_at = round(self._clock.seconds(), 6)


def tape_of(*waits: float) -> MemoryTape:
    tape = MemoryTape(outcome=None)
    for number, wait in enumerate(waits):
        tape.came(b"%d" % number, wait)
    tape.end(Outcome.COMPLETE, wait=1.0)
    return tape


def advance(clock: Clock, seconds: float, step: float = 0.25) -> None:
    clock.advance(0)
    for _ in range(round(seconds / step)):
        clock.advance(step)


@given(st.lists(st.integers(0, 8).map(lambda quarters: quarters / 4), max_size=8))
def test_each_chunk_comes_when_it_came(waits: list[float]) -> None:
    clock = Clock()
    heard = Heard(clock)
    Player(clock, tape_of(*waits), heard).play()
    advance(clock, sum(waits) + 2)
    assert heard.chunks == [(sum(waits[: number + 1]), b"%d" % number) for number in range(len(waits))]
    assert heard.over_at == sum(waits) + 1


@pytest.mark.parametrize("speed, times", [(2.0, [0.5, 1.0]), (0.5, [2.0, 4.0]), (AS_FAST_AS_IT_GOES, [0.0, 0.0])])
def test_it_plays_at_another_speed(speed: float, times: list[float]) -> None:
    clock = Clock()
    heard = Heard(clock)
    player = Player(clock, tape_of(1.0, 1.0), heard)
    player.speed = speed
    player.play()
    advance(clock, 6)
    assert [time for time, _ in heard.chunks] == times


def test_one_chunk_goes_out_in_a_turn_even_as_fast_as_it_goes() -> None:
    reactor = VirtualReactor()
    heard = Heard(reactor)
    player = Player(reactor, tape_of(0.0, 0.0, 0.0), heard)
    player.speed = math.inf
    player.play()
    turns = []
    while reactor.turn(0.0):
        turns.append(len(heard.chunks))
    assert turns == [1, 2, 3, 3]


def test_what_is_late_does_not_make_the_rest_late() -> None:
    clock = Clock()
    heard = Heard(clock)
    Player(clock, tape_of(1.0, 1.0, 1.0), heard).play()
    clock.advance(1.5)
    advance(clock, 3)
    assert [time for time, _ in heard.chunks] == [1.5, 2.0, 3.0]


def test_the_time_stands_still_in_a_pause() -> None:
    clock = Clock()
    heard = Heard(clock)
    player = Player(clock, tape_of(1.0, 1.0), heard)
    player.play()
    advance(clock, 1.5)
    player.pause()
    assert not player.is_playing
    assert player.time == 1_500_000
    advance(clock, 10)
    player.play()
    advance(clock, 5)
    assert [time for time, _ in heard.chunks] == [1.0, 12.0]
    assert clock.getDelayedCalls() == []


def test_a_speed_is_changed_while_it_plays() -> None:
    clock = Clock()
    heard = Heard(clock)
    player = Player(clock, tape_of(1.0, 2.0), heard)
    player.play()
    advance(clock, 1.0)
    player.speed = 4.0
    advance(clock, 1.0)
    assert [time for time, _ in heard.chunks] == [1.0, 1.5]


def test_it_goes_to_a_time_ahead_and_back() -> None:
    clock = Clock()
    heard = Heard(clock)
    player = Player(clock, tape_of(1.0, 1.0, 1.0), heard)
    player.seek(2_500_000)
    player.play()
    advance(clock, 0.5)
    player.seek(1_500_000)
    advance(clock, 1.0)
    assert heard.chunks == [(0.5, b"2"), (1.0, b"1")]
    advance(clock, 3)
    assert heard.chunks[2:] == [(2.0, b"2")]


def test_it_waits_for_what_was_sent_where_that_is_wanted() -> None:
    tape = MemoryTape(outcome=None)
    tape.came(b"hello", 1.0)
    tape.sent(b"GET", 0.5)
    tape.came(b"answer", 0.5)
    tape.end(Outcome.COMPLETE)
    clock = Clock()
    heard = Heard(clock, waits=True)
    player = Player(clock, tape, heard)
    player.play()
    advance(clock, 10)
    assert heard.chunks == [(1.0, b"hello")]
    assert heard.sent == [b"GET"]
    player.go_on()
    advance(clock, 1)
    assert heard.chunks[1:] == [(10.5, b"answer")]
    assert heard.over_at == 10.5
