"""Reading a wire from its beginning to its end, in blocks: a call of the system for each small chunk costs more."""

from __future__ import annotations

from poetrygui.recordings.tape import Tape

BLOCK = 256 * 1024


class WireBlocks:
    """Holds one block of a wire."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._start = 0
        self._data = b""

    def read(self, tape: Tape, start: int, stop: int) -> bytes:
        """Return the tape's wire from ``start`` up to ``stop``, shorter where it is not all there. Raises OSError."""
        if not self._start <= start <= stop <= self._start + len(self._data):
            if stop - start >= BLOCK:
                return tape.wire(start, stop)
            self._start, self._data = start, tape.wire(start, start + BLOCK)
        return self._data[start - self._start : stop - self._start]
