"""Playing a recording again, by the clock: the chunks as they came, at any speed, from any time on.

One chunk goes out in a turn of the reactor, since what is written in one turn is joined on its way. Each is due by the
beginning and not by the chunk before, so that being late once is not being late for ever.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any
from typing import Protocol as StructuralType

from twisted.internet.interfaces import IDelayedCall

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import Event, Received, Record, Sent
from poetrygui.recordings.tape import Tape
from poetrygui.recordings.wire_blocks import WireBlocks

AS_FAST_AS_IT_GOES = math.inf
SLOWEST, FASTEST = 0.1, 100.0
"""Speeds that make sense, beside as fast as it goes."""


class Listener(StructuralType):
    """Who is played to."""

    def chunk_came(self, data: bytes) -> None:
        """Take a chunk."""

    def was_sent(self, data: bytes) -> bool:
        """Hear what was sent then; True has the player wait for :meth:`Player.go_on`."""

    def is_over(self) -> None:
        """Hear that all was played."""


class Player:
    """Plays a recording to ``listener``; it begins in pause, at the beginning. Times are µs of the recording."""

    def __init__(self, reactor: Any, tape: Tape, listener: Listener, clock: Callable[[], float] | None = None) -> None:
        """Put ``tape`` in.

        ``clock`` tells seconds that never jump, as ``time.monotonic`` does; without it, the reactor's are taken.
        """
        self.time = 0
        """Where it is: the time of what was played last, or was sought."""
        self._reactor = reactor
        self._clock: Callable[[], float] = clock or reactor.seconds
        self._tape = tape
        self._listener = listener
        self._blocks = WireBlocks()
        self._speed = 1.0
        self._records = iter(tape.records())
        self._next: Record | None = None
        self._position = 0  # on the wire
        self._began = 0.0, 0  # at which moment of the clock it was at which time
        self._call: IDelayedCall | None = None

    @property
    def is_playing(self) -> bool:
        """Whether something is due, now or later."""
        return self._call is not None

    @property
    def speed(self) -> float:
        """How many seconds of the recording pass in one."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        was_playing = self.is_playing
        # What has passed by now has passed at the speed of before.
        self.pause()
        self._speed = speed
        if was_playing:
            self.play()

    def play(self) -> None:
        """Go on from where it is."""
        if not self.is_playing:
            self._began = self._clock(), self.time
            self._wait_for_next()

    def pause(self) -> None:
        """Stand still, at the time that it is."""
        if self._call is not None:
            self._call.cancel()
            self._call = None
            if math.isfinite(self._speed):
                moment, time = self._began
                passed = round((self._clock() - moment) * 1e6 * self._speed)
                due = self.time if self._next is None else self._next.time
                self.time = max(self.time, min(time + passed, due))

    def go_on(self) -> None:
        """Play on after a wait for what was to be sent: the time stood still meanwhile."""
        self.play()

    def seek(self, time: int) -> None:
        """Go to a time: chunks that came before it are passed over, or played again later."""
        was_playing = self.is_playing
        self.pause()
        if time < self.time or self._next is None:
            self._records, self._next, self._position = iter(self._tape.records()), None, 0
        self.time = max(time, 0)
        while self._peek() is not None and self._next is not None and self._next.time < self.time:
            self._position += self._next.size if isinstance(self._next, Received) else 0
            self._next = None
        if was_playing:
            self.play()

    def _peek(self) -> Record | None:
        if self._next is None:
            self._next = next(self._wanted(), None)
        return self._next

    def _wanted(self) -> Iterator[Record]:
        for record in self._records:
            is_end = isinstance(record, Event) and record.kind is EventKind.LOST
            if is_end or isinstance(record, Received | Sent):
                yield record

    def _wait_for_next(self) -> None:
        record = self._peek()
        wait = 0.0
        if record is not None and math.isfinite(self._speed):
            moment, time = self._began
            wait = max(moment + (record.time - time) / 1e6 / self._speed - self._clock(), 0.0)
        self._call = self._reactor.callLater(wait, self._play_next)

    def _play_next(self) -> None:
        self._call = None
        record, self._next = self._next, None
        if record is None or isinstance(record, Event):
            self._listener.is_over()
            return
        self.time = record.time
        waits = False
        if isinstance(record, Received):
            start, self._position = self._position, self._position + record.size
            self._listener.chunk_came(self._blocks.read(self._tape, start, self._position))
        elif isinstance(record, Sent):
            waits = self._listener.was_sent(record.data)
        if not waits and not self.is_playing:
            self._wait_for_next()
