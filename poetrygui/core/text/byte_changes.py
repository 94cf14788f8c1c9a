"""In which bytes one message differs from the one before."""

from __future__ import annotations

import re

_MOST = 64 * 1024  # bytes that are compared one by one
_DIFFERENT = re.compile(rb"[^\0]+")


def changed_stretches(now: bytes, before: bytes) -> list[tuple[int, int]]:
    """Return which stretches of ``now``, from and up to, are other than ``before``.

    Of messages of one size that is each byte that is another; else what is left between the beginning and the end that
    both have.
    """
    if len(now) == len(before) <= _MOST:
        return [found.span() for found in _DIFFERENT.finditer(_differing(now, before).to_bytes(len(now), "big"))]
    start = _alike(now, before)
    most = min(len(now), len(before)) - start
    end = _alike(now[len(now) - most :][::-1], before[len(before) - most :][::-1])
    return [(start, len(now) - end)] if start < len(now) - end else []


def _alike(one: bytes, other: bytes) -> int:
    """Return in how many bytes both begin alike."""
    size = min(len(one), len(other))
    differing = _differing(one[:size], other[:size])
    return size - -(-differing.bit_length() // 8)


def _differing(one: bytes, other: bytes) -> int:
    """Return a number with a bit for each in which two that are as long differ."""
    return int.from_bytes(one, "big") ^ int.from_bytes(other, "big")
