"""Frames of one length that follow one another, all with the same bytes around them: cut by steps, not one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from struct import Struct
from typing import Protocol as StructuralType

ENOUGH_ALIKE = 4
"""So many frames alike are followed by more, as a rule: then it is worth looking for all of them."""

_FIRST_LOOK = 32  # frames; four times as many each time that all of them were alike
_SMALL = 16  # bytes of a frame up to which it is quicker to copy the first bytes of all, the second ones, …
_AT_ONCE = 64  # frames that are cut by one call


class FrameTaker(StructuralType):
    """Takes frames: a protocol, whose sink gets them."""

    def deliver_many(self, frames: list[bytes]) -> None:
        """Take them in a list."""

    def deliver_block(self, data: bytes) -> int:
        """Take them in one run of bytes, with a newline behind each."""


def alike_from(data: bytes, start: int, before: bytes, size: int, behind: bytes = b"") -> int:
    """Return how many frames of ``size`` bytes follow one another in ``data`` from byte ``start`` on.

    Each has ``before`` before it and ``behind`` behind it; one of the two, or the size, is not nothing.
    """
    step = len(before) + size + len(behind)
    there = (len(data) - start) // step
    marks = [*enumerate(before), *enumerate(behind, len(before) + size)]
    count, look = 0, _FIRST_LOOK
    while count < there:
        wanted = min(look, there - count)
        begin = start + count * step
        end = begin + wanted * step
        found = wanted
        for at, byte in marks:
            column, mark = data[begin + at : end : step], bytes((byte,))
            if column != mark * wanted:
                found = min(found, wanted - len(column.lstrip(mark)))
        count += found
        if found < wanted:
            break
        look *= 4
    return count


def deliver_alike(taker: FrameTaker, data: bytes, start: int, stop: int, around: tuple[int, int, int]) -> None:
    """Hand over to ``taker`` what lies in ``data`` from byte ``start`` up to ``stop``, which are whole frames.

    ``around`` tells of each how many bytes are before it, in it and behind it.
    """
    size = around[1]
    rows = _small_rows(data, start, stop, around) if size <= _SMALL else None
    if rows is not None:
        taker.deliver_block(rows)
    else:
        taker.deliver_many(_cut(data, start, stop, around))


def _small_rows(data: bytes, start: int, stop: int, around: tuple[int, int, int]) -> bytes | None:
    """Return the frames with a newline behind each, or None where one holds a newline."""
    before, size, step = around[0], around[1], sum(around)
    rows = bytearray(b"\n") * ((stop - start) // step * (size + 1))
    for at in range(size):
        column = data[start + before + at : stop : step]
        if b"\n" in column:
            return None
        rows[at :: size + 1] = column
    return bytes(rows)


def _cut(data: bytes, start: int, stop: int, around: tuple[int, int, int]) -> list[bytes]:
    many = start + (stop - start) // (sum(around) * _AT_ONCE) * (sum(around) * _AT_ONCE)
    view = memoryview(data)
    pieces = chain(_cutter(around, _AT_ONCE)(view[start:many]), _cutter(around, 1)(view[many:stop]))
    return [*chain.from_iterable(pieces)]


@lru_cache(64)
def _cutter(around: tuple[int, int, int], count: int) -> Callable[[memoryview], Iterator[tuple[bytes, ...]]]:
    before, size, behind = around
    return Struct(f"{before}x{size}s{behind}x" * count).iter_unpack
