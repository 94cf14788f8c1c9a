"""Writing the pcapng format: packets of IP as they are, each with what is to be said of it."""

from __future__ import annotations

import struct
from collections.abc import Callable

from poetrygui import __version__
from poetrygui.recordings.pcapng_reader import (
    APPLICATION,
    COMMENT,
    END_OF_OPTIONS,
    INTERFACE_TYPE,
    PACKET_TYPE,
    SECTION_TYPE,
)
from poetrygui.recordings.tcp_segments import RAW

LONGEST_COMMENT = 60_000
"""Bytes of a comment; what is more is cut off."""

_SECTION = struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)  # the length of the section is not known
_HEAD = struct.Struct("<7I")


class PcapngWriter:
    """Writes packets, times in µs, as they come: what was written so far can be read at any moment."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        """Begin a file; ``write`` takes all that is to be in it, one packet a call. Raises what that does."""
        self._write = write
        application = _option(APPLICATION, f"Poetry GUI {__version__}".encode())
        section = _block(SECTION_TYPE, _SECTION + application + _option(END_OF_OPTIONS, b""))
        write(section + _block(INTERFACE_TYPE, struct.pack("<HHI", RAW, 0, 0)))

    def packet(self, time: int, data: bytes, comment: str = "") -> None:
        """Write ``data``, a packet of IP, of ``time`` µs since 1970, with a comment, if there is one."""
        size = len(data)
        padding = bytes(-size % 4)
        options = b""
        if comment:
            text = comment.encode(errors="backslashreplace")[:LONGEST_COMMENT]
            options = _option(COMMENT, text) + _option(END_OF_OPTIONS, b"")
        length = 32 + size + len(padding) + len(options)
        head = _HEAD.pack(PACKET_TYPE, length, 0, time >> 32 & 0xFFFFFFFF, time & 0xFFFFFFFF, size, size)
        self._write(b"".join((head, data, padding, options, length.to_bytes(4, "little"))))


def _block(kind: int, body: bytes) -> bytes:
    length = len(body) + 12
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


def _option(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data + bytes(-len(data) % 4)
