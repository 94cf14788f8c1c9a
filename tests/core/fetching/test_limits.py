"""A fetch ends when what was asked for has come: over all connections to an address, and by the reactor's clock."""

from __future__ import annotations

import pytest
from twisted.internet.testing import MemoryReactorClock

from poetrygui.api import CollectedFrames
from poetrygui.core.fetching.frame_pattern import FramePattern
from poetrygui.core.fetching.limits import Limited, Limits
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving

STOPPED = Ended(Outcome.STOPPED, "stopped")


def test_the_seconds_count_from_the_first_state() -> None:
    clock, told = MemoryReactorClock(), list[str]()
    limited = Limited(clock, Limits(seconds=5))
    limited.before(CollectedFrames(), told.append)
    clock.advance(10)
    limited.state(Connecting())
    limited.state(Receiving())
    clock.advance(4.9)
    assert (told, limited.is_over) == ([], False)
    clock.advance(0.2)
    assert (told, limited.reached) == (["the limit of 5 s was reached"], "for")
    assert limited.is_as_asked(STOPPED)
    assert not limited.is_as_asked(Ended(Outcome.DISK_FULL, "no room"))


def test_seconds_without_a_connection_are_not_what_was_asked_for() -> None:
    clock, told = MemoryReactorClock(), list[str]()
    limited = Limited(clock, Limits(seconds=5))
    limited.before(CollectedFrames(), told.append)
    limited.state(Connecting())
    clock.advance(5)
    assert told == ["the limit of 5 s was reached, and no connection had come about"]
    assert not limited.is_as_asked(STOPPED)


def test_nothing_is_left_set_when_it_is_over() -> None:
    clock = MemoryReactorClock()
    for limited in (Limited(clock, Limits(seconds=5, frames=1)), Limited(clock, Limits(seconds=5))):
        sink = limited.before(CollectedFrames(), len)
        limited.state(Receiving())
        sink.frame(b"one")
        limited.close()
    assert clock.getDelayedCalls() == []


def test_all_connections_to_an_address_count_together_and_the_last_is_ended() -> None:
    limited = Limited(MemoryReactorClock(), Limits(frames=3))
    first, second, told = CollectedFrames(), CollectedFrames(), list[tuple[int, str]]()
    sink = limited.before(first, lambda sentence: told.append((1, sentence)))
    sink.part(b"half of a frame")
    sink = limited.before(second, lambda sentence: told.append((2, sentence)))
    sink.frames([b"a", b"b", b"c", b"d"])
    assert (first.received, second.received) == ([], [b"a", b"b", b"c"])
    assert told == [(2, "the limit of 3 frames was reached")]


@pytest.mark.parametrize(
    "limits, sentence",
    [
        (Limits(frames=1), "the limit of 1 frame was reached"),
        (Limits(bytes=4), "the limit of 4 bytes was reached"),
        (Limits(bytes=3), "the limit of 3 bytes was reached: the next frame does not fit"),
        (Limits(until=FramePattern("o.")), "a frame matches 'o.'"),
        (Limits(until=FramePattern("o."), frames=1), "a frame matches 'o.'"),
    ],
)
def test_the_reason_says_which_it_was(limits: Limits, sentence: str) -> None:
    told: list[str] = []
    Limited(MemoryReactorClock(), limits).before(CollectedFrames(), told.append).frame(b"four")
    assert told == [sentence]


def test_a_pattern_that_takes_too_long_ends_it_and_is_nothing_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.05)
    told: list[str] = []
    limited = Limited(MemoryReactorClock(), Limits(until=FramePattern("(a+)+$")))
    sink = limited.before(CollectedFrames(), told.append)
    limited.state(Receiving())
    sink.frame(b"a" * 40 + b"b")
    assert len(told) == 1
    assert "takes too long" in told[0]
    assert (limited.is_over, limited.is_as_asked(STOPPED)) == (True, False)
