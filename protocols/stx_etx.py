"""Frames between STX (0x02) and ETX (0x03), as scales, readers and other serial devices send them."""

from __future__ import annotations

import re
from typing import Annotated

from poetrygui.api import Option, Sample, Scanned

API = 1
TITLE = "STX … ETX frames"
PLAIN, STUFFED = re.compile(rb"[\x02\x03]"), re.compile(rb"\x10.", re.DOTALL)


class StxEtx(Scanned):
    """One frame for what stands between the two; between frames only CR and LF may stand.

    With DLE stuffing a frame stands between DLE STX and DLE ETX, and of two DLE within it one is meant.
    """

    stuffed: Annotated[bool, Option("DLE (0x10) stands before STX, ETX and itself")] = False
    limit: Annotated[int, Option("Longest frame accepted, in bytes", minimum=0)] = 1024 * 1024

    def end_of(self, held: bytearray, start: int, stop: int) -> int | None:
        """Return where the frame ends that begins at ``start`` of ``held``, None if not before ``stop``."""
        first = b"\x10\x02" if self.stuffed else b"\x02"
        if not self.place and held[start] in b"\r\n":
            return start + 1
        while self.place < len(first):
            at = start + self.place
            if at >= stop:
                return None
            if held[at] != first[self.place]:
                raise ValueError(f"byte {self.offset + self.place:,} is 0x{held[at]:02X}, where {first!r} belongs")
            self.place += 1
        while found := (STUFFED if self.stuffed else PLAIN).search(held, start + self.place, stop):
            last = found[0][-1]
            if last == 0x03:
                return found.end()
            if last != 0x10:
                raise ValueError(f"0x{last:02X} at byte {self.offset + found.end() - 1 - start:,} cannot stand within")
            self.place = found.end() - start
        # A DLE at the end is looked at again with what follows it.
        half = self.stuffed and stop - start > self.place and held[stop - 1] == 0x10
        self.place = stop - start - half
        return None

    def decode(self, piece: bytes) -> bytes | None:
        if len(piece) == 1:
            return None
        return piece[2:-2].replace(b"\x10\x10", b"\x10") if self.stuffed else piece[1:-1]

    def encode(self, frame: bytes) -> bytes:
        wire = b"\x10\x02" + frame.replace(b"\x10", b"\x10\x10") + b"\x10\x03"
        if not self.stuffed:
            if bad := PLAIN.search(frame):
                raise ValueError(f"without DLE stuffing a frame cannot hold 0x{bad[0][0]:02X}")
            wire = b"\x02" + frame + b"\x03"
        if len(wire) > self.limit:
            raise ValueError(f"a frame of {len(frame):,} bytes is too long for the limit of {self.limit:,}")
        return wire


SAMPLES = [
    Sample(b"\2abc\3\r\n\2\3\2d\x10\3", [b"abc", b"", b"d\x10"]),
    Sample(b"\2abc\3\2d", [b"abc"], "cut"),
    Sample(b"\2abc\3d\2e\3", [b"abc"], "protocol-error"),
    Sample(b"\2abc\3\2d\2e\3", [b"abc"], "protocol-error"),
    Sample(b"\x10\2a\x10\x10\3b\x10\3\n\x10\2\x10\3", [b"a\x10\3b", b""], options={"stuffed": True}),
    Sample(b"\x10\2a\x10", outcome="cut", options={"stuffed": True}),
    Sample(b"\x10\2a\x10\3\x10\2b\x10c\x10\3", [b"a"], "protocol-error", {"stuffed": True}),
    Sample(b"\2abcdef\3", outcome="protocol-error", options={"limit": 6}),
]
