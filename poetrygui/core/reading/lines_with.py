"""The lines in which something is found, in bytes that are whole lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from poetrygui.core.extras import NUMPY
from poetrygui.core.reading.bytes_search import count_of, first_of
from poetrygui.core.reading.line_vectors import many_lines_with

_MANY = 64
"""Matches from which on all of them are found at once, which takes as long as so many one by one."""
_SAMPLES = 8
"""Places in which matches are counted to see whether they are many."""
_NEAR = 1024
"""Bytes in which the next match is looked for without vectors: those are quicker only where it is far."""


class Lines(NamedTuple):
    """From where to where lines are, in turns, and how many they are; None where nobody has counted."""

    runs: Sequence[int]
    number: int | None = None


def lines_with(needle: bytes, data: bytes) -> Lines:
    """Return the lines of ``data`` that hold ``needle``, which has no newline."""
    if _are_many(needle, data) and (numpy := NUMPY.now_or_later()) is not None:
        return Lines(*many_lines_with(needle, data, numpy))
    return Lines(few_lines_with(needle, data))


def _are_many(needle: bytes, data: bytes) -> bool:
    """Tell whether there are many matches, by a quarter of the bytes: to count all takes as long as to find."""
    step = len(data) // _SAMPLES + 1
    samples = range(0, len(data), step)
    return sum(count_of(needle, data, at, at + step // 4) for at in samples) > _MANY // 4


def few_lines_with(needle: bytes, data: bytes) -> list[int]:
    """Return from where to where, in turns, these lines are, found one by one."""
    found: list[int] = []
    stop, size = 0, len(data)
    find, find_last = data.find, data.rfind
    while True:
        place = find(needle, stop, stop + _NEAR)
        if place < 0:
            place = first_of(needle, data, stop, size)
            if place < 0:
                return found
        # There is none before: rfind says -1, and the line begins where the last one ended.
        start = find_last(b"\n", stop, place) + 1 or stop
        if start == stop and found:
            found.pop()
        else:
            found.append(start)
        stop = find(b"\n", place) + 1 or size
        found.append(stop)


def lines_matching(pattern: re.Pattern[bytes], data: bytes) -> list[int]:
    """Return the same of lines in which ``pattern`` matches, no match of which holds a newline or is empty."""
    found: list[int] = []
    stop = 0
    while match := pattern.search(data, stop):
        place = match.start()
        start = data.rfind(b"\n", stop, place) + 1 or stop
        if start == stop and found:
            found.pop()
        else:
            found.append(start)
        stop = data.find(b"\n", place) + 1 or len(data)
        found.append(stop)
    return found
