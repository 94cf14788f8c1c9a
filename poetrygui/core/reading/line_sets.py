"""Stretches of bytes as sorted numbers in turns, from and up to: put together, or turned inside out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

LineSet = Sequence[int]
"""From and up to, in turns; none touches the next."""


def all_but(lines: LineSet, size: int) -> LineSet:
    """Return what is left of ``size`` bytes."""
    begins, ends = bool(lines) and lines[0] == 0, bool(lines) and lines[-1] == size
    return [*([] if begins else [0]), *lines[begins : len(lines) - ends], *([] if ends else [size])]


def both(first: LineSet, second: LineSet) -> LineSet:
    """Return what is in both."""
    found: list[int] = []
    one = other = 0
    while one < len(first) and other < len(second):
        start, stop = max(first[one], second[other]), min(first[one + 1], second[other + 1])
        if start < stop:
            found += (start, stop)
        if first[one + 1] < second[other + 1]:
            one += 2
        else:
            other += 2
    return found


def either(first: LineSet, second: LineSet) -> LineSet:
    """Return what is in one of them, or in both."""
    if not first or not second:
        return first or second
    found: list[int] = []
    for start, stop in sorted([*_pairs(first), *_pairs(second)]):
        if found and start <= found[-1]:
            found[-1] = max(found[-1], stop)
        else:
            found += (start, stop)
    return found


def in_all(sets: Sequence[LineSet]) -> LineSet:
    """Return what is in each of them, of which there is one at least."""
    return reduce(both, sets)


def in_any(sets: Sequence[LineSet]) -> LineSet:
    """Return what is in one of them at least."""
    return reduce(either, sets)


def _pairs(lines: LineSet) -> list[tuple[int, int]]:
    return list(zip(lines[::2], lines[1::2], strict=True))
