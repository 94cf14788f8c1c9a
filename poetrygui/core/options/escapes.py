r"""Any bytes as text that can be read and typed: ``\r\n``, ``\x00``, plain characters as they are."""

from __future__ import annotations

import re

_NAMED = {"n": b"\n", "r": b"\r", "t": b"\t", "\\": b"\\"}
_SHORT = {value[0]: "\\" + name for name, value in _NAMED.items()}
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|0(?![0-9])|[nrt\\])")


def unescape_bytes(text: str) -> bytes:
    r"""Return the bytes; what is no escape stands for itself, in UTF-8. Raises ValueError for an unknown escape."""
    result = bytearray()
    position = 0
    while position < len(text):
        if text[position] != "\\":
            end = text.find("\\", position)
            end = len(text) if end < 0 else end
            # What a terminal hands over that is not UTF-8 comes as such surrogates: the byte itself was meant.
            result += text[position:end].encode("utf-8", "surrogateescape")
        else:
            found = _ESCAPE.match(text, position)
            if found is None:
                raise ValueError(rf"{text[position : position + 2]!s} is no escape; a backslash itself is \\")
            name, end = found[1], found.end()
            result += _NAMED[name] if name in _NAMED else bytes([int(name[1:] or "0", 16)])
        position = end
    return bytes(result)


def escape_bytes(data: bytes) -> str:
    r"""Return text for the bytes: printable ASCII as it is, a space at either end and all else as an escape."""
    shown = [_SHORT.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}") for byte in data]
    for end in (0, -1):
        if shown and shown[end] == " ":
            shown[end] = r"\x20"
    return "".join(shown)
