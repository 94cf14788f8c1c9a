"""SLIP (RFC 1055): packets end with 0xC0; an escape byte stands before what would be one of the two."""

from __future__ import annotations

import re

from poetrygui.api import Delimited, Ended, FrameBlock, Sample, ended_by_newlines, without_empty

API = 1
TITLE = "SLIP packets (RFC 1055)"

BAD_ESCAPE = re.compile(rb"\xdb(?![\xdc\xdd])")


def unescaped(piece: bytes) -> bytes:
    """Return the packet, in which each escape stands for a byte."""
    return piece.replace(b"\xdb\xdc", b"\xc0").replace(b"\xdb\xdd", b"\xdb")


class Slip(Delimited):
    """One frame for each packet that is not empty; an escape that stands for nothing is a protocol error."""

    delimiter, noun = b"\xc0", "packet"

    def decode(self, piece: bytes) -> bytes | None:
        if bad := BAD_ESCAPE.search(piece):
            raise ValueError(f"the escape at byte {self.offset + bad.start():,} stands neither for 0xC0 nor for 0xDB")
        return unescaped(piece) or None

    def decode_block(self, block: bytes) -> FrameBlock | list[bytes] | None:
        has_escapes = b"\xdb" in block
        if has_escapes and BAD_ESCAPE.search(block):
            return None
        if has_escapes and b"\n" in block:
            pieces = filter(None, block.split(b"\xc0"))
            return [unescaped(piece) if b"\xdb" in piece else piece for piece in pieces]
        packets = without_empty(FrameBlock(block, b"\xc0"))
        self.number += len(block) - len(packets.data)
        return FrameBlock(unescaped(ended_by_newlines(packets))) if has_escapes else packets

    def wire_layout(self) -> Ended:
        return Ended(self.delimiter, blanks=b"")

    def encode(self, frame: bytes) -> bytes:
        if not 0 < len(frame) <= self.limit // 2:
            raise ValueError(f"a packet has from 1 to {self.limit // 2:,} bytes, not {len(frame):,}")
        return b"\xc0" + frame.replace(b"\xdb", b"\xdb\xdd").replace(b"\xc0", b"\xdb\xdc") + b"\xc0"


SAMPLES = [
    Sample(b"\xc0abc\xc0\xc0d\xc0", [b"abc", b"d"]),
    Sample(b"\xdb\xdc\xdb\xdd\xdc\xc0", [b"\xc0\xdb\xdc"]),
    Sample(b"a\xc0b\xdb", [b"a"], "cut"),
    Sample(b"a\xc0b\xdbc\xc0d\xc0", [b"a"], "protocol-error"),
    Sample(b"a\xc0b\xdb\xc0\xdcd\xc0", [b"a"], "protocol-error"),
]
