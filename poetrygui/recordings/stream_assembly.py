"""Putting one direction of a TCP connection together from its segments, in whatever order they were captured."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

from attrs import frozen

_WRAP = 2**32
_HALF = 2**31
_COST_OF_SEGMENT = 256
"""Bytes that a held segment is counted for beside its own: a capture of empty ones fills memory, too."""
SEGMENTS_TO_SETTLE = 32
"""Where the beginning was not captured, so many segments are looked at to find the first of them."""


@frozen
class Piece:
    """Bytes that follow those before. ``time`` is when the last byte was captured that they had to wait for."""

    time: int
    data: bytes
    is_pushed: bool


@frozen
class Hole:
    """``size`` bytes are missing from byte ``at`` of the stream on; what stands behind was captured at ``time``."""

    time: int
    at: int
    size: int


class _Held(NamedTuple):
    """A segment that waits. They are ordered by where they begin, and then by when they came."""

    offset: int
    arrival: int
    time: int
    data: bytes
    missing: int
    is_pushed: bool


class StreamAssembly:
    """Takes segments, and gives what they add to the stream, each byte once.

    Of bytes that came twice, those are given that could be given first. What is before the first byte known is of no
    stream that is known, and is passed over.
    """

    def __init__(self) -> None:
        """Begin without knowing where the stream does."""
        self.held_size = 0
        """Bytes of memory that are taken by what waits for others."""
        self.size = 0
        """Bytes of the stream up to the next one to be given, those in holes included."""
        self._first: int | None = None  # sequence number of the first byte
        self._is_settled = False
        self._held: list[_Held] = []  # a heap
        self._arrivals = 0
        self._time = 0
        self._furthest = 0  # offset of the end of what was seen, captured or not

    @property
    def is_waiting(self) -> bool:
        """Whether something is held that bytes before it are missing for."""
        return bool(self._held)

    @property
    def is_settled(self) -> bool:
        """Whether it is known where the stream begins."""
        return self._is_settled

    def has_reached(self, sequence: int) -> bool:
        """Tell whether all before a sequence number was given, or is known to be missing."""
        return self._is_settled and self._first is not None and self._offset_of(sequence) <= self.size

    def begin(self, time: int, first: int) -> list[Piece | Hole]:
        """Take notice of the sequence number of the first byte, as the one who sends tells it at ``time``."""
        if self._is_settled:
            return []
        if self._first is None:
            self._first = first
        self._move_first(first)
        self._is_settled = True
        return self._given(time)

    def take(
        self, time: int, sequence: int, data: bytes, *, missing: int = 0, is_pushed: bool = False
    ) -> list[Piece | Hole]:
        """Take ``data``, the bytes from number ``sequence`` on of a segment that was captured at ``time``.

        ``missing`` more bytes of it were not captured; ``is_pushed`` is whether it was sent as the end of something.
        """
        if self._first is None:
            self._first = sequence
        offset = self._offset_of(sequence)
        end = offset + len(data)
        self._furthest = max(self._furthest, end + missing)
        if self._is_settled and offset == self.size and not self._held:
            self._time = max(self._time, time)
            self.size = end
            return self._piece(data, is_pushed, missing)
        if (data or missing) and (end + missing > self.size or not self._is_settled):
            self._arrivals += 1
            self.held_size += len(data) + _COST_OF_SEGMENT
            heappush(self._held, _Held(offset, self._arrivals, time, data, missing, is_pushed))
        if not self._is_settled and self._arrivals >= SEGMENTS_TO_SETTLE:
            return self.settle()
        return self._given(time) if self._is_settled else []

    def settle(self) -> list[Piece | Hole]:
        """Take the first byte that was seen so far for the first of the stream, if that is not known."""
        if self._is_settled:
            return []
        self._is_settled = True
        if self._held and self._first is not None:
            self._move_first((self._first + self._held[0].offset) % _WRAP)
        return self._given(0)

    def give_up(self) -> list[Piece | Hole]:
        """Wait no longer for what is missing before something that is held: it is a hole.

        What comes after a hole has the time of its own capture.
        """
        found = self.settle()
        while self._held:
            self._time = max(self._time, self._held[0].time)
            found.append(self._hole(self._held[0].offset))
            found += self._given(0)
        return found

    def end(self, time: int, fin: int | None = None) -> list[Piece | Hole]:
        """Give up, and tell of what is known to have been sent at the end, too, and was never captured.

        ``fin`` is the sequence number of the sender's close, where that was seen: it has one, and is no byte.
        """
        found = self.give_up()
        furthest = self._furthest
        if fin is not None and self._first is not None:
            furthest = min(furthest, self._offset_of(fin))
        if furthest > self.size:
            self._time = max(self._time, time)
            found.append(self._hole(furthest))
        return found

    def _given(self, time: int) -> list[Piece | Hole]:
        """Return what is held and needs to wait no longer."""
        found: list[Piece | Hole] = []
        while self._held and self._held[0].offset <= self.size:
            held = heappop(self._held)
            self.held_size -= len(held.data) + _COST_OF_SEGMENT
            end = held.offset + len(held.data)
            if end + held.missing > self.size:
                self._time = max(self._time, held.time, time)
                new = held.data[self.size - held.offset :]
                missing = held.missing - max(self.size - end, 0)
                self.size += len(new)
                found += self._piece(new, held.is_pushed, missing)
        return found

    def _piece(self, data: bytes, is_pushed: bool, missing: int) -> list[Piece | Hole]:
        """Return bytes that are counted already, and what is missing after them."""
        found: list[Piece | Hole] = []
        if data:
            found.append(Piece(self._time, data, is_pushed))
        if missing:
            found.append(self._hole(self.size + missing))
        return found

    def _hole(self, stop: int) -> Hole:
        hole = Hole(self._time, self.size, stop - self.size)
        self.size = stop
        return hole

    def _offset_of(self, sequence: int) -> int:
        """Return where in the stream a sequence number is: of the places that it may be, the one that is nearest."""
        assert self._first is not None
        return self.size + _signed(sequence - self._first - self.size)

    def _move_first(self, first: int) -> None:
        assert self._first is not None
        moved = _signed(first - self._first)
        self._first = first
        self._furthest -= moved
        # What is subtracted from all of them leaves the heap in its order.
        self._held = [held._replace(offset=held.offset - moved) for held in self._held]


def _signed(difference: int) -> int:
    difference %= _WRAP
    return difference if difference < _HALF else difference - _WRAP
