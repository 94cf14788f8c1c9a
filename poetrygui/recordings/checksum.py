"""The checksum of the Internet's headers, counted as fast as the processor can add."""

from __future__ import annotations

import stringzilla

_WORD = 0xFFFF


def sum_of_words(data: bytes) -> int:
    """Return the sum of the words of 16 bits, the higher byte first, with a zero behind an odd last byte.

    To add words is to add their higher bytes and their lower ones, of which each sum is one call of the library.
    """
    lower = stringzilla.bytesum(data[1::2])
    return int((stringzilla.bytesum(data) - lower) * 256 + lower)


def checksum(total: int) -> int:
    """Return the checksum that belongs to a sum of words, the field for it counted as 0."""
    # The carries are added again and again until none is left: what that comes to is the remainder.
    folded = total % _WORD
    return _WORD - (folded or (_WORD if total else 0))
