"""How long a server may say nothing, to the moment."""

from __future__ import annotations

import pytest
from twisted.internet.task import Clock

from poetrygui.core.fetching.silence import Silence
from poetrygui.core.fetching.timers import Timers


class Watch:
    """A silence of ten seconds that is watched; ``ended`` is when it was told."""

    def __init__(self, limit: float | None = 10) -> None:
        self.clock = Clock()
        self.clock.advance(1000)
        self.timers = Timers(self.clock)
        self.is_paused = False
        self.ended: list[float] = []
        self.silence = Silence(
            self.clock,
            self.timers,
            limit,
            is_paused=lambda: self.is_paused,
            on_silence=lambda: self.ended.append(self.clock.seconds() - 1000),
        )
        self.silence.begin()

    def hear(self) -> None:
        self.silence.heard_at = self.clock.seconds()


def test_it_is_told_at_the_limit_and_once() -> None:
    watch = Watch()
    watch.clock.advance(9.5)
    assert watch.ended == []
    watch.clock.pump([0.5, 30])
    assert watch.ended == [10]


def test_it_counts_from_what_was_heard_last() -> None:
    watch = Watch()
    for _ in range(5):
        watch.clock.advance(7)
        watch.hear()
    assert watch.ended == []
    watch.clock.pump([0.5] * 40)
    assert watch.ended == [45]


def test_nothing_is_held_against_a_server_that_nobody_reads_from() -> None:
    watch = Watch()
    watch.is_paused = True
    watch.clock.pump([5] * 10)
    assert watch.ended == []
    watch.is_paused = False
    watch.hear()
    watch.clock.pump([1] * 30)
    assert watch.ended == [60]


@pytest.mark.parametrize("limit", [None, 0])
def test_without_a_limit_nothing_is_watched(limit: float | None) -> None:
    watch = Watch(limit)
    assert watch.clock.getDelayedCalls() == []
    watch.clock.advance(1e6)
    assert watch.ended == []
