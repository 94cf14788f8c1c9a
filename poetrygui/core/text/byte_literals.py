"""Bytes as people write them: hex, a list for C, a literal of Python, base64; and hex read back."""

from __future__ import annotations

import base64
import re

from poetrygui.core.text.hex_rows import ROW

_PREFIX = re.compile(r"0[xX]|\\x")
_BETWEEN = re.compile(r"[\s,:;-]+")
_PAIRS = re.compile(r"(?:[0-9a-fA-F]{2})*")
_C_ROW = 12  # bytes in a line of a list, which then has less than 80 columns
_SHOWN_AT_MOST = 20  # characters of what somebody typed, in a sentence


def as_hex(data: bytes) -> str:
    """Return pairs of digits, :data:`ROW` in a line."""
    return "\n".join(data[at : at + ROW].hex(" ") for at in range(0, len(data), ROW))


def as_c(data: bytes) -> str:
    """Return the definition of an array of C."""
    rows = (data[at : at + _C_ROW] for at in range(0, len(data), _C_ROW))
    lines = [f"    {', '.join(f'0x{byte:02x}' for byte in row)}," for row in rows]
    # C has no array of nothing.
    body = "\n".join(lines or ["    0,"])
    return f"static const unsigned char data[{len(data) or 1}] = {{\n{body}\n}};"


def as_python(data: bytes) -> str:
    """Return a literal of bytes, in several lines where it is long."""
    if len(data) <= ROW:
        return repr(data)
    rows = "\n".join(f"    {data[at : at + ROW]!r}" for at in range(0, len(data), ROW))
    return f"(\n{rows}\n)"


def as_base64(data: bytes) -> str:
    """Return base64 in one line."""
    return base64.b64encode(data).decode("ascii")


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
