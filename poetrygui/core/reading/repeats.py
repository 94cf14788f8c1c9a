"""Lines that are another one than the line before them."""

from __future__ import annotations

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.line_sets import LineSet

_LONGEST = 64 * 1024
"""Bytes of the longest line that is compared with the next one."""


def fresh_lines(data: bytes, before: bytes | None) -> LineSet:
    """Return the lines of ``data`` that differ from the line before them, which is ``before`` for the first of them.

    All of these are without their newlines; None is no line.
    """
    lines = data.split(b"\n")
    if not lines[-1]:
        del lines[-1]
    found: list[int] = []
    place = 0
    for line in lines:
        stop = min(place + len(line) + 1, len(data))
        if line != before:
            if found and found[-1] == place:
                found[-1] = stop
            else:
                found += (place, stop)
        before, place = line, stop
    return found


def line_before(poem: PoemReader, place: int) -> bytes | None:
    """Return the line that ends where one begins at ``place``, without its newline; None for none. Raises OSError."""
    if place <= poem.start:
        return None
    start = poem.start_of_line(place - 1, _LONGEST)
    return poem.read(start, place - 1)
