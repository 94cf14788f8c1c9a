"""How many frames began by borders of their own, and how many of these an added newline ended: counted by blocks."""

from __future__ import annotations

from poetrygui.core.poems.border_blocks import BLOCK, HEAD
from poetrygui.core.poems.borders import Borders
from poetrygui.core.poems.rows import ADDED, FRAME, KIND_BITS, PACKED_BORDER_SIZE, Border

_KINDS = (1 << KIND_BITS) - 1
_BYTES_OF = tuple(bytes(byte for byte in range(0x100) if byte & _KINDS == bits) for bits in range(_KINDS + 1))
_HIGH_BITS = int.from_bytes(bytes([0x80]) * BLOCK)
_WHOLE_BYTE = 0xFF


class BorderBalance:
    """Counts in ``borders``. What was counted is remembered for each block of their file, which does not change."""

    def __init__(self, borders: Borders) -> None:
        """Count nothing yet."""
        self._borders = borders
        self._base: int | None = None
        self._sums = [0]  # up to each block, from that of number _base on

    def before(self, offset: int) -> int:
        """Return how many more frames were begun than ended by the borders before a byte of the rows.

        Those that are not kept are left out, so that of two places the difference tells. Raises OSError.
        """
        borders = self._borders
        if self._base is None:
            self._base = borders.block_before(-1)  # the first: any number of borders may be at byte 0
        block = max(borders.block_before(offset - 1), self._base)
        while self._base + len(self._sums) <= block:
            data = borders.read_block(self._base + len(self._sums) - 1)
            self._sums.append(self._sums[-1] + (_of_block if borders.are_in_blocks else _of_entries)(data))
        told = [*borders.first, *borders.borders_in_block(block)]
        return self._sums[block - self._base] + sum(map(_worth, (border for border in told if border[0] < offset)))


def _worth(border: Border) -> int:
    return (border[1] == FRAME) - (border[1] == ADDED)


def _of_entries(data: bytes) -> int:
    return _difference(data[::PACKED_BORDER_SIZE], FRAME, ADDED)


def _of_block(data: bytes) -> int:
    """Count in a block that is full, with no step of Python's own for each border."""
    numbers = data[HEAD:]
    packed = int.from_bytes(numbers, "little")
    # A number's first byte tells the kind, and one more; those behind it, each behind one with its high bit, go out.
    goes_on = (packed & _HIGH_BITS) << 1
    firsts = (packed & ~(goes_on * _WHOLE_BYTE)).to_bytes(len(numbers), "little")
    return _difference(firsts, FRAME + 1, ADDED + 1)


def _difference(firsts: bytes, begun: int, ended: int) -> int:
    return len(firsts.translate(None, _BYTES_OF[ended])) - len(firsts.translate(None, _BYTES_OF[begun]))
