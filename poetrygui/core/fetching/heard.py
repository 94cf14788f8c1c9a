"""What was heard on a connection and is looked at when the call into its protocol is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from poetrygui.core.fetching.frame_pattern import Found, FramePattern

_LONGEST_TAIL = 64 * 1024
"""Bytes of a frame that comes in parts in which something is looked for together with the part that follows."""


@frozen
class Piece:
    """A frame, or a part of one: ``is_part`` where another piece belongs to it, ``is_last`` where none follows."""

    data: bytes
    is_part: bool
    is_last: bool


class Heard:
    """A sink that holds frames until somebody takes them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pieces: list[Piece] = []
        self._in_frame = False

    def take(self) -> Iterator[Piece]:
        """Give what was delivered, and what is while that is looked at."""
        while self._pieces:
            pieces, self._pieces = self._pieces, []
            yield from pieces

    def frame(self, data: bytes) -> None:
        """Hold a frame, or the last piece of one."""
        self._pieces.append(Piece(data, self._in_frame, True))
        self._in_frame = False

    def part(self, data: bytes) -> None:
        """Hold a piece of a frame."""
        self._in_frame = True
        self._pieces.append(Piece(data, True, False))

    def frames(self, frames: Sequence[bytes]) -> None:
        """Hold many frames."""
        for data in frames:
            self.frame(data)

    def fail(self, reason: str) -> None:
        """Do nothing: that is for others."""

    def remark(self, text: str) -> None:
        """Do nothing: that is for others."""


class Tail:
    """What one who listens has not found anything in: of a frame, or of what came of it so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._data: bytes | None = None
        self._is_part = False
        self._is_last = True

    def add(self, piece: Piece) -> None:
        """Hear one more piece."""
        before = b"" if self._is_last or self._data is None else self._data[-_LONGEST_TAIL:]
        self._data = before + piece.data
        self._is_part, self._is_last = piece.is_part, piece.is_last

    def find(self, pattern: FramePattern) -> Found | None:
        """Return the next match: one in a frame that came whole, and of one in parts each behind the one before.

        Raises PatternError.
        """
        found = None if self._data is None else pattern.search(self._data)
        if found is not None and self._data is not None:
            is_more = self._is_part and found.end() > found.start()
            self._data = self._data[found.end() :] if is_more else None
        return found
