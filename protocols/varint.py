"""Messages led by their length as a varint, as protobuf writes messages one after the other into a stream."""

from __future__ import annotations

from typing import Annotated

from poetrygui.api import Counted, Option, Sample, VarintLed

API = 1
TITLE = "Varint-prefixed messages (protobuf)"
LONGEST = 10  # bytes of a varint: 64 bits, seven in each


class Varint(Counted):
    """One frame for each message, without its length; what is in a message is not looked at."""

    header_size = 1
    limit: Annotated[int, Option("Longest message accepted, in bytes", minimum=0)] = 16 * 1024 * 1024

    def length_of(self, header: bytes) -> int | None:
        if header[-1] < 0x80:
            return sum((byte & 0x7F) << 7 * place for place, byte in enumerate(header))
        if len(header) == LONGEST:
            raise ValueError(f"its length does not end at byte {self.offset + LONGEST - 1:,}, its last")
        return None

    def wire_layout(self) -> VarintLed:
        return VarintLed()

    def encode(self, frame: bytes) -> bytes:
        if len(frame) > self.limit:
            raise ValueError(f"a message carries at most {self.limit:,} bytes, not {len(frame):,}")
        length, header = len(frame), bytearray()
        while length >= 0x80:
            header.append(length & 0x7F | 0x80)
            length >>= 7
        return bytes([*header, length]) + frame


SAMPLES = [
    Sample(b"\3abc\0\x80\1" + b"x" * 128, [b"abc", b"", b"x" * 128]),
    Sample(b"\1a\xac\2b", [b"a"], "cut"),
    Sample(b"\1a\x81\x80", [b"a"], "cut"),
    Sample(b"\1a\xff\xff\xff\x7f", [b"a"], "protocol-error"),
    Sample(b"\1a" + b"\x80" * 10, [b"a"], "protocol-error"),
]
