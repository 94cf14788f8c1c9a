"""Exactly where frames end on the wire: the protocol is played the recording again, some chunks in tiny pieces.

A frame of so many bytes is mostly not complete before as many came, so those but the last come in two pieces, and the
others byte by byte. Once it was seen how many others a frame of that size has, all of these but the last come at once,
too. What makes longer frames than there are bytes shows itself, since no frame may end inside a piece.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterator, Sequence

from attrs import frozen
from twisted.internet.protocol import Protocol

from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.wire_records import Received, Record
from poetrygui.recordings.chunk_frames import FramingRun, Value, digests_of
from poetrygui.recordings.tape import Tape


@frozen
class Dripped:
    """Where the frames of one chunk end: after which byte of the wire each was complete.

    Where ``depends`` is not empty, the protocol gives other frames than before when the chunk is cut: it says which.
    """

    ends: array[int]
    values: list[Value]
    depends: str = ""
    is_exact: bool = True


class Drip:
    """Follows a framing chunk by chunk; one that is dripped tells where its frames end."""

    def __init__(self, tape: Tape, protocol: type[Protocol], *, learns: bool = False) -> None:
        """Prepare to play ``tape`` to a new instance of ``protocol``.

        One that ``learns`` how many bytes a frame has on the wire is faster by half or more. Where frames of one size
        have not always as many, what it finds may not be exact, and it says so. Another begins anew, byte by byte.
        """
        self._around: dict[int, int] | None = {} if learns else None  # bytes beside those of a frame, by their number
        self._source = tape, protocol
        self._trusts_sizes = True
        self._is_by_size = False  # the piece that came last
        self._expected: Sequence[Value] | None = None
        self._found = 0  # frames of this chunk
        self._begin()

    def _begin(self) -> None:
        tape, protocol = self._source
        self._pieces = _Pieces(tape, self._next_piece)
        self._run = FramingRun(self._pieces, protocol)
        self._came = self._run.chunks()
        self._last_end: int | None = 0  # of a frame, on the wire, where that is known
        self._at_end: list[Value] | None = None  # the frames that the end brought

    def skip(self) -> None:
        """Play a chunk as it is."""
        self._expected = None
        self._next_frames(self._pieces.position)
        self._last_end = None

    def drip(self, expected: Sequence[Value]) -> Generator[None, None, Dripped]:
        """Play a chunk that is to give the frames ``expected``, in pieces; return where they end.

        Yields after each piece, so that others have their turn.
        """
        number = self._pieces.number
        dripped = yield from self._play(expected)
        if dripped.is_exact or self._around is not None:
            return dripped
        self._trusts_sizes = False
        self._begin()
        while self._pieces.number < number and self._at_end is None:
            self.skip()
            yield
        return (yield from self._play(expected))

    def _play(self, expected: Sequence[Value]) -> Generator[None, None, Dripped]:
        self._expected, self._found = expected, 0
        ends: array[int] = array("Q")
        values: list[Value] = []
        number, start, is_exact = self._pieces.number, self._pieces.position, True
        while True:
            before = self._pieces.position
            frames = self._next_frames(start)
            size = self._pieces.position - before
            if frames and size > 1 and self._is_by_size and digests_of(frames[:1]) == digests_of(self._coming):
                is_exact = False  # it was complete before as many bytes came as it was taken to have
            if frames and self._around is not None:
                self._learn(frames)
            ends.extend([self._pieces.position] * len(frames))
            values += frames
            self._found += len(frames)
            if frames:
                self._last_end = self._pieces.position
            if not size or self._pieces.number != number:
                break
            yield
        depends = ""
        if digests_of(values) != digests_of(expected):
            depends = (
                f"its frames depend on where chunks end: of bytes {start:,} to {self._pieces.position:,} of the wire "
                f"it makes {len(expected):,} frames at once, and {len(values):,} others in pieces"
            )
        return Dripped(ends, values, depends, is_exact)

    @property
    def _coming(self) -> Sequence[Value]:
        """The frame that is expected next."""
        return () if self._expected is None else self._expected[self._found : self._found + 1]

    def _learn(self, frames: Sequence[Value]) -> None:
        """Keep how many bytes there are around a frame that has just been completed by a byte of its own."""
        assert self._around is not None
        frame = frames[0]
        if len(frames) == 1 and isinstance(frame, bytes) and self._last_end is not None:
            around = self._pieces.position - self._last_end - len(frame)
            self._around[len(frame)] = min(around, self._around.get(len(frame), around))

    def _next_frames(self, start: int) -> list[Value]:
        """Return the frames of the next piece; those of the end alone, and only if nothing came since ``start``."""
        if self._at_end is None:
            frames = next(self._came, [])
            if self._run.reframing.result is None:
                return frames
            self._at_end = frames
        if self._pieces.position != start:
            return []
        frames, self._at_end = self._at_end, []
        return frames

    def _next_piece(self, position: int, rest: int) -> int:
        self._is_by_size = False
        if self._expected is None or self._found >= len(self._expected):
            return rest
        value = self._expected[self._found]
        if self._last_end is None or not isinstance(value, bytes) or not self._trusts_sizes:
            return 1
        around = 0 if self._around is None else self._around.get(len(value), 0)
        # The first byte alone: what takes each chunk for a frame shows itself. With one too many it does as well.
        if self._last_end == position and around < 2:
            return 1
        self._is_by_size = True
        return max(min(self._last_end + len(value) + around - 1 - position, rest), 1)


class _Pieces:
    """A recording whose chunks come in pieces, of sizes that are asked for as they come."""

    def __init__(self, tape: Tape, next_piece: Callable[[int, int], int]) -> None:
        self.position = 0
        self.number = 0  # of whole chunks so far
        self.is_whole = True
        self._tape = tape
        self._next_piece = next_piece

    @property
    def info(self) -> PoemInfo:
        return self._tape.info

    @property
    def wire_size(self) -> int:
        return self._tape.wire_size

    def wire(self, start: int, stop: int) -> bytes:
        return self._tape.wire(start, stop)

    def records(self, first: int = 0) -> Iterator[Record]:
        # A re-framing counts pieces for records; it asks for more only where a recording is followed, and none is here.
        for record in self._tape.records() if first == 0 else ():
            if not isinstance(record, Received):
                yield record
                continue
            rest = record.size
            while rest:
                size = self._next_piece(self.position, rest)
                rest -= size
                self.position += size
                self.is_whole = not rest
                self.number += self.is_whole
                yield Received(record.time, size)
