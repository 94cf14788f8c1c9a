"""Plain bytes found and counted by vectors, many times as fast as by what bytes themselves can do."""

from __future__ import annotations

import stringzilla

_LOWER = bytes(range(256)).lower()


def lowered(data: bytes) -> bytes:
    """Return the bytes with ASCII letters in lower case."""
    lower: bytes = stringzilla.translate(data, _LOWER)
    return lower


def first_of(needle: bytes, data: bytes, start: int, stop: int) -> int:
    """Return where the first ``needle`` in ``data`` begins that lies between ``start`` and ``stop``; -1 for none."""
    stop = min(stop, len(data))
    return int(stringzilla.find(data, needle, start, stop)) if start < stop else -1


def last_of(needle: bytes, data: bytes, start: int, stop: int) -> int:
    """Return where the last ``needle`` in ``data`` begins that lies between ``start`` and ``stop``; -1 for none."""
    stop = min(stop, len(data))
    return int(stringzilla.rfind(data, needle, start, stop)) if start < stop else -1


def count_of(needle: bytes, data: bytes, start: int, stop: int) -> int:
    """Return how often ``needle`` is in ``data`` between ``start`` and ``stop``, one behind the other."""
    if len(needle) == 1:
        return data.count(needle, start, stop)
    stop = min(stop, len(data))
    return int(stringzilla.count(data, needle, start, stop)) if start < stop else 0
