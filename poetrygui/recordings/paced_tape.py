"""A recording that comes in once more: of it no more is known than what had come up to a time."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.wire_records import Anchor, Event, Record
from poetrygui.recordings.tape import Tape


class PacedTape:
    """Tells of ``tape`` what had come up to :attr:`until`, in µs; how it ended is not known before all is told.

    It is for one reader, who asks again and again, as for a recording that runs: each record is told once.
    """

    def __init__(self, tape: Tape, info: PoemInfo) -> None:
        """Begin before the first record; ``info`` is what is noted beside the recording by now."""
        self.until: float = 0
        """The time, in µs; it only grows."""
        self._tape = tape
        self._info = info
        self._records = iter(tape.records())
        self._next = next(self._records, None)
        self._last = 0
        self._told = 0

    @property
    def info(self) -> PoemInfo:
        """What is known beside the recording."""
        return evolve(self._info, ended=None) if self._next is not None else self._info

    @property
    def is_told(self) -> bool:
        """Whether there is nothing more to be told."""
        return self._next is None

    @property
    def next_time(self) -> int | None:
        """When something comes next, in µs; None behind the last."""
        return None if self._next is None else self._next.time

    @property
    def wire_size(self) -> int:
        """Bytes of the whole recording."""
        return self._tape.wire_size

    def wire(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``, as far as there are any. Raises OSError."""
        return self._tape.wire(start, stop)

    def records(self, first: int = 0) -> Iterator[Record]:
        """Give what has come since the last call, and how late it is by now, so that time passes without a chunk.

        Whoever asks for a record that was told already had made an end before it came: nothing more comes then.
        """
        if first < self._told:
            return
        while self._next is not None and self._next.time <= self.until:
            record = self._next
            # What stands behind the end came of it, by the protocol of then.
            is_last = isinstance(record, Event) and record.kind is EventKind.LOST
            self._next = None if is_last else next(self._records, None)
            self._last = max(self._last, record.time)
            self._told += 1
            yield record
        if self._next is not None and self.until > self._last:
            self._last = int(self.until)
            self._told += 1
            yield Anchor(self._last, self._info.clock + self._last / 1e6)
