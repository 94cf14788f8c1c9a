"""Frames that end with a delimiter of one byte or several."""

from __future__ import annotations

from typing import Annotated

from poetrygui.api import Delimited, Option, Sample, Sized

API = 1
TITLE = "Delimited frames"


class AnyDelimiter(Delimited):
    """One frame for each piece of the stream that ends with the delimiter, without it."""

    delimiter: Annotated[bytes, Option("What ends a frame", minimum=1, maximum=64)] = b"\n"
    limit: Annotated[int, Option("Longest frame accepted, in bytes", minimum=0)] = 16 * 1024 * 1024
    ends_open: Annotated[bool, Option("The close ends the last frame, too")] = False

    def wire_layout(self) -> Sized:
        return Sized(behind=len(self.delimiter))


SAMPLES = [
    Sample(b"one\n\ntwo\n", [b"one", b"", b"two"]),
    Sample(b"one\0two", [b"one"], "cut", {"delimiter": b"\0"}),
    Sample(b"a\r\nb\r\r\nc\n\r\n", [b"a", b"b\r", b"c\n"], options={"delimiter": b"\r\n"}),
    Sample(b"aXYXXYbXY", [b"a", b"X", b"b"], options={"delimiter": b"XY"}),
    Sample(b"1;2;3", [b"1", b"2", b"3"], options={"delimiter": b";", "ends_open": True}),
    Sample(b"abc\nabcdef\nabc\n", [b"abc"], "protocol-error", {"limit": 5}),
]
