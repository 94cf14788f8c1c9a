"""Rows of which nothing is noted, read once: how many newlines are in them, and how many bytes are of frames."""

from __future__ import annotations

from collections.abc import Iterable

from poetrygui.core.poems.newline_index import NewlineIndex, Read
from poetrygui.core.poems.rows import ADDED, LINES, Border

BLOCK = 256 * 1024
"""Bytes that are read at once: they stay in the processor's cache until they are counted."""


def count_rows(index: NewlineIndex, size: int, read: Read, borders: Iterable[Border]) -> int:
    """Add ``size`` bytes of rows to ``index``, as ``read`` gives them; return how many of them are of frames.

    ``borders`` tell where these end; before the first, nothing is of any.
    """
    coming = iter(borders)
    following = next(coming, None)
    kind: int | None = None
    exact_size = 0
    for start in range(0, size, BLOCK):
        data = read(start, min(start + BLOCK, size))
        stop, before = start + len(data), index.newlines
        index.add(data)
        if (following is None or following[0] >= stop) and kind == LINES:
            exact_size += len(data) - (index.newlines - before)
            continue
        at = start
        while following is not None and following[0] < stop:
            exact_size += _of_frames(data, at - start, following[0] - start, kind)
            at, kind = following
            exact_size -= kind == ADDED
            following = next(coming, None)
        exact_size += _of_frames(data, at - start, len(data), kind)
    return exact_size


def _of_frames(data: bytes, start: int, stop: int, kind: int | None) -> int:
    if kind is None:
        return 0
    return stop - start - (data.count(b"\n", start, stop) if kind == LINES else 0)
