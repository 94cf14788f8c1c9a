"""Finding bytes among any number of them, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator

BLOCK = 1024 * 1024
"""Bytes that are read at a time: some milliseconds."""


def find_forward(read: Callable[[int, int], bytes], size: int, wanted: bytes, start: int) -> Iterator[int | None]:
    """Yield the first place of the ``wanted`` bytes at ``start`` or behind it, and None before each block.

    ``read`` gives the bytes from one offset up to another, of ``size`` bytes in all. Nothing more is yielded where they
    are not found. Raises OSError.
    """
    for at in range(max(start, 0), size, BLOCK):
        yield None
        found = read(at, min(at + BLOCK + len(wanted) - 1, size)).find(wanted)
        if found >= 0:
            yield at + found
            return


def find_backward(
    read: Callable[[int, int], bytes], size: int, wanted: bytes, start: int, *, first: int = 0
) -> Iterator[int | None]:
    """Yield the last place of the ``wanted`` bytes before ``start``, and not before ``first``.

    ``read``, ``size`` and all else are as in :func:`find_forward`.
    """
    for stop in range(min(start, size), first, -BLOCK):
        yield None
        at = max(stop - BLOCK, first)
        # A match begins before `stop`, and may reach beyond it.
        found = read(at, min(stop + len(wanted) - 1, size)).rfind(wanted)
        if found >= 0:
            yield at + found
            return
