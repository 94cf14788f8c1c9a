"""The last of what came on the wire, which both sides have: what lies there goes by its place from one to the other."""

from __future__ import annotations

from collections import deque

KEPT = 512 * 1024
"""Bytes that are kept of what came before the last chunk: a frame may begin there."""
FEW_KEPT = 32 * 1024
"""The same of one of very many connections, of each of which both sides keep that."""
_LOOKED_FOR = 64
_MISSES = 4
_REST = 32


class WireWindow:
    """Holds the last chunks of a stream. The two sides hold the same where they are given the same."""

    def __init__(self, kept: int = KEPT) -> None:
        """Hold nothing; of what came before the last chunk, no more than ``kept`` bytes later."""
        self._kept = kept
        self._chunks: deque[tuple[int, bytes]] = deque()
        self.end = 0
        """Where in the stream the last one ends."""
        self._found_to = 0
        self._misses = 0

    @property
    def start(self) -> int:
        """Where in the stream the first of them begins."""
        return self._chunks[0][0] if self._chunks else self.end

    @property
    def ends(self) -> list[int]:
        """Where in the stream each of them ends."""
        return [at + len(chunk) for at, chunk in self._chunks]

    def add(self, chunk: bytes) -> None:
        """Take a chunk; what was before is dropped by :meth:`trim`."""
        self._chunks.append((self.end, chunk))
        self.end += len(chunk)

    def trim(self) -> None:
        """Drop all but the last chunk and what is kept before it."""
        chunks = self._chunks
        while len(chunks) > 1 and chunks[-1][0] - chunks[1][0] >= self._kept:
            chunks.popleft()

    def take(self, start: int, size: int) -> bytes:
        """Return so many bytes from ``start`` of the stream on. Raises ValueError where they are not held."""
        if size < 0 or start < 0 or start + size > self.end or (self._chunks and start < self._chunks[0][0]):
            raise ValueError("bytes that are not there any more, or not yet")
        begin, last = self._chunks[-1] if self._chunks else (0, b"")
        if start >= begin:
            # The very object where it is all of it: nothing is copied.
            return last[start - begin : start - begin + size]
        stop = start + size
        return b"".join(data[max(start - at, 0) : max(stop - at, 0)] for at, data in self._chunks)

    def find(self, data: bytes) -> int | None:
        """Return where ``data`` lies, behind what was found before; None where that is not seen at once.

        Mostly it lies right there. Where a protocol delivers what is not on the wire, it is not looked for each time.
        """
        if self._misses >= _MISSES and self._misses % _REST:
            self._misses += 1
            return None
        at: int | None = self._found_to
        if not self._lies(self._found_to, data):
            at = self._looked_up(data)
        if at is None:
            self._misses += 1
            return None
        self._misses = 0
        self._found_to = at + len(data)
        return at

    def _lies(self, start: int, data: bytes) -> bool:
        stop = start + len(data)
        if not self._chunks or stop > self.end or start < self._chunks[0][0]:
            return False
        begin, last = self._chunks[-1]
        if start >= begin:
            return last.startswith(data, start - begin)
        for at, chunk in self._chunks:
            if at + len(chunk) <= start or at >= stop:
                continue
            inside = data[max(at - start, 0) : at + len(chunk) - start]
            if not chunk.startswith(inside, max(start - at, 0)):
                return False
        return True

    def _looked_up(self, data: bytes) -> int | None:
        first = data[:_LOOKED_FOR]
        for at, chunk in self._chunks:
            found = chunk.find(first, max(self._found_to - at, 0))
            if found >= 0:
                return at + found if self._lies(at + found, data) else None
        return None
