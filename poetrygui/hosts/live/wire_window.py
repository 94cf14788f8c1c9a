"""The last of what came on the wire, which both sides have: what lies there goes by its place from one to the other."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator

KEPT = 512 * 1024
"""Bytes that are kept of what came before the last chunk: a frame may begin there."""
FEW_KEPT = 32 * 1024
"""The same of one of very many connections, of each of which both sides keep that."""
_PIECES = 32
"""Into so many pieces small chunks are joined: a hundred thousand of five bytes each would be looked through by each
frame that began in an earlier one, and take twenty times their bytes.
"""
_LOOKED_FOR = 64
_MISSES = 4
_REST = 32


class WireWindow:
    """Holds the last chunks of a stream. The two sides hold the same where they are given the same."""

    def __init__(self, kept: int = KEPT) -> None:
        """Hold nothing; of what came before the last chunk, no more than ``kept`` bytes later."""
        self._kept = kept
        self._joined = max(kept // _PIECES, 1)
        self._starts: list[int] = []
        self._pieces: list[bytes | bytearray] = []  # all before the last chunk
        self._last = b""
        self._last_at = 0
        self._ends = array("Q")
        self.end = 0
        """Where in the stream the last one ends."""
        self._found_to = 0
        self._misses = 0

    @property
    def start(self) -> int:
        """Where in the stream the first of them begins."""
        return self._starts[0] if self._starts else self._last_at

    @property
    def ends(self) -> list[int]:
        """Where in the stream each of them ends."""
        return self._ends.tolist()

    def add(self, chunk: bytes) -> None:
        """Take a chunk; what was before is dropped by :meth:`trim`."""
        if self._last:
            self._put_away()
        self._last, self._last_at = chunk, self.end
        self.end += len(chunk)
        self._ends.append(self.end)

    def trim(self) -> None:
        """Drop all but the last chunk and what is kept before it."""
        starts = self._starts
        before = len(starts)
        while len(starts) > 1 and self._last_at - starts[1] >= self._kept:
            del starts[0], self._pieces[0]
        if len(starts) < before:
            del self._ends[: bisect_right(self._ends, starts[0])]

    def take(self, start: int, size: int) -> bytes:
        """Return so many bytes from ``start`` of the stream on. Raises ValueError where they are not held."""
        if size < 0 or start < self.start or start + size > self.end:
            raise ValueError("bytes that are not there any more, or not yet")
        if start >= self._last_at:
            # The very object where it is all of it: nothing is copied.
            return self._last[start - self._last_at : start - self._last_at + size]
        stop = start + size
        return b"".join(memoryview(data)[max(start - at, 0) : stop - at] for at, data in self._from(start) if at < stop)

    def led(self, lead: bytes, chunk: bytes) -> int | None:
        """Return where ``lead`` lies, right before the last chunk, if ``chunk`` is that very object; else None."""
        at = self._last_at - len(lead)
        return at if chunk is self._last and self._lies(at, lead) else None

    def lead_of(self, start: int, size: int) -> tuple[bytes, bytes, int] | None:
        """Return what lies before the last chunk of so many bytes from ``start`` on, that chunk, and where they stop.

        None where they do not end in it. Raises ValueError where they are not held.
        """
        stop = start + size - self._last_at
        if stop <= 0 or start > self._last_at:
            return None
        lead = self.take(start, self._last_at - start)
        if stop > len(self._last):
            raise ValueError("bytes that are not there yet")
        return lead, self._last, stop

    def found(self, at: int, size: int) -> None:
        """Look behind so many bytes at ``at`` from now on, which were found without :meth:`find`."""
        self._found_to = at + size
        self._misses = 0

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
        self.found(at, len(data))
        return at

    def _put_away(self) -> None:
        if self._pieces and len(self._pieces[-1]) < self._joined:
            self._pieces[-1] += self._last
        else:
            self._starts.append(self._last_at)
            self._pieces.append(self._last if len(self._last) >= self._joined else bytearray(self._last))

    def _from(self, start: int) -> Iterator[tuple[int, bytes | bytearray]]:
        """Yield what is held from the piece on in which ``start`` lies, each with where it begins."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        yield from zip(self._starts[first:], self._pieces[first:], strict=True)
        yield self._last_at, self._last

    def _lies(self, start: int, data: bytes) -> bool:
        stop = start + len(data)
        if stop > self.end or start < self.start:
            return False
        if start >= self._last_at:
            return self._last.startswith(data, start - self._last_at)
        for at, piece in self._from(start):
            if at >= stop:
                break
            if not piece.startswith(data[max(at - start, 0) : at + len(piece) - start], max(start - at, 0)):
                return False
        return True

    def _looked_up(self, data: bytes) -> int | None:
        first = data[:_LOOKED_FOR]
        for at, piece in self._from(self._found_to):
            found = piece.find(first, max(self._found_to - at, 0))
            if found >= 0:
                return at + found if self._lies(at + found, data) else None
        return None
