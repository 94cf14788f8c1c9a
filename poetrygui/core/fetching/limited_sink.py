"""Letting through what is within the limits of a fetch, and nothing after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol as StructuralType

from poetrygui.api import FrameSink

Enough = tuple[str, str]
"""The name of the limit that was reached, empty where none was and it ends all the same; and a sentence."""

_LONGEST_TAIL = 64 * 1024
"""Bytes of a frame that comes in parts in which something is looked for together with the part that follows."""


class FrameLimits(StructuralType):
    """Who counts, over all connections to an address."""

    is_over: bool

    def room(self, size: int) -> int:
        """Return how many of so many bytes may pass."""

    def count(self, size: int, frames: int) -> Enough | None:
        """Count what passes; return why that is enough, if it is."""

    def no_room(self) -> Enough:
        """Return why it is enough where the next frame would be too much."""

    def match(self, data: bytes) -> tuple[int, Enough] | None:
        """Return where in ``data`` that ends which was waited for, and why that is enough."""

    def end(self, enough: Enough) -> None:
        """End the connection."""


class LimitedSink:
    """Stands between one connection and where its frames go.

    A frame that does not fit is left out; of one that comes in parts, what fits is let through, and what it is waited
    for is its last.
    """

    def __init__(self, limits: FrameLimits, behind: FrameSink) -> None:
        """Pass on to ``behind`` for as long as ``limits`` are not reached."""
        self._limits = limits
        self._behind = behind
        self._in_frame = False
        self._tail = b""  # of the frame that comes in parts

    def frame(self, data: bytes) -> None:
        """Pass a frame on, or the last piece of one."""
        if not self._in_frame:
            self.frames((data,))
        elif not self._limits.is_over:
            self._piece(data, is_last=True)

    def part(self, data: bytes) -> None:
        """Pass a piece of a frame on."""
        if not self._limits.is_over:
            self._in_frame = True
            self._piece(data, is_last=False)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Pass many frames on."""
        if self._in_frame and frames:
            self.frame(frames[0])
            frames = frames[1:]
        if self._limits.is_over:
            return
        enough: Enough | None = None
        passed = 0
        for data in frames:
            if self._limits.room(len(data)) < len(data):
                enough = self._limits.no_room()
                break
            passed += 1
            enough = self._limits.count(len(data), 1)
            match = self._limits.match(data)
            if match is not None:
                enough = match[1]
            if enough is not None:
                break
        if passed:
            self._behind.frames(frames[:passed])
        if enough is not None:
            self._limits.end(enough)

    def fail(self, reason: str) -> None:
        """Pass the notice on."""
        self._behind.fail(reason)

    def remark(self, text: str) -> None:
        """Pass the remark on."""
        self._behind.remark(text)

    def _piece(self, data: bytes, *, is_last: bool) -> None:
        passed = data[: self._limits.room(len(data))]
        match = self._limits.match(self._tail + passed)
        if match is not None:
            passed = passed[: max(match[0] - len(self._tail), 0)]
        is_last = is_last and len(passed) == len(data)
        if is_last:
            self._in_frame, self._tail = False, b""
            self._behind.frame(passed)
        else:
            self._tail = (self._tail + passed)[-_LONGEST_TAIL:]
            if passed:
                self._behind.part(passed)
        enough = self._limits.count(len(passed), int(is_last))
        if match is not None:
            enough = match[1]
        if enough is not None:
            self._limits.end(enough)
