"""Frames on their way from a host: some numbers, which tell what the bytes are that follow."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import accumulate

from poetrygui.api import FrameSink
from poetrygui.hosts.messages import Message

FRAMES, PART, LAST = range(3)
"""Whole frames; a piece of one that is still coming; and its last piece, which may be a frame alone."""

MOST_AT_ONCE = 256 * 1024
"""Bytes that go at once, and so many of a frame that is larger."""
_MOST_FRAMES = 64 * 1024


class FrameSender(FrameSink):
    """Puts what a protocol delivers together until it is to be sent."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        """Hand messages to ``send``."""
        self._send = send
        self._frames: list[bytes] = []
        self._size = 0
        self._is_inside = False

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one."""
        if self._is_inside or len(data) > MOST_AT_ONCE:
            self._in_pieces(data, LAST)
            return
        self._add((data,), len(data))

    def part(self, data: bytes) -> None:
        """Take a piece of a frame."""
        self._in_pieces(data, PART)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many frames."""
        # Many tiny ones come at once: no step of Python for each.
        for start in range(0, len(frames), _MOST_FRAMES):
            some = frames[start : start + _MOST_FRAMES]
            size = sum(map(len, some))
            if self._is_inside or size > MOST_AT_ONCE:
                for each in some:
                    self.frame(each)
            else:
                self._add(some, size)

    def fail(self, reason: str) -> None:
        """Do nothing: the verdict tells."""

    def remark(self, text: str) -> None:
        """Do nothing: the verdict tells."""

    def flush(self) -> None:
        """Send what there is."""
        frames, self._frames, self._size = self._frames, [], 0
        if frames:
            self._send(array("Q", [FRAMES, *map(len, frames)]))
            self._send(b"".join(frames))

    def _add(self, frames: Sequence[bytes], size: int) -> None:
        if self._size + size > MOST_AT_ONCE or len(self._frames) + len(frames) > _MOST_FRAMES:
            self.flush()
        self._frames += frames
        self._size += size

    def _in_pieces(self, data: bytes, last: int) -> None:
        self.flush()
        for start in range(0, len(data) or 1, MOST_AT_ONCE):
            piece = data[start : start + MOST_AT_ONCE]
            kind = last if start + MOST_AT_ONCE >= len(data) else PART
            self._send(array("Q", [kind, len(piece)]))
            self._send(piece)
        self._is_inside = last == PART


class FramesHeard:
    """Takes them apart on the other side, for a protocol's sink."""

    def __init__(self, sink: Callable[[], FrameSink]) -> None:
        """Deliver to what ``sink`` returns."""
        self._sink = sink
        self._kind = FRAMES
        self._sizes: list[int] = []

    def numbers(self, numbers: array[int]) -> None:
        """Take what tells of the bytes that follow. Raises ValueError where it does not."""
        if self._sizes or not numbers or numbers[0] not in (FRAMES, PART, LAST):
            raise ValueError("nothing is told by these numbers")
        self._kind, self._sizes = numbers[0], list(numbers[1:])

    def data(self, data: bytes) -> None:
        """Deliver the bytes. Raises ValueError where they are not what was told."""
        sizes, self._sizes = self._sizes, []
        if sum(sizes) != len(data) or not sizes:
            raise ValueError("bytes of another size than was told")
        sink = self._sink()
        if self._kind == PART:
            sink.part(data)
        elif self._kind == LAST:
            sink.frame(data)
        else:
            ends = [*accumulate(sizes)]
            sink.frames([data[start:end] for start, end in zip([0, *ends], ends, strict=False)])
