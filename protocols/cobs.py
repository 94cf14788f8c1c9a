"""COBS: packets end with a zero; the zeros within are told by codes of how far the next one is."""

from __future__ import annotations

from poetrygui.api import Delimited, Ended, FrameBlock, Sample, cobs_block

API = 1
TITLE = "COBS packets"


def unstuffed(piece: bytes) -> bytes:
    """Return the packet in a piece that is not empty; IndexError with the place of a code beyond its end."""
    blocks, at = [], 0
    while at < len(piece):
        end = at + piece[at]
        if end > len(piece):
            raise IndexError(at)
        blocks += [piece[at + 1 : end], b"\0" if piece[at] < 0xFF else b""]
        at = end
    return b"".join(blocks[:-1])


class Cobs(Delimited):
    """One frame for each packet; a code that points beyond the packet's end is a protocol error."""

    delimiter, noun = b"\0", "packet"

    def decode(self, piece: bytes) -> bytes | None:
        try:
            return unstuffed(piece) if piece else None
        except IndexError as error:
            at = error.args[0]
            what = f"0x{piece[at]:02X} at byte {self.offset + at:,} points beyond the packet's end"
            raise ValueError(what) from None

    def decode_block(self, block: bytes) -> FrameBlock | list[bytes] | None:
        if (packets := cobs_block(block)) is not None:
            return packets
        try:
            # What holds no zero is the piece without its code.
            return [piece[1:] if piece[0] == len(piece) else unstuffed(piece) for piece in block.split(b"\0") if piece]
        except IndexError:
            return None

    def wire_layout(self) -> Ended:
        return Ended(self.delimiter, blanks=b"")

    def encode(self, frame: bytes) -> bytes:
        blocks = [run[at : at + 254] for run in frame.split(b"\0") for at in range(0, len(run) + 1, 254)]
        if len(frame) + len(blocks) > self.limit:
            raise ValueError(f"a packet of {len(frame):,} bytes is too long for the limit of {self.limit:,}")
        return b"".join(b"%c%b" % (len(block) + 1, block) for block in blocks) + b"\0"


SAMPLES = [
    Sample(b"\3ab\2c\0\0\1\1\0", [b"ab\0c", b"\0"]),
    Sample(b"\1\0\xff" + b"x" * 254 + b"\2y\0", [b"", b"x" * 254 + b"y"]),
    Sample(b"\2a\0\3b", [b"a"], "cut"),
    Sample(b"\2a\0\4bc\0\2d\0", [b"a"], "protocol-error"),
]
