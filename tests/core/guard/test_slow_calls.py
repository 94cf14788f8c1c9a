"""Slow calls are told where they come again and again, and are forgotten when they have ceased."""

from __future__ import annotations

from poetrygui.core.guard.slow_calls import MEMORY, OFTEN, SlowCall, SlowCalls


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_one_or_two_are_nobodys_business() -> None:
    slow = SlowCalls(Clock())
    for _ in range(OFTEN - 1):
        slow.note("dataReceived", 3.0)
        assert slow.worst is None
    slow.note("connectionLost", 1.0)
    assert slow.worst == SlowCall("dataReceived", 3.0, OFTEN)


def test_the_longest_is_told_and_how_many_there_were() -> None:
    slow = SlowCalls(Clock())
    for seconds in (0.06, 0.09, 0.08, 0.07):
        slow.note("dataReceived", seconds)
    assert slow.worst is not None
    assert slow.worst.sentence == "dataReceived took 90 ms, the longest of 4 slow calls"


def after(clock: Clock, slow: SlowCalls) -> SlowCall | None:
    clock.now += MEMORY
    return slow.worst


def test_they_fade() -> None:
    clock = Clock()
    slow = SlowCalls(clock)
    for _ in range(OFTEN):
        slow.note("dataReceived", 0.06)
        clock.now += MEMORY / 2
    assert [each is None for each in (slow.worst, after(clock, slow))] == [False, True]
    slow.note("dataReceived", 0.06)
    assert slow.worst is None


def test_hiccups_far_apart_are_not_added_up() -> None:
    clock = Clock()
    slow = SlowCalls(clock)
    for _ in range(3 * OFTEN):
        slow.note("dataReceived", 0.06)
        clock.now += MEMORY
    assert slow.worst is None
