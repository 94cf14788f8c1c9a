"""A disk that is slow or full: reading stops and goes on, or the connection ends with what the user can do."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any, cast

import pytest
from attrs import define, field
from twisted.internet.task import Clock

from poetrygui.core.fetching.disk_pressure import DiskPressure
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.core.poems.keeper import is_full

NO_ROOM = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
BROKEN = OSError(errno.EIO, os.strerror(errno.EIO))


@define
class Reading:
    """Who keeps a connection from reading."""

    reasons: set[str] = field(factory=set)
    limit: int = 0
    pauses: int = 0

    def make_room(self, size: int) -> None:
        self.limit = size

    def pause(self, reason: str) -> None:
        self.reasons.add(reason)
        self.pauses += 1

    def resume(self, reason: str) -> None:
        self.reasons.discard(reason)

    def is_paused_by(self, reason: str) -> bool:
        return reason in self.reasons


@define(eq=False)
class Connected:
    reading: Reading = field(factory=Reading)
    ends: list[Verdict] = field(factory=list)

    def end(self, verdict: Verdict) -> None:
        self.ends.append(verdict)


@define
class Store:
    """A poem whose disk has this error until a retry finds room."""

    error: OSError | None = None
    has_room: bool = False
    retries: int = 0
    where: str = "/poems"

    @property
    def disk_is_full(self) -> bool:
        return is_full(self.error)

    def retry(self) -> None:
        self.retries += 1
        if self.has_room:
            self.error = None

    def when_written(self, callback: Callable[[], None]) -> None:
        callback()


class Pressed:
    """A connection under pressure of the disk, by a clock."""

    def __init__(self, error: OSError | None = None, *, may_wait: bool = True) -> None:
        self.clock = Clock()
        self.disk = ThreadDisk(self.clock, 100, 50)
        self.store = cast("Any", Store(error))
        self.said: list[str] = []
        timers = Timers(self.clock)
        self.pressure = DiskPressure(
            self.disk, self.store, timers, may_wait=may_wait, on_change=lambda: self.said.append(self.pressure.waiting)
        )
        self.connection = cast("Any", Connected())
        self.pressure.connected(self.connection)

    @property
    def paused(self) -> set[str]:
        return set(self.connection.reading.reasons)


def test_reading_stops_once_until_the_disk_has_caught_up() -> None:
    pressed = Pressed()
    pressed.pressure.regulate(pressed.connection)
    assert (pressed.connection.reading.pauses, pressed.connection.reading.limit) == (0, pressed.disk.share)
    pressed.disk.backlog_grew(101)
    pressed.pressure.regulate(pressed.connection)
    pressed.pressure.regulate(pressed.connection)
    assert (pressed.connection.reading.pauses, pressed.paused) == (1, {"disk"})
    pressed.disk.backlog_grew(-51)
    assert pressed.paused == set()


def test_a_connection_is_counted_among_those_that_bring_something_while_it_is_there() -> None:
    pressed = Pressed()
    other = ThreadDisk(pressed.clock)
    pressures = [
        DiskPressure(other, pressed.store, Timers(pressed.clock), may_wait=True, on_change=lambda: None) for _ in "ab"
    ]
    alone = other.share
    for each in pressures * 20:
        each.connected(pressed.connection)
    assert other.share < alone
    for each in pressures * 20:
        each.disconnected()
    assert other.share == alone


def test_while_there_is_no_room_nothing_is_read_and_it_is_tried_again_and_again() -> None:
    pressed = Pressed(NO_ROOM)
    pressed.pressure.failed()
    assert (pressed.paused, pressed.pressure.is_waiting, pressed.pressure.verdict) == ({"room"}, True, None)
    assert pressed.said == ["the disk is full: the connection waits until there is room"]
    assert pressed.store.retries == 0
    pressed.clock.advance(60)
    assert pressed.store.retries == 1
    pressed.pressure.failed()  # it is as full as before
    pressed.store.has_room = True
    pressed.clock.advance(60)
    assert (pressed.paused, pressed.pressure.is_waiting, pressed.said[-1]) == (set(), False, "")
    assert pressed.clock.getDelayedCalls() == []
    assert pressed.connection.ends == []


@pytest.mark.parametrize(
    "error, may_wait, outcome, said",
    [
        (
            NO_ROOM,
            False,
            Outcome.DISK_FULL,
            "there is no room to keep what arrived (no space left on device): free some",
        ),
        (BROKEN, False, Outcome.DISK_ERROR, "could not be written to /poems: input/output error"),
        (BROKEN, True, Outcome.DISK_ERROR, "could not be written to /poems: input/output error"),
        (OSError("Odd"), True, Outcome.DISK_ERROR, "could not be written to /poems: odd"),
    ],
)
def test_an_error_that_is_not_waited_for_ends_the_connection(
    error: OSError, may_wait: bool, outcome: Outcome, said: str
) -> None:
    pressed = Pressed(error, may_wait=may_wait)
    pressed.pressure.failed()
    (verdict,) = pressed.connection.ends
    assert verdict == pressed.pressure.verdict
    assert verdict.outcome is outcome
    assert said in verdict.reason
    assert (pressed.paused, pressed.said, pressed.pressure.is_waiting) == (set(), [], False)


def test_whoever_gives_up_waiting_has_the_full_disk_for_an_end() -> None:
    pressed = Pressed(NO_ROOM)
    pressed.pressure.failed()
    pressed.pressure.give_up()
    assert not pressed.pressure.is_waiting
    assert pressed.pressure.verdict is not None
    assert pressed.pressure.verdict.outcome is Outcome.DISK_FULL


def test_without_an_error_there_is_no_end_and_without_a_connection_none_to_tell() -> None:
    assert Pressed().pressure.verdict is None
    assert not Pressed().pressure.is_waiting
    alone = Pressed(NO_ROOM)
    alone.pressure.connection = None
    alone.pressure.failed()
    alone.store.has_room = True
    alone.clock.advance(60)
    assert alone.said[-1] == ""
    Pressed(BROKEN).pressure.failed()
