"""A recording from some byte on, in other pieces than it came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Event, Received, Record

NextPiece = Callable[[int, int], int]
"""Is told a byte of the wire, and how many that came from it on; returns how many of them come next, 0 for too few."""


def as_they_came(_position: int, size: int) -> int:
    """Have chunks end where they did."""
    return size


class StretchTape:
    """A tape whose byte 0 is byte ``start`` of a recording. What was sent is not in it: who plays it reads frames."""

    def __init__(self, recording: Recording, start: int, next_piece: NextPiece = as_they_came) -> None:
        """Begin at byte ``start`` of ``recording``; ``next_piece`` is asked whenever bytes have come."""
        self._recording = recording
        self._start = start
        self._next_piece = next_piece

    @property
    def info(self) -> PoemInfo:
        """What was noted about the recording."""
        return self._recording.info

    @property
    def wire_size(self) -> int:
        """Bytes from there on."""
        return max(self._recording.wire_size - self._start, 0)

    def wire(self, start: int, stop: int) -> bytes:
        """Return some of them. Raises OSError."""
        return self._recording.wire(self._start + start, self._start + stop)

    def records(self, first: int = 0) -> Iterator[Record]:
        """Give the pieces, and what happened in between; all of that, or nothing: a stretch is not followed."""
        position, size, time = self._start, 0, 0
        for record in self._happened() if first == 0 else ():
            if isinstance(record, Received):
                size, time = size + record.size, record.time
            while size and (piece := self._next_piece(position, size)):
                position, size = position + piece, size - piece
                yield Received(time, piece)
            if not isinstance(record, Received):
                if size:
                    yield Received(time, size)
                position, size = position + size, 0
                yield record
        if size:
            yield Received(time, size)

    def _happened(self) -> Iterator[Received | Event]:
        log = self._recording.log
        for block in range(log.block_with("wire", self._start), log.blocks):
            for record, sums in log.entries(block):
                if sums.wire > self._start and isinstance(record, Received):
                    yield Received(record.time, min(record.size, sums.wire - self._start))
                elif sums.wire > self._start and isinstance(record, Event):
                    yield record
