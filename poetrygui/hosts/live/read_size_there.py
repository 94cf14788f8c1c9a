"""How much a host is to be given at a time: there each chunk costs more than the call to read."""

from __future__ import annotations

from poetrygui.core.connection.read_size import AT_FIRST, SMALLEST
from poetrygui.core.files.disk import LARGEST_READ

LONG = 0.004  # seconds for which one connection may hold up the others of its file
_LOOKS = 3  # chunks of a size, of which the quickest counts
_WORSE = 1.25


class ReadSizeThere:
    """As much as the protocol has proved to handle quickly, but no more than what it handles as well as less.

    To hand a chunk over and to hear what came of it takes the program as long as many frames. But some protocols cut
    each frame off a buffer, and that takes them the longer for each byte, the more there is.
    """

    def __init__(self) -> None:
        """Know nothing of the protocol yet."""
        self.bytes = AT_FIRST
        """The most to be given next."""
        self._most = LARGEST_READ
        self._looks = 0
        self._quickest = 0.0  # seconds a byte, at this size
        self._before = 0.0  # at half of it; 0 where that was not seen

    def handled(self, size: int, seconds: float) -> None:
        """Learn from a chunk of ``size`` bytes that took so many seconds to handle."""
        if seconds > LONG:
            self._shrink(max(min(size, self.bytes) // 2, SMALLEST))
        elif size >= self.bytes:
            each = seconds / size
            self._quickest = min(self._quickest, each) if self._looks else each
            self._looks += 1
            if self._looks >= _LOOKS:
                self._decide()

    def _decide(self) -> None:
        """Take twice as much from now on, or as much as before where that was better."""
        if self._before and self._quickest > self._before * _WORSE:
            self._most = self.bytes // 2
            self._shrink(self._most)
        elif self.bytes < self._most and 2 * self.bytes * self._quickest < LONG / 2:
            self._before, self._looks = self._quickest, 0
            self.bytes = min(self.bytes * 2, self._most)
        else:
            self._looks = 0

    def _shrink(self, size: int) -> None:
        self.bytes, self._before, self._looks = size, 0.0, 0
