"""Frames on their way from a host: by their place on the wire where they lie there, else as bytes in few pieces.

Nothing is made for each frame on the program's side: frames that hold no newline go as a block of lines.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import accumulate

from poetrygui.api import FrameBlock, FrameSink
from poetrygui.core.poems.newlines import count_newlines
from poetrygui.hosts.live.shared_pages import SharedPages
from poetrygui.hosts.live.wire_window import WireWindow
from poetrygui.hosts.messages import Message

FRAMES, PART, LAST, BLOCK = range(4)
"""Whole frames, each of a size; a piece of one that is still coming; its last piece, or a frame alone; many lines."""
ON_WIRE = 16
"""Added to what is told where the bytes lie on the wire: their place is told, and they do not follow."""
SHARED = 64
"""Added where they lie in memory that both see, in the same way."""

HANDLED, HANDLED_SIZE = 32, 4
"""What tells of no frames, with three numbers: calls that were made, how much to read at a time, messages heard."""

MOST_AT_ONCE = 512 * 1024
"""Bytes that go at once, and so many of a frame that is larger."""
_MOST_FRAMES = 64 * 1024
_LONGEST_ENDING = 64
_NEWLINE = [*b"\n"]
_LEAST_SHARED = 4 * 1024


class FrameSender(FrameSink):
    """Puts what a protocol delivers together until it is to be sent."""

    def __init__(
        self, send: Callable[[Message], None], window: WireWindow | None = None, pages: SharedPages | None = None
    ) -> None:
        """Hand messages to ``send``; what came on the wire is in ``window``, and what did not goes by ``pages``."""
        self._send = send
        self._pages = pages
        self._window = window or WireWindow()
        self._frames: list[bytes] = []
        self._size = 0  # of them, with a newline each
        self._is_inside = False

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one."""
        if self._is_inside or len(data) >= MOST_AT_ONCE:
            self._in_pieces(data, LAST)
            return
        self._frames.append(data)
        self._size += len(data) + 1
        if self._size > MOST_AT_ONCE:
            self.flush()

    def part(self, data: bytes) -> None:
        """Take a piece of a frame."""
        self._in_pieces(data, PART)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many frames."""
        # Many tiny ones come at once: no step of Python for each.
        size = sum(map(len, frames)) + len(frames)
        if self._is_inside or self._size + size > 2 * MOST_AT_ONCE:
            for each in frames:
                self.frame(each)
            return
        self._frames += frames
        self._size += size
        if self._size > MOST_AT_ONCE:
            self.flush()

    def frame_block(self, block: FrameBlock) -> int:
        """Take many frames in one run of bytes; return how many."""
        data, ending, _ = block
        if self._is_inside or len(ending) > _LONGEST_ENDING or len(data) > 2 * MOST_AT_ONCE:
            frames = block.frames()
            self.frames(frames)
            return len(frames)
        self.flush()
        self._block(block)
        return count_newlines(data, 0, len(data)) if ending == b"\n" else data.count(ending)

    def led_lines(self, lead: bytes, chunk: bytes, stop: int) -> int:
        """Take lines that lie in a chunk up to byte ``stop``, the first behind ``lead``; return how many, or 0.

        Then nothing is taken: it is another chunk than the last that came, or they do not lie there.
        """
        at = None if self._is_inside else self._window.led(lead, chunk)
        if at is None:
            return 0
        self.flush()
        self._window.found(at, len(lead) + stop)
        self._send(array("Q", [BLOCK + ON_WIRE, at, len(lead) + stop, True, *b"\n"]))
        return count_newlines(chunk, 0, stop)

    def fail(self, reason: str) -> None:
        """Do nothing: the verdict tells."""

    def remark(self, text: str) -> None:
        """Do nothing: the verdict tells."""

    def flush(self) -> None:
        """Send what there is."""
        frames, self._frames, self._size = self._frames, [], 0
        if not frames:
            return
        frames.append(b"")
        rows = b"\n".join(frames)
        frames.pop()
        if count_newlines(rows, 0, len(rows)) == len(frames):
            self._block(FrameBlock(rows))
            return
        for start in range(0, len(frames), _MOST_FRAMES):
            some = frames[start : start + _MOST_FRAMES]
            self._send(array("Q", [FRAMES, *map(len, some)]))
            self._send(b"".join(some))

    def _block(self, block: FrameBlock) -> None:
        self._tell(BLOCK, block.data, (block.drop_cr, *block.ending))

    def _in_pieces(self, data: bytes, last: int) -> None:
        self.flush()
        for start in range(0, len(data) or 1, MOST_AT_ONCE):
            piece = data[start : start + MOST_AT_ONCE]
            self._tell(last if start + MOST_AT_ONCE >= len(data) else PART, piece, ())
        self._is_inside = last == PART

    def _tell(self, kind: int, data: bytes, more: Sequence[int]) -> None:
        at = self._window.find(data) if data else None
        if at is not None:
            self._send(array("Q", [kind + ON_WIRE, at, len(data), *more]))
        elif self._pages is not None and len(data) >= _LEAST_SHARED and (at := self._pages.put(data)) is not None:
            self._send(array("Q", [kind + SHARED, at, len(data), *more]))
        else:
            self._send(array("Q", [kind, len(data), *more]))
            self._send(data)


class FramesHeard:
    """Takes them apart on the other side, for a protocol's sink."""

    def __init__(
        self, sink: Callable[[], FrameSink], window: WireWindow | None = None, pages: SharedPages | None = None
    ) -> None:
        """Deliver to what ``sink`` returns; what came on the wire is in ``window``, the rest may be in ``pages``."""
        self._sink = sink
        self._pages = pages
        self._window = window or WireWindow()
        self._told: array[int] | None = None
        self.frames = 0
        """How many whole frames were delivered."""
        self.inside = 0
        """How many bytes of the next one were."""

    def numbers(self, numbers: array[int]) -> int:
        """Take what tells of the bytes that follow, or of those on the wire; return how many of these are delivered.

        Raises ValueError where it does not.
        """
        if self._told is None and len(numbers) > 1 and numbers[0] in (FRAMES, PART, LAST, BLOCK):
            self._told = numbers
            return 0
        if self._told is not None or len(numbers) < 3 or numbers[0] < ON_WIRE:
            raise ValueError("nothing is told by these numbers")
        kind, at, size, *more = numbers
        if kind < SHARED:
            if not (kind == BLOCK + ON_WIRE and more[1:] == _NEWLINE and self._led_lines(at, size, bool(more[0]))):
                self._deliver(kind - ON_WIRE, self._window.take(at, size), more)
        elif self._pages is not None:
            self._deliver(kind - SHARED, self._pages.take(at, size), more)
        return size

    def data(self, data: bytes) -> None:
        """Deliver the bytes. Raises ValueError where they are not what was told."""
        told, self._told = self._told, None
        if told is None:
            raise ValueError("bytes of another size than was told")
        if told[0] == FRAMES:
            sizes = told[1:]
            if sum(sizes) != len(data):
                raise ValueError("bytes of another size than was told")
            ends = [*accumulate(sizes)]
            self._count(len(sizes))
            self._sink().frames([data[start:end] for start, end in zip([0, *ends], ends, strict=False)])
            return
        kind, size, *more = told
        if size != len(data):
            raise ValueError("bytes of another size than was told")
        self._deliver(kind, data, more)

    def _led_lines(self, at: int, size: int, drop_cr: bool) -> bool:
        """Deliver lines that end in the last chunk, of which nothing is put together; return whether that can be."""
        take: Callable[[bytes, bytes, int], int] | None = getattr(self._sink(), "led_lines", None)
        led = None if take is None else self._window.lead_of(at, size)
        if take is None or led is None or not (drop_cr or led[1].find(b"\r", 0, led[2]) < 0):
            return False
        if count := take(*led):
            self._count(count)
        return bool(count)

    def _deliver(self, kind: int, data: bytes, more: list[int]) -> None:
        sink = self._sink()
        if kind == PART:
            self.inside += len(data)
            sink.part(data)
        elif kind == LAST:
            self._count(1)
            sink.frame(data)
        elif kind == BLOCK and more:
            block = FrameBlock(data, bytes(more[1:]), bool(more[0]))
            take: Callable[[FrameBlock], int] | None = getattr(sink, "frame_block", None)
            # One without an end is refused by either.
            if take is None:
                frames = block.frames()
                self._count(len(frames))
                sink.frames(frames)
            else:
                self._count(take(block))
        else:
            raise ValueError("nothing is told by these numbers")

    def _count(self, frames: int) -> None:
        self.frames += frames
        self.inside = 0
