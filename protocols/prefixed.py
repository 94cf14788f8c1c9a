"""Strings led by their length in 1, 2, 4 or 8 bytes, in either byte order."""

from __future__ import annotations

from struct import Struct
from typing import Annotated, Literal

from poetrygui.api import Counted, Option, Sample, Sized

API = 1
TITLE = "Length-prefixed strings"


class Prefixed(Counted):
    """One frame for each string, without its length."""

    width: Annotated[Literal[1, 2, 4, 8], Option("Bytes of the length")] = 4
    order: Annotated[Literal["big", "little"], Option("Which byte of the length comes first")] = "big"
    limit: Annotated[int, Option("Longest string accepted, in bytes", minimum=0)] = 16 * 1024 * 1024

    def __init__(self) -> None:
        order, width = {"big": ">", "little": "<"}[self.order], {1: "B", 2: "H", 4: "I", 8: "Q"}[self.width]
        self.header_struct = Struct(order + width)
        super().__init__()

    def wire_layout(self) -> Sized:
        return Sized(before=self.width)

    def encode(self, frame: bytes) -> bytes:
        if len(frame) > min(self.limit, 256**self.width - 1):
            raise ValueError(f"{len(frame):,} bytes are over the limit, or what {self.width} bytes can announce")
        return len(frame).to_bytes(self.width, self.order) + frame


SAMPLES = [
    Sample(b"\0\0\0\3abc\0\0\0\0\0\0\0\1d", [b"abc", b"", b"d"]),
    Sample(b"\2\0ab\1\0c", [b"ab", b"c"], options={"width": 2, "order": "little"}),
    Sample(b"\3abc\5de", [b"abc"], "cut", {"width": 1}),
    Sample(b"\1a\6", [b"a"], "protocol-error", {"width": 1, "limit": 5}),
]
