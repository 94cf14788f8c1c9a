"""Records that all have the same length."""

from __future__ import annotations

import sys
from typing import Annotated

from poetrygui.api import Counted, Option, Sample, Sized

API = 1
TITLE = "Records of fixed length"


class Fixed(Counted):
    """One frame for each record."""

    size: Annotated[int, Option("Bytes of one record", minimum=1)]
    limit = sys.maxsize

    def length_of(self, header: bytes) -> int:
        return self.size

    def wire_layout(self) -> Sized:
        return Sized()

    def encode(self, frame: bytes) -> bytes:
        if len(frame) != self.size:
            raise ValueError(f"a record has {self.size:,} bytes, not {len(frame):,}")
        return frame


SAMPLES = [
    Sample(b"abcdef", [b"abc", b"def"], options={"size": 3}),
    Sample(b"\0\1\2\3", [b"\0", b"\1", b"\2", b"\3"], options={"size": 1}),
    Sample(b"abcdefg", [b"abcd"], "cut", {"size": 4}),
    Sample(b"", options={"size": 1}),
]
