"""A sparse index of newlines: one number for each 64 KiB, whatever the lines are like."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence

from poetrygui.core.poems.newlines import STRETCH, count_newlines

BLOCK = STRETCH

Read = Callable[[int, int], bytes]
"""Gives the bytes from one offset up to another."""


_FIRST = array("Q", [0])  # of all poems that have no whole block, of which there are thousands


class NewlineIndex:
    """Counts the newlines before each block, so that a line is found by reading one block.

    Takes 0.125 MiB for each GiB indexed. One thread adds; another may look up what was added before.
    """

    __slots__ = ("_before_block", "_kept", "newlines", "size")

    def __init__(self) -> None:
        """Begin empty."""
        self.size = 0
        self.newlines = 0
        self._before_block = _FIRST
        self._kept = 0, 0  # the first byte that can be read, and newlines before it

    def known_before(self, offset: int) -> tuple[int, int]:
        """Return the last place up to ``offset`` of which the count is known, and how many newlines stand before it."""
        block = min(offset // BLOCK, len(self._before_block) - 1)
        return max((block * BLOCK, self._before_block[block]), self._kept)

    def keep_from(self, offset: int, newlines: int) -> None:
        """Read nothing before ``offset`` any more, where so many newlines are before it."""
        self._kept = offset, newlines

    def add(self, data: bytes, counts: Sequence[int] = ()) -> None:
        """Take the bytes that follow those added before.

        ``counts`` are how many newlines are in each piece of them up to the end of a block, where that is known.
        """
        if counts:
            self.add_counted(len(data), counts)
            return
        position, end = 0, len(data)
        size, newlines = self.size, self.newlines
        while position < end:
            stop = min(position + BLOCK - size % BLOCK, end)
            newlines += count_newlines(data, position, stop)
            size += stop - position
            position = stop
            if not size % BLOCK:
                self._end_block(newlines)
        self.size, self.newlines = size, newlines

    def add_counted(self, size: int, counts: Sequence[int]) -> None:
        """Take so many bytes that follow; ``counts`` are how many newlines are in each piece up to a block's end."""
        self.size += size
        for count in counts[:-1]:
            self.newlines += count
            self._end_block(self.newlines)
        self.newlines += counts[-1]
        if not self.size % BLOCK:
            self._end_block(self.newlines)

    def add_with_cr(self, data: bytes) -> None:
        """Take the bytes that follow, each newline of which has a CR before it that is not one of them."""
        position, end = 0, len(data)
        size, newlines = self.size, self.newlines
        while position < end:
            stop, found, missing = position, 0, BLOCK - size % BLOCK
            # As many bytes more as there were newlines, until no more of them have come.
            while missing and stop < end:
                more = min(stop + missing, end)
                found_more = count_newlines(data, stop, more)
                missing -= more - stop - found_more
                found += found_more
                stop = more
            if data[stop - 1 : stop + 1] == b"\r\n":
                stop += 1
                found += 1
            size += stop - position - found
            newlines += found
            position = stop
            if not size % BLOCK:
                self._end_block(newlines)
        self.size, self.newlines = size, newlines

    def _end_block(self, newlines: int) -> None:
        if self._before_block is _FIRST:
            self._before_block = array("Q", _FIRST)
        self._before_block.append(newlines)

    def after_newline(self, number: int, read: Read) -> int:
        """Return the offset just after newline ``number``, counted from 1, which must have been added."""
        if number <= self._kept[1]:
            return self._kept[0]
        block = bisect_left(self._before_block, number) - 1
        start, before = max((block * BLOCK, self._before_block[block]), self._kept)
        data = read(start, min((block + 1) * BLOCK, self.size))
        return start + after_newline_in(data, number - before)

    def newlines_before(self, offset: int, read: Read) -> int:
        """Return how many newlines stand before ``offset``."""
        block = offset // BLOCK
        start, before = max((block * BLOCK, self._before_block[block]), self._kept)
        return before + read(start, offset).count(b"\n")


def after_newline_in(data: bytes, number: int) -> int:
    """Return the offset just after newline ``number``, counted from 1."""
    # Halving with count() looks at each byte about twice; finding one newline after another would take
    # 65,536 steps in a block of empty lines.
    low, high = 0, len(data)
    while high - low > 1:
        middle = (low + high) // 2
        left = data.count(b"\n", low, middle)
        if number <= left:
            high = middle
        else:
            number -= left
            low = middle
    return high
