"""The lines in which something is found, in bytes that are whole lines."""

from __future__ import annotations

import re

from poetrygui.core.reading.bytes_search import first_of

_NEAR = 1024
"""Bytes in which the next match is looked for without vectors: those are quicker only where it is far."""


def lines_with(needle: bytes, data: bytes) -> list[int]:
    """Return from where to where, in turns, the lines of ``data`` are that hold ``needle``, which has no newline."""
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
