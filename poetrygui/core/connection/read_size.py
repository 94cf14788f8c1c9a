"""How many bytes a connection reads at a time."""

from __future__ import annotations

from poetrygui.core.files.disk import LARGEST_READ

SMALLEST = 4 * 1024
AT_FIRST = 16 * 1024

# Seconds that a chunk may hold up everything else, and those in which it is handled where more at a time is of use. Of
# what takes longer, the call to read is next to nothing, and some cut frames off a buffer that takes longer with more.
_LONG = 0.004
_SHORT = _LONG / 16


class ReadSize:
    """As much as the protocol has proved to handle in a quarter of a frame of the screen, and no more than ``limit``.

    Begins with a quarter of what Twisted itself reads: of tiny frames, a stock receiver cuts that in a fifth of the
    time that it takes for four times as much.
    """

    __slots__ = ("_handled", "_is_followed", "limit")

    def __init__(self) -> None:
        """Know nothing of the protocol yet."""
        self.limit = LARGEST_READ
        """What there is room for, in bytes."""
        self._handled = AT_FIRST
        self._is_followed = False

    @property
    def bytes(self) -> int:
        """The most to read next."""
        return min(self._handled, self.limit)

    def handled(self, size: int, seconds: float) -> None:
        """Learn from a chunk of ``size`` bytes that was handled in so many seconds."""
        if self._is_followed:
            return
        if seconds > _LONG:
            self._handled = max(min(size, self._handled) // 2, SMALLEST)
        elif seconds < _SHORT and size >= self.bytes:
            self._handled = min(self._handled * 2, LARGEST_READ)

    def follow(self, size: int) -> None:
        """Read so much from now on: it is handled elsewhere, and that is what was learned there."""
        self._is_followed = True
        self._handled = max(min(size, LARGEST_READ), SMALLEST)
