"""Where the lines of a poem begin, as its recording's log tells: nothing but one chunk's rows is read for it."""

from __future__ import annotations

from poetrygui.core.poems.newline_index import BLOCK, Read, after_newline_in
from poetrygui.core.poems.recording import Recording


class LogNewlines:
    """Finds newlines as a :class:`NewlineIndex` does, of a poem that has a recording; nothing is kept in memory."""

    def __init__(self, recording: Recording) -> None:
        """Ask the log of ``recording``."""
        self._recording = recording

    def known_before(self, offset: int) -> tuple[int, int]:
        """Return the last place up to ``offset`` of which the count is known, and how many newlines stand before it."""
        if offset >= self._recording.sums.rows:
            return self._recording.sums.rows, self._recording.sums.newlines
        return self._recording.known_before("rows", offset)

    def after_newline(self, number: int, read: Read) -> int:
        """Return the offset just after newline ``number``, counted from 1, which must be there."""
        start, count = self._recording.known_before("newlines", number - 1)
        if count >= number:
            return start  # of the line is kept what comes from there on
        while data := read(start, start + BLOCK):
            found = data.count(b"\n")
            if count + found >= number:
                return start + after_newline_in(data, number - count)
            start += len(data)
            count += found
        return start

    def newlines_before(self, offset: int, read: Read) -> int:
        """Return how many newlines stand before ``offset``."""
        start, count = self.known_before(offset)
        for at in range(start, offset, BLOCK):
            count += read(at, min(at + BLOCK, offset)).count(b"\n")
        return count
