"""The end is told once, when the last byte is on disk or cannot be written, with the first verdict or the disk's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from attrs import define, field

from poetrygui.core.fetching.settling import Settling
from poetrygui.core.outcomes import Outcome, Verdict

FIRST, SECOND = Verdict(Outcome.COMPLETE, "first"), Verdict(Outcome.RESET, "second")
FULL = Verdict(Outcome.DISK_FULL, "there is no room")


@define
class Store:
    """A poem, and who waits for it to be written."""

    flushed: int = 0
    waiting: list[Callable[[], None]] = field(factory=list)

    def flush(self) -> None:
        self.flushed += 1

    def when_written(self, callback: Callable[[], None]) -> None:
        self.waiting.append(callback)

    def write(self) -> None:
        while self.waiting:
            self.waiting.pop()()


@define
class Pressure:
    is_waiting: bool = False
    verdict: Verdict | None = None


class Settled:
    """A settling, and the ends that it told."""

    def __init__(self) -> None:
        self.store, self.pressure = Store(), Pressure()
        self.told: list[Verdict] = []
        self.settling = Settling(cast("Any", self.store), cast("Any", self.pressure), self.told.append)


@pytest.fixture
def settled() -> Settled:
    return Settled()


def test_the_first_verdict_stands_and_is_told_once_all_is_written(settled: Settled) -> None:
    settled.settling.take(FIRST)
    settled.settling.take(SECOND)
    settled.settling.settle()
    settled.settling.settle()
    assert (settled.settling.verdict, settled.store.flushed, settled.told) == (FIRST, 2, [])
    settled.store.write()
    assert settled.told == [FIRST]
    settled.settling.look()
    assert settled.told == [FIRST]


def test_without_a_verdict_nothing_is_told(settled: Settled) -> None:
    settled.settling.settle()
    settled.store.write()
    settled.settling.look()
    assert (settled.settling.verdict, settled.told) == (None, [])


def test_what_the_disk_has_to_say_goes_before_and_room_is_waited_for(settled: Settled) -> None:
    settled.settling.take(FIRST)
    settled.pressure.is_waiting = True
    settled.settling.settle()
    settled.store.write()
    assert settled.told == []
    settled.pressure.is_waiting, settled.pressure.verdict = False, FULL
    settled.settling.look()
    assert (settled.told, settled.settling.verdict) == ([FULL], FIRST)
