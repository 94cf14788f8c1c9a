"""The alarm comes in the midst of what the main thread does, when it was asked for, and knows when it is off."""

from __future__ import annotations

import math
import signal
from collections.abc import Callable, Iterator
from time import monotonic
from types import FrameType

import pytest

from poetrygui.core.guard.alarm import Alarm, end_alarms
from tests.surroundings import PATIENCE

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there is no such signal here")


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def wall(self) -> float:
        return self.now


class Rings:
    """An alarm, and how often it has come."""

    def __init__(self) -> None:
        self.count = 0
        self.clock = Clock()
        self.alarm = Alarm(self._rung, self.clock.wall)

    def _rung(self, number: int, frame: FrameType | None) -> None:
        assert number == signal.SIGALRM
        assert frame is not None
        self.count += 1


@pytest.fixture
def rings() -> Iterator[Rings]:
    before = signal.getsignal(signal.SIGALRM)
    signal.setitimer(signal.ITIMER_REAL, 0)  # the guard's own may be under way
    yield Rings()
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def work_until(is_so: Callable[[], bool]) -> None:
    """Do nothing but compute."""
    deadline = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < deadline


def seconds_to_the_next() -> float:
    return signal.getitimer(signal.ITIMER_REAL)[0]


def test_it_comes_in_the_midst_of_work_and_again_until_it_rests(rings: Rings) -> None:
    rings.alarm.set(0.001)
    work_until(lambda: rings.count >= 2)
    rings.alarm.rest()
    assert seconds_to_the_next() == 0


def test_nothing_is_made_of_a_handler_to_see_whose_it_is(rings: Rings, monkeypatch: pytest.MonkeyPatch) -> None:
    rings.alarm.set(0.04)
    # What signal.getsignal asks on its way takes longer than all else that the guard does for a call.
    monkeypatch.setattr(signal, "Handlers", None)
    assert not rings.alarm.is_off(rings.clock.now)


def test_it_is_off_until_it_is_set_and_once_it_has_come(rings: Rings) -> None:
    alarm, clock = rings.alarm, rings.clock
    assert alarm.is_off(clock.now)
    alarm.set(0.04)
    assert not alarm.is_off(clock.now)
    assert not alarm.is_off(clock.now + 0.07)
    assert alarm.is_off(clock.now + 0.08)
    alarm.rest()
    assert alarm.is_off(clock.now)


def test_it_notices_that_somebody_else_has_taken_it(rings: Rings) -> None:
    rings.alarm.set(0.04)
    signal.signal(signal.SIGALRM, lambda *_: None)
    assert rings.alarm.is_off(rings.clock.now)
    rings.alarm.set(0.04)
    assert not rings.alarm.is_off(rings.clock.now)


@pytest.mark.parametrize("wanted, asked", [(1e-9, 0.001), (0.02, 0.02), (3.0, 0.05)])
def test_it_comes_neither_too_often_nor_too_late(rings: Rings, wanted: float, asked: float) -> None:
    rings.alarm.set(wanted)
    assert rings.alarm.asked == asked
    assert 0 < seconds_to_the_next() <= 0.05


def test_after_infinity_is_never(rings: Rings) -> None:
    rings.alarm.set(math.inf)
    assert seconds_to_the_next() == 0


def test_it_can_be_told_to_come_again(rings: Rings) -> None:
    rings.alarm.set(math.inf)
    signal.signal(signal.SIGALRM, lambda *_: None)
    rings.alarm.come_again(1.5)
    assert 0.05 < seconds_to_the_next() <= 1.5
    rings.alarm.come_again()
    assert 0 < seconds_to_the_next() <= 0.05


def test_when_alarms_end_none_comes_any_more(rings: Rings) -> None:
    rings.alarm.set(0.05)
    end_alarms()
    assert seconds_to_the_next() == 0
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_IGN
