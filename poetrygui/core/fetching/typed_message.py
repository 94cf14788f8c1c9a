"""A message as somebody types it, and the bytes that it means."""

from __future__ import annotations

from enum import Enum

from poetrygui.core.fetching.sendable import frame_of
from poetrygui.core.options.escapes import unescape_bytes
from poetrygui.core.options.hex_text import parse_hex


class Written(Enum):
    """How a message is written."""

    TEXT = "Text"
    ESCAPES = "Escapes"
    HEX = "Hex"


class Put(Enum):
    """What is put around a message: the frame of the protocol, or what ends it as it stands."""

    FRAMED = "framed"
    RAW = "as it is"
    LF = "as it is, then LF"
    CRLF = "as it is, then CR LF"
    CR = "as it is, then CR"

    @property
    def ending(self) -> bytes:
        """What goes behind it; nothing where the protocol frames it."""
        return {Put.LF: b"\n", Put.CRLF: b"\r\n", Put.CR: b"\r"}.get(self, b"")


def bytes_of(text: str, written: Written) -> bytes:
    """Return the bytes that a text means. Raises ValueError with a sentence where it means none."""
    if written is Written.HEX:
        return parse_hex(text)
    if written is Written.ESCAPES:
        return unescape_bytes(text)
    return frame_of(text)
