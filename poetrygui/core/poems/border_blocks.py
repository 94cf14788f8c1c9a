"""Borders as they are written: mostly a byte each, in blocks of which each tells by itself where it is in the rows.

A block begins with eight bytes: the offset of the border before it, and a kind that no border has; so is it told from
the borders of earlier poems, of eight bytes each. What follows are numbers of variable length, seven bits a byte: how
far behind the border before, the kind in the lowest bits, and one more, so that a zero is none and ends a block.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from poetrygui.core.poems.rows import KIND_BITS, Border
from poetrygui.core.poems.wire_records import number, take_number

BLOCK = 4 * 1024
"""Bytes of a block."""

HEAD = 8
"""Bytes with which it begins."""

LONGEST_BORDER = 10
"""Bytes."""

_KINDS = (1 << KIND_BITS) - 1
_NO_KIND = _KINDS  # the kind of no border
_ONE_BYTE = 0x80  # numbers below it take one


class BorderPacker:
    """Packs the borders of one poem, in their order. Nothing is kept but where the last one is."""

    __slots__ = ("_before", "_room")

    def __init__(self) -> None:
        """Begin a poem."""
        self._before = 0  # the last one
        self._room = 0  # bytes that are left of the block

    def pack(self, borders: bytes) -> bytes:
        """Return what is written for these: offset and kind of each in one number of eight bytes."""
        values = array("Q")
        values.frombytes(borders)
        at = 0
        packed: list[bytes] = []
        while at < len(values):
            if not self._room:
                packed.append((self._before | _NO_KIND).to_bytes(HEAD, "little"))
                self._room = BLOCK - HEAD
            piece = values[at : at + self._room]
            kept = ~_KINDS
            numbers = [value - (last & kept) + 1 for last, value in zip([self._before, *piece], piece, strict=False)]
            if max(numbers) < _ONE_BYTE:
                packed.append(bytes(numbers))
                done = len(numbers)
                self._room -= done
            else:
                done = self._pack_some(numbers, packed)
            if done:
                at += done
                self._before = values[at - 1]
        return b"".join(packed)

    def _pack_some(self, numbers: list[int], packed: list[bytes]) -> int:
        """Pack as many as there is room for, and fill the block where there is none; return how many."""
        for done, value in enumerate(numbers):
            data = number(value)
            if len(data) > self._room:
                packed.append(bytes(self._room))
                self._room = 0
                return done
            packed.append(data)
            self._room -= len(data)
        return len(numbers)


def begins_block(head: bytes) -> bool:
    """Tell whether these are the first bytes of a block, and not a border of an earlier poem."""
    return len(head) >= HEAD and head[0] & _KINDS == _NO_KIND


def offset_before(head: bytes) -> int:
    """Return where in the rows the border is that comes before a block, of which these are the first bytes."""
    return int.from_bytes(head[:HEAD], "little") >> KIND_BITS


def borders_in(block: bytes) -> Iterator[Border]:
    """Give the borders in a block, or in what there is of it: an unfinished last one is dropped."""
    before = int.from_bytes(block[:HEAD], "little") & ~_KINDS
    at = HEAD
    while at < len(block):
        try:
            value, at = take_number(block, at)
        except (IndexError, ValueError):
            return
        if not value:
            return
        value += before - 1
        yield value >> KIND_BITS, value & _KINDS
        before = value & ~_KINDS
