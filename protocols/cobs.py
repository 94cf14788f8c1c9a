"""COBS: packets end with a zero; the zeros within are told by codes of how far the next one is."""

from __future__ import annotations

from poetrygui.api import Delimited, Ended, Sample

API = 1
TITLE = "COBS packets"


class Cobs(Delimited):
    """One frame for each packet; a code that points beyond the packet's end is a protocol error."""

    delimiter, noun = b"\0", "packet"

    def decode(self, piece: bytes) -> bytes | None:
        blocks, at = [], 0
        while at < len(piece):
            end = at + piece[at]
            if end > len(piece):
                raise ValueError(f"0x{piece[at]:02X} at byte {self.offset + at:,} points beyond the packet's end")
            blocks += [piece[at + 1 : end], b"\0" if piece[at] < 0xFF else b""]
            at = end
        return b"".join(blocks[:-1]) if blocks else None

    def wire_layout(self) -> Ended:
        return Ended(self.delimiter, blanks=b"")

    def encode(self, frame: bytes) -> bytes:
        runs = frame.split(b"\0")
        blocks = [run[at : at + 254] for run in runs for at in range(0, len(run) + 1, 254)]
        if len(frame) + len(blocks) > self.limit:
            raise ValueError(f"a packet of {len(frame):,} bytes is too long for the limit of {self.limit:,}")
        return b"".join(b"%c%b" % (len(block) + 1, block) for block in blocks) + b"\0"


SAMPLES = [
    Sample(b"\3ab\2c\0\0\1\1\0", [b"ab\0c", b"\0"]),
    Sample(b"\1\0\xff" + b"x" * 254 + b"\2y\0", [b"", b"x" * 254 + b"y"]),
    Sample(b"\2a\0\3b", [b"a"], "cut"),
    Sample(b"\2a\0\4bc\0\2d\0", [b"a"], "protocol-error"),
]
