"""The lines in which something is found, in bytes that are whole lines."""

from __future__ import annotations

import re


def lines_with(needle: bytes, data: bytes) -> list[int]:
    """Return from where to where, in turns, the lines of ``data`` are that hold ``needle``, which has no newline."""
    found: list[int] = []
    stop = 0
    find, find_last = data.find, data.rfind
    place = find(needle)
    while place >= 0:
        # There is none before: rfind says -1, and the line begins where the last one ended.
        start = find_last(b"\n", stop, place) + 1 or stop
        if start == stop and found:
            found.pop()
        else:
            found.append(start)
        stop = find(b"\n", place) + 1 or len(data)
        found.append(stop)
        place = find(needle, stop)
    return found


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
