"""The lines in which something is found where they are many: all of a block at once, by NumPy."""

from __future__ import annotations

import ctypes
from array import array
from typing import Any

import stringzilla

_NEWLINE = ord("\n")

Found = tuple["array[int]", int]
"""From where to where, in turns, the lines are, and how many."""


def many_lines_with(needle: bytes, data: bytes, numpy: Any) -> Found:
    """Return the lines of ``data`` that hold ``needle``, which is there and has no newline, by the module ``numpy``."""
    ends = numpy.flatnonzero(numpy.frombuffer(data, numpy.uint8) == _NEWLINE) + 1
    if not data.endswith(b"\n"):
        ends = numpy.append(ends, len(data))
    lines = numpy.searchsorted(ends, _ends_of(needle, data, numpy))
    steps = numpy.diff(lines)
    breaks = numpy.flatnonzero(steps > 1)
    first, last = lines[numpy.append(0, breaks + 1)], lines[numpy.append(breaks, len(steps))]
    found = numpy.empty(2 * len(first), numpy.int64)
    found[::2] = numpy.where(first > 0, ends[first - 1], 0)
    found[1::2] = ends[last]
    runs = array("q")
    runs.frombytes(found.tobytes())
    return runs, int(numpy.count_nonzero(steps)) + 1


def _ends_of(part: bytes, data: bytes, numpy: Any) -> Any:
    """Return where in ``data`` each ``part`` ends."""
    pieces = stringzilla.Str(data).split(part, keepseparator=True)
    # As Arrow has them: one more than there are pieces, and they go with these.
    kind = ctypes.c_uint64 if pieces.offsets_are_large else ctypes.c_uint32
    count = pieces.offsets_nbytes // ctypes.sizeof(kind)
    offsets = (kind * count).from_address(pieces.offsets_address)
    return numpy.frombuffer(offsets, dtype=kind)[1:-1].astype(numpy.int64)  # a copy: the pieces are about to go
