"""Bytes that somebody has typed as hex."""

from __future__ import annotations

import re

_PREFIX = re.compile(r"0[xX]|\\x")
_BETWEEN = re.compile(r"[\s,:;-]+")
_PAIRS = re.compile(r"(?:[0-9a-fA-F]{2})*")
_SHOWN_AT_MOST = 20  # characters of what somebody typed, in a sentence


def parse_hex(text: str) -> bytes:
    """Return the bytes that are written as pairs of digits: ``0d0a``, ``0d 0a``, ``0x0d, 0x0a``, ``\\x0d\\x0a``.

    Raises ValueError with a sentence where it is anything else.
    """
    digits = _BETWEEN.sub("", _PREFIX.sub(" ", text))
    if not _PAIRS.fullmatch(digits):
        wrong = re.search(r"[^0-9a-fA-F]", digits)
        if wrong is None:
            raise ValueError(f"{_short(text)} has half a byte: write two digits for each, as in 0d 0a.")
        raise ValueError(f"{_short(text)} is not hex: write two of 0-9 and a-f for each byte, as in 0d 0a.")
    return bytes.fromhex(digits)


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN_AT_MOST else f"{text[:_SHOWN_AT_MOST]}…")
