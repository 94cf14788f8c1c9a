"""Bytes held until they are compared with others, in the pieces in which they came: none is copied to compare."""

from __future__ import annotations

_MOST_PIECES = 2
"""Pieces that are looked at one by one: the rest of one chunk, and the next. More of them are put together first."""


class HeldBytes:
    """Takes pieces at its end, and lets bytes go at its beginning."""

    __slots__ = ("_gone", "_pieces", "size")

    def __init__(self) -> None:
        """Hold nothing."""
        self.size = 0
        """Bytes held."""
        self._pieces: list[bytes] = []
        self._gone = 0  # bytes of the first piece that are let go

    def add(self, piece: bytes) -> None:
        """Have this follow."""
        self._pieces.append(piece)
        self.size += len(piece)

    def has(self, data: bytes, start: int = 0) -> bool:
        """Tell whether these bytes stand here from byte ``start`` on."""
        size = len(data)
        if self.size - start < size:
            return False
        if len(self._pieces) > _MOST_PIECES:
            self._join()
        position, compared = self._gone + start, 0
        for piece in self._pieces:
            here = memoryview(piece)[position : position + size - compared]
            if not data.startswith(here, compared):
                return False
            compared += len(here)
            position = max(position - len(piece), 0)
        return True

    def take(self, data: bytes) -> bool:
        """Let these bytes go, if they are the first ones here; tell whether they are."""
        pieces = self._pieces
        if len(pieces) == 1 and len(data) == self.size and not self._gone:
            # Where a chunk is delivered as it is, both are one object, and nothing is compared.
            if pieces[0] != data:
                return False
            self.size = 0
            pieces.clear()
            return True
        if not self.has(data):
            return False
        self.let_go(len(data))
        return True

    def take_led(self, lead: bytes, piece: bytes, stop: int) -> bool:
        """Let ``lead`` go and the first ``stop`` bytes of ``piece``, if all here is just the one and then this object.

        Tell whether it is; nothing of the piece is compared.
        """
        before = self.size - len(piece)
        if not self._pieces or self._pieces[-1] is not piece or before != len(lead) or not self.has(lead):
            return False
        self.let_go(before + stop)
        return True

    def let_go(self, size: int) -> None:
        """Let the first ``size`` bytes go; there are so many."""
        self.size -= size
        gone = self._gone + size
        whole = 0
        for piece in self._pieces:
            if gone < len(piece):
                break
            gone -= len(piece)
            whole += 1
        del self._pieces[:whole]
        # Cut where that copies less than it lets go.
        if gone and 2 * gone >= len(self._pieces[0]):
            self._pieces[0] = self._pieces[0][gone:]
            gone = 0
        self._gone = gone

    def clear(self) -> None:
        """Let all of them go."""
        self.let_go(self.size)

    def behind_last(self, byte: bytes) -> int:
        """Return how many bytes there are up to the last of this kind, with it; 0 without one."""
        self._join()
        return max(self._pieces[0].rfind(byte) + 1 - self._gone, 0) if self._pieces else 0

    def _join(self) -> None:
        if len(self._pieces) > 1:
            self._pieces = [b"".join(self._pieces)]
