"""Replay: a recording comes in once more through a protocol, by the clock, and can be paused and wound.

Its time is the protocol's time, too: at twice the speed a timeout of ten seconds takes five, and in a pause no time
passes. So what is delivered up to some time is the same at every speed. Winding forward plays as fast as it goes, and
winding back begins anew, since nothing but playing brings a protocol to where it was.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IDelayedCall

from poetrygui.core.files.disk import Disk
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.recordings.hosted_take import HostedTake
from poetrygui.recordings.player import AS_FAST_AS_IT_GOES
from poetrygui.recordings.reframe import Step
from poetrygui.recordings.take import Take
from poetrygui.recordings.workers import SLICE

_BETWEEN_CHANGES = 1 / 60  # seconds
_UNTIL_RELIEVED = 0.01  # seconds until one looks again whether the disk has caught up


class Replay:
    """Plays takes of a recording; it begins in pause, at the beginning. Times are µs of the recording.

    One chunk is given in a turn of the reactor, each when it is due by the beginning and not by the one before; as fast
    as it goes, as many as make a slice of a frame of the screen.
    """

    def __init__(
        self,
        reactor: Any,
        begin: Callable[[], Take | HostedTake],
        length: tuple[int, int],
        *,
        disk: Disk,
        on_change: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare a recording of that length, in µs and in bytes.

        ``begin`` makes a take; ``disk`` is what its poem is written by. ``on_change`` is told that it stands
        differently, at most sixty times a second. ``clock`` tells seconds that never jump.
        """
        self.duration, self.size = length
        self.take = begin()
        """What is played now: another one after winding back."""
        self.take.on_step = self._call_soon
        self.state: Receiving | Ended = Receiving()
        self._reactor = reactor
        self._begin = begin
        self._disk = disk
        self._on_change = on_change
        self._pace = _Pace(clock)
        self._wound_to: int | None = None
        self._call: IDelayedCall | None = None
        self._told = -math.inf

    @property
    def is_playing(self) -> bool:
        """Whether the time goes on."""
        return self._pace.is_running

    @property
    def speed(self) -> float:
        """How many seconds of the recording pass in one."""
        return self._pace.speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._pace.set_speed(speed, self.time)
        self._go_on()
        self._tell()

    @property
    def time(self) -> int:
        """Where it is: never behind something that is due and was not played yet."""
        if self._wound_to is not None:
            return self._wound_to
        if isinstance(self.state, Ended):
            return round(self._pace.now)
        if math.isinf(self.speed):
            return min(self.take.time, self.duration)
        due = self.take.due
        return round(min(self._pace.now, self.duration if due is None else max(due, self.take.time)))

    def play(self) -> None:
        """Go on from where it is, or from the beginning where it has ended."""
        if isinstance(self.state, Ended):
            self._begin_anew()
        self._pace.start(self.time)
        self._go_on()
        self._tell()

    def pause(self) -> None:
        """Stand still, at the time that it is."""
        self._pace.stop(self.time)
        self._go_on()
        self._tell()

    def seek(self, time: int) -> None:
        """Go to a time, and go on from there if it is playing."""
        time = max(0, min(time, self.duration))
        if isinstance(self.state, Ended) or time < max(self.take.time, self.take.asked_to):
            self._begin_anew()
        self._wound_to = time
        self._go_on()
        self._tell()

    def stop(self, reason: str) -> None:
        """End it where it is, as a connection that is stopped; ``reason`` is a sentence."""
        if not isinstance(self.state, Ended):
            self._pace.stop(self.time)
            self._wound_to = None
            self.take.stop(reason)
            self._call_soon()

    def close(self) -> None:
        """Play no more, and tell nothing more."""
        self._on_change = lambda: None
        if self._call is not None:
            self._call.cancel()
            self._call = None
        self.take.close()

    # Playing

    def _begin_anew(self) -> None:
        before, self.take = self.take, self._begin()
        self.take.on_step = self._call_soon
        before.close()
        self.state = Receiving()
        self._pace.place(0)

    def _go_on(self) -> None:
        """Look anew what is to be done next, and when."""
        if isinstance(self.state, Ended):
            return
        if self._wound_to is not None or self.is_playing:
            self._call_soon()
        elif self._call is not None:
            self._call.cancel()
            self._call = None

    def _call_soon(self, wait: float = 0.0) -> None:
        if self._call is not None:
            self._call.cancel()
        self._call = self._reactor.callLater(wait, self._turn)

    def _turn(self) -> None:
        self._call = None
        try:
            if self._disk.congested:
                self._call_soon(_UNTIL_RELIEVED)
            elif self._wound_to is not None:
                self._wind(self._wound_to)
            elif math.isinf(self.speed) and self.is_playing:
                self._wind(AS_FAST_AS_IT_GOES)
            else:
                self._play_next()
        except OSError as error:
            store, reason = self.take.store, f"the recording cannot be read: {error.strerror or error}"
            self._end(Ended(Outcome.STOPPED, reason, store.exact_size, store.frame_count))

    def _play_next(self) -> None:
        until = self._pace.now
        step = self.take.step(until)
        if step in (None, Step.ELSEWHERE):
            self._is_through()
            return
        due = self.take.due if step is Step.WAITING else self.take.time
        wait = 0.0 if due is None else self._pace.wait_until(due)
        if step is not Step.WAITING or self.is_playing:
            self._call_soon(wait)
        if wait < _BETWEEN_CHANGES:
            self._tell_some()
        else:
            self.take.when_written(self._tell)  # nothing else may come for long

    def _wind(self, until: float) -> None:
        end = time.perf_counter() + SLICE
        while time.perf_counter() < end:
            step = self.take.step(until)
            if step in (None, Step.ELSEWHERE):
                self._is_through()
                return
            if step is Step.WAITING and self._wound_to is not None:
                self._wound_to = None
                self._pace.place(round(until))
                self._go_on()
                self.take.when_written(self._tell)
                return
        self._call_soon()
        self._tell_some()

    # The end

    def _is_through(self) -> None:
        take = self.take

        def written() -> None:
            if take is self.take and (ended := take.ended) is not None:
                self._end(ended)

        take.when_written(written)

    def _end(self, ended: Ended) -> None:
        self._wound_to = None
        self._pace.stop(max(self.time, min(self.take.time, self.duration)))
        self.state = ended
        self._tell()

    def _tell_some(self) -> None:
        if time.monotonic() - self._told >= _BETWEEN_CHANGES:
            self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        if isinstance(self.state, Receiving):
            self.state = Receiving(self.take.store.exact_size, self.take.store.frame_count)
        self._on_change()


class _Pace:
    """Tells at which time of a recording one is, by a clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.speed = 1.0
        self._clock = clock
        self._place: float = 0
        self._since: float | None = None  # the moment at which it was there, where it runs

    @property
    def is_running(self) -> bool:
        return self._since is not None

    @property
    def now(self) -> float:
        """The time, in µs."""
        if self._since is None or math.isinf(self.speed):
            return self._place
        return self._place + (self._clock() - self._since) * 1e6 * self.speed

    def wait_until(self, time: float) -> float:
        """Return in how many seconds it is that time."""
        return max((time - self.now) / 1e6 / self.speed, 0.0)

    def start(self, time: float) -> None:
        self._place, self._since = time, self._clock()

    def stop(self, time: float) -> None:
        self._place, self._since = time, None

    def place(self, time: float) -> None:
        """Be there, running or not."""
        if self._since is None:
            self._place = time
        else:
            self.start(time)

    def set_speed(self, speed: float, time: float) -> None:
        """Have another speed from now on, which is at that time of the recording."""
        self.place(time)
        self.speed = speed
