"""What happened on a connection since it was last asked for, each with its time."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.wire_records import Anchor, Event, Record, Sent, sent_not_kept

_ANCHOR_EVERY = 600_000_000
"""µs between two looks at the clock on the wall."""

_MOST_HELD = 16
"""Events that are held until there is more than events."""


class Arrival(NamedTuple):
    """A chunk of ``size`` bytes, which came at ``time``, in µs; a tuple, which is made in a fourth of the time."""

    time: int
    size: int


class Happenings:
    """Takes the time of everything as it is told; a chunk is there until the rows that it made are known.

    Of a connection on which nothing came yet, and nothing was sent, the few events are held: thousands that are quiet
    need no file, and no descriptor for it.
    """

    __slots__ = ("_anchored", "_clock", "_keeps_sent", "_last", "_records", "chunk", "has_begun")

    def __init__(self, clock: RecordingClock, *, keeps_sent: bool) -> None:
        """Begin with what the clock on the wall shows. ``keeps_sent`` is whether what is sent is kept, or its size."""
        self.chunk: Arrival | None = None
        self._clock = clock
        self._keeps_sent = keeps_sent
        self._records: list[Record] = []
        self._last = 0  # when something happened
        self._anchored = 0
        self.has_begun = False
        """Whether nothing is held any more."""

    def begin(self) -> None:
        """Hold nothing any more."""
        self.has_begun = True

    def received(self, size: int) -> None:
        """Note a chunk; what is held came before it, and is to be taken first."""
        self._last = self._clock.now()
        self.chunk = Arrival(self._last, size)

    def sent(self, data: bytes | bytearray) -> None:
        """Note what was sent."""
        self.has_begun = True
        time = self._last = self._clock.now()
        if self._keeps_sent:
            self._records.append(Sent(time, bytes(data)))
        else:
            self._records.append(sent_not_kept(time, len(data)))

    def event(self, kind: EventKind, text: str) -> None:
        """Note something else."""
        self._last = self._clock.now()
        self._records.append(Event(self._last, kind, text))
        if kind is EventKind.LOST or len(self._records) > _MOST_HELD:
            self.has_begun = True

    def take_chunk(self) -> Arrival | None:
        """Return the chunk, which is not there any more."""
        chunk, self.chunk = self.chunk, None
        return chunk

    def take_records(self) -> list[Record]:
        """Return what else happened since the last call, as far as it is not held; all of it came after the chunk."""
        if not self.has_begun:
            return []
        if self._last - self._anchored > _ANCHOR_EVERY:
            self._anchored = self._last = self._clock.now()
            self._records.append(Anchor(self._anchored, self._clock.wall()))
        if not self._records:
            return []
        records, self._records = self._records, []
        return records

    def now(self) -> int:
        """Return the time, in µs."""
        return self._clock.now()
