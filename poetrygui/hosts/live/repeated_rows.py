"""The rows that a protocol gives once more, in another host: those that were shown are let go, and compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from operator import eq

from poetrygui.api import FrameBlock, FrameSink
from poetrygui.core.poems.lines_in_block import lines_of
from poetrygui.core.poems.rows import RowComposer
from poetrygui.core.poems.store import PoemStore


class RepeatedRows(FrameSink):
    """Stands before a sink that has the first frames by now, and passes on what comes after them."""

    def __init__(
        self,
        behind: FrameSink,
        frames: int,
        inside: int,
        shown: PoemStore | None,
        on_difference: Callable[[int], object],
    ) -> None:
        """Pass on to ``behind``, which has so many ``frames``, and of the next one the first ``inside`` bytes.

        They are compared with the rows of ``shown``, where these can be read; ``on_difference`` hears at which byte of
        them others come.
        """
        self._behind = behind
        self._frames = frames
        self._inside = inside
        self._shown = shown
        self._on_difference = on_difference
        self._composer = RowComposer()
        self._compared = 0
        self._in_frame = False
        self._is_all_told = False
        self._is_different = False

    @property
    def is_through(self) -> bool:
        """Whether nothing of what was shown is still to come."""
        return not self._frames and not self._inside

    def all_told(self) -> None:
        """Take notice that the host has heard all that came: rows that are others than those shown are new now."""
        self._is_all_told = True
        if self._shown is None and not self.is_through:
            self._let_through()

    def part(self, data: bytes) -> None:
        """Take a piece of a frame."""
        self._look_at(data)
        self._in_frame = True
        if self._frames:
            self._composer.part(data)
            self._compare()
        elif rest := self._cut(data):
            self._behind.part(rest)

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one."""
        self._look_at(data if data.endswith(b"\n") else data + b"\n")
        self._in_frame = False
        if self._frames:
            self._frames -= 1
            self._composer.frame(data)
            self._compare()
            return
        rest = self._cut(data)
        self._inside = 0
        self._behind.frame(rest)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many frames."""
        while frames and (self._in_frame or (self._is_all_told and not self.is_through)):
            self.frame(frames[0])
            frames = frames[1:]
        repeated, frames = frames[: self._frames], frames[self._frames :]
        if repeated:
            self._frames -= len(repeated)
            self._composer.frames(repeated)
            self._compare()
        if frames and self._inside:
            self.frame(frames[0])
            frames = frames[1:]
        if frames:
            self._behind.frames(frames)

    def frame_block(self, block: FrameBlock) -> int:
        """Take many frames in one run of bytes; return how many."""
        lines = None if self._in_frame or self._is_all_told else lines_of(block)
        if lines is not None and lines.frame_count <= self._frames:
            self._frames -= lines.frame_count
            self._composer.lines(lines)
            self._compare()
            return lines.frame_count
        frames = block.frames()
        self.frames(frames)
        return len(frames)

    def fail(self, reason: str) -> None:
        """Do nothing: the verdict tells."""

    def remark(self, text: str) -> None:
        """Do nothing: the verdict tells."""

    def _cut(self, data: bytes) -> bytes:
        repeated, rest = data[: self._inside], data[self._inside :]
        if repeated:
            self._inside -= len(repeated)
            self._composer.part(repeated)
            self._compare()
        return rest

    def _look_at(self, rows: bytes) -> None:
        if self._is_all_told and not self.is_through and self._shown is not None:
            rows = rows if self._frames else rows[: self._inside]
            if self._shown.read(self._compared, self._compared + len(rows)) != rows:
                self._let_through()

    def _let_through(self) -> None:
        self._frames = self._inside = 0
        self._differ(self._compared)

    def _compare(self) -> None:
        rows = b"".join(self._composer.take()[0])
        start = self._compared
        self._compared += len(rows)
        if self._shown is not None and not self._is_different:
            shown = self._shown.read(start, self._compared)
            if not rows.startswith(shown):
                self._differ(start + _same_bytes(rows, shown))

    def _differ(self, at: int) -> None:
        if not self._is_different:
            self._is_different = True
            self._on_difference(at)


def _same_bytes(one: bytes, other: bytes) -> int:
    """Return how many bytes both begin with."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))
