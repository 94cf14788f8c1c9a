"""Bytes as people write them: hex, a list for C, a literal of Python, base64."""

from __future__ import annotations

import base64

from poetrygui.core.text.hex_rows import ROW

_C_ROW = 12  # bytes in a line of a list, which then has less than 80 columns


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
