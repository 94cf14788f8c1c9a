"""Reading a file of captured packets, pcap or pcapng, one packet at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from poetrygui.recordings.captured_packet import CapturedPacket, CaptureError
from poetrygui.recordings.pcap_reader import MAGICS, read_pcap
from poetrygui.recordings.pcapng_reader import SECTION, read_pcapng

_GZIP = b"\x1f\x8b"


def read_capture(file: BinaryIO) -> Iterator[CapturedPacket]:
    """Give the packets of a file, which is read once, from where it stands; no more than one packet is held.

    Raises CaptureError at once for what is no capture, later where it is damaged; and OSError.
    """
    begun = file.read(4)
    if begun in MAGICS:
        return read_pcap(file, begun)
    if begun == SECTION:
        return read_pcapng(file, begun)
    if begun.startswith(_GZIP):
        raise CaptureError("The capture is compressed: unpack it with gunzip first.")
    raise CaptureError("This is no capture: neither pcap nor pcapng begins like this.")


def is_capture(begun: bytes) -> bool:
    """Tell whether a file of which these are the first four bytes is a capture, as far as they tell."""
    return begun in MAGICS or begun == SECTION
