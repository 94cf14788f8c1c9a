"""Where the lines of several poems stand once they are read as one: a few bytes for each piece."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

MOST_PIECES = 256
"""Pieces in a block, at most."""
SPAN = 256 * 1024
"""Bytes of a block, about."""
LONGEST_PIECE = 64 * 1024


class Piece(NamedTuple):
    """Some lines of one poem: its number, from where to where they lie in it, and where they stand among all.

    A newline may have been put behind them that is not in the poem.
    """

    source: int
    start: int
    stop: int
    place: int
    has_newline_added: bool


class Block(NamedTuple):
    """What was there before some pieces: bytes and lines of all, and how far each poem was merged."""

    place: int
    lines: int
    first: int
    """The number of its first piece."""
    positions: array[int]


class MergedIndex:
    """Takes pieces one behind the other, and finds them again by where they stand."""

    def __init__(self) -> None:
        """Begin with none."""
        self.size = 0
        """Bytes of all pieces."""
        self.lines = 0
        """Lines in them."""
        self._sources = array("H")
        self._lengths = array("I")
        self._blocks: list[Block] = []
        self._added: set[int] = set()  # the numbers of pieces behind which a newline was put

    @property
    def begins_block(self) -> bool:
        """Whether the next piece is the first of a block."""
        block = self._blocks[-1] if self._blocks else None
        return block is None or len(self._sources) - block.first >= MOST_PIECES or self.size - block.place >= SPAN

    def add(self, source: int, length: int, positions: Sequence[int]) -> None:
        """Put ``length`` bytes of the poem of number ``source`` behind all that is there; count their lines then.

        Where that :attr:`begins_block`, ``positions`` tells how far each poem was merged before.
        """
        if self.begins_block:
            self._blocks.append(Block(self.size, self.lines, len(self._sources), array("Q", positions)))
        elif self._sources[-1] == source and self._lengths[-1] + length <= LONGEST_PIECE and not self._last_has_newline:
            self._lengths[-1] += length
            self.size += length
            return
        self._sources.append(source)
        self._lengths.append(length)
        self.size += length

    def add_newline(self) -> None:
        """Put a newline behind the last piece."""
        self._added.add(len(self._sources) - 1)
        self._lengths[-1] += 1
        self.size += 1

    def pieces(self, start: int, stop: int, firsts: Sequence[int]) -> Iterator[Piece]:
        """Yield the pieces in which the bytes from ``start`` up to ``stop`` stand, with what is around them there.

        ``firsts`` tells where each poem begins.
        """
        if not self._blocks:
            return
        block = self.block_at(start)
        positions = [*block.positions, *firsts[len(block.positions) :]]
        place = block.place
        for number in range(block.first, len(self._sources)):
            if place >= stop:
                return
            source, length = self._sources[number], self._lengths[number]
            has_newline_added = number in self._added
            first = positions[source]
            positions[source] = last = first + length - has_newline_added
            if place + length > start:
                yield Piece(source, first, last, place, has_newline_added)
            place += length

    def block_at(self, offset: int) -> Block:
        """Return the block in which a byte stands; there is one."""
        return self._blocks[max(bisect_right(self._blocks, offset, key=attrgetter("place")) - 1, 0)]

    def block_with(self, line: int) -> tuple[Block, int]:
        """Return the block in which the newline of that number stands, from 1, and where it ends."""
        index = bisect_left(self._blocks, line, key=attrgetter("lines")) - 1
        stop = self._blocks[index + 1].place if index + 1 < len(self._blocks) else self.size
        return self._blocks[index], stop

    def kept_from(self, source: int, start: int) -> int:
        """Return where a block begins behind which there is nothing of a poem before its byte ``start``."""

        def position(block: Block) -> int:
            return block.positions[source] if source < len(block.positions) else 0

        index = bisect_left(self._blocks, start, key=position)
        return self._blocks[index].place if index < len(self._blocks) else self.size

    @property
    def _last_has_newline(self) -> bool:
        return len(self._sources) - 1 in self._added
