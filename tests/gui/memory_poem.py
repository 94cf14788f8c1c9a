"""A poem in memory, for tests of whatever reads poems."""

from __future__ import annotations

from collections.abc import Callable


class MemoryPoem:
    """Implements the reader's interface in the plainest way; grows by :meth:`append`, and may lose what came first."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = bytearray(data)
        self.subscribers: list[Callable[[], None]] = []
        self.start = 0
        self.reads = 0
        self.bytes_read = 0

    def append(self, data: bytes) -> None:
        """Grow, and tell the subscribers."""
        self.data += data
        for callback in tuple(self.subscribers):
            callback()

    def give_up(self, start: int) -> None:
        """Keep nothing before a byte, and tell the subscribers."""
        self.start = start
        self.append(b"")

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def line_count(self) -> int:
        return self.data.count(b"\n") + (bool(self.data) and not self.data.endswith(b"\n"))

    def read(self, start: int, stop: int) -> bytes:
        self.reads += 1
        found = bytes(self.data[max(start, 0) : max(stop, 0)]) if max(start, 0) >= self.start else b""
        self.bytes_read += len(found)
        return found

    def line_start(self, line: int) -> int:
        start = 0
        for _ in range(line):
            start = self.data.find(b"\n", start) + 1
            if start == 0:
                return self.size
        return max(start, self.start)

    def line_at(self, offset: int) -> int:
        return self.data.count(b"\n", 0, max(self.start, min(offset, self.size - 1)))

    def start_of_line(self, offset: int, limit: int = 65536) -> int:
        floor = max(self.start, offset - limit)
        found = self.data.rfind(b"\n", floor, offset)
        return floor if found < 0 else found + 1

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        self.subscribers.append(callback)
        return lambda: self.subscribers.remove(callback) if callback in self.subscribers else None
