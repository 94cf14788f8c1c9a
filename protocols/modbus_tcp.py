"""Modbus over TCP: what industrial controllers say, each message led by an MBAP header of seven bytes."""

from __future__ import annotations

from collections.abc import Mapping

from poetrygui.api import Counted, Sample, Sized

API = 1
TITLE = "Modbus TCP (MBAP)"
LONGEST = 254  # bytes that a header announces: the unit and at most 253 of a function code with its data


class ModbusTcp(Counted):
    """One frame for each message, header and all; a header that cannot be is a protocol error."""

    header_size, with_header = 7, True

    def length_of(self, header: bytes) -> int:
        if header[2:4] != b"\0\0":
            raise ValueError(f"its bytes {self.offset + 2:,} and {self.offset + 3:,} are not 0, as in Modbus they are")
        length = int.from_bytes(header[4:6], "big")
        if not 2 <= length <= LONGEST:
            raise ValueError(f"it announces {length:,} bytes at byte {self.offset + 4:,}, and has from 2 to {LONGEST}")
        return length - 1  # without the unit, which the header ends with

    def fields(self, frame: bytes) -> Mapping[str, object]:
        told = {"transaction": int.from_bytes(frame[:2], "big"), "unit": frame[6], "function": frame[7] & 0x7F}
        return told | ({"exception": frame[8]} if frame[7] & 0x80 and len(frame) > 8 else {"data": frame[8:]})

    def wire_layout(self) -> Sized:
        return Sized()

    def encode(self, frame: bytes) -> bytes:
        announced = int.from_bytes(frame[4:6], "big")
        if frame[2:4] != b"\0\0" or not 2 <= announced <= LONGEST or len(frame) != announced + 6:
            raise ValueError("a message is its header of seven bytes, and as many more as that announces")
        return frame


SAMPLES = [
    Sample(
        b"\0\1\0\0\0\6\x11\3\0\x6b\0\3" + b"\0\2\0\0\0\3\x11\x83\2",
        [b"\0\1\0\0\0\6\x11\3\0\x6b\0\3", b"\0\2\0\0\0\3\x11\x83\2"],
    ),
    Sample(b"\0\1\0\0\0\3\x11\x83\2\0\2\0", [b"\0\1\0\0\0\3\x11\x83\2"], "cut"),
    Sample(b"\0\1\0\0\0\3\x11\x83\2\0\2\0\1\0\3\x11\x83\2", [b"\0\1\0\0\0\3\x11\x83\2"], "protocol-error"),
    Sample(b"\0\1\0\0\0\xff\x11", outcome="protocol-error"),
]
