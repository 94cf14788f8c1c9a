"""Reading the pcap format: a header, then packets, each behind a head of its own."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from poetrygui.recordings.captured_packet import LARGEST_PACKET, CapturedPacket, CaptureError, damaged

_HEADER_SIZE, _HEAD_SIZE = 24, 16
# The first four bytes, with the order of the others' bytes, and how many ticks a µs has.
MAGICS = {
    b"\xd4\xc3\xb2\xa1": ("<", 1),
    b"\xa1\xb2\xc3\xd4": (">", 1),
    b"\x4d\x3c\xb2\xa1": ("<", 1000),
    b"\xa1\xb2\x3c\x4d": (">", 1000),
}
# Above these bits stands the length of a checksum at the end of each packet, which the packet's own lengths leave out.
_LINK_TYPE = 0x0FFFFFFF


def read_pcap(file: BinaryIO, begun: bytes) -> Iterator[CapturedPacket]:
    """Give the packets of a file of which ``begun``, its first four bytes, one of ``MAGICS``, is read already.

    Raises CaptureError where it is damaged, and OSError.
    """
    order, ticks = MAGICS[begun]
    header = file.read(_HEADER_SIZE - len(begun))
    if len(header) < _HEADER_SIZE - len(begun):
        raise CaptureError("The capture ends within its header: there is nothing in it.")
    link_type = struct.unpack_from(f"{order}I", header, 16)[0] & _LINK_TYPE
    unpack = struct.Struct(f"{order}4I").unpack
    number = 0
    while head := file.read(_HEAD_SIZE):
        number += 1
        if len(head) < _HEAD_SIZE:
            raise damaged(number, "the file ends within its head")
        seconds, fraction, captured, size = unpack(head)
        if captured > LARGEST_PACKET:
            raise damaged(number, f"it is said to have {captured:,} bytes, and no packet has so many")
        data = file.read(captured)
        if len(data) < captured:
            raise damaged(number, f"the file ends after {len(data):,} of its {captured:,} bytes")
        yield CapturedPacket(number, seconds * 1_000_000 + fraction // ticks, link_type, data, max(size, captured))
