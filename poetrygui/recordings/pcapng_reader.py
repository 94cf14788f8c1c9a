"""Reading the pcapng format: blocks, each with its length before and behind it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from attrs import frozen

from poetrygui.recordings.captured_packet import LARGEST_PACKET, CapturedPacket, CaptureError, damaged

SECTION = b"\x0a\x0d\x0d\x0a"
"""The first four bytes: the same in either order of bytes."""
ORDERS = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}

SECTION_TYPE, INTERFACE_TYPE, OLD_PACKET_TYPE, SIMPLE_PACKET_TYPE, PACKET_TYPE = 0x0A0D0D0A, 1, 2, 3, 6
COMMENT, APPLICATION, TIME_RESOLUTION, TIME_OFFSET = 1, 4, 9, 14
END_OF_OPTIONS = 0

_SMALLEST_BLOCK = 12
# Beside a packet stand its head, and options, of which one has at most 64 KiB.
_LARGEST_BLOCK = LARGEST_PACKET + 1024 * 1024
_LARGEST_COMMENT = 64 * 1024
_SKIPPED_AT_A_TIME = 1024 * 1024
_MOST_INTERFACES = 4096
_LATEST = 253_402_300_799_000_000  # the last second of the year 9999, in µs
_BINARY_RESOLUTION = 0x80
_READ = {SECTION_TYPE, INTERFACE_TYPE, OLD_PACKET_TYPE, SIMPLE_PACKET_TYPE, PACKET_TYPE}


@frozen
class _Clock:
    """How an interface counts time: ``ticks`` a second, from ``offset`` seconds since 1970."""

    ticks: int = 1_000_000
    offset: int = 0

    def microseconds(self, high: int, low: int) -> int:
        ticks = high << 32 | low
        if self.ticks != 1_000_000:
            ticks = ticks * 1_000_000 // self.ticks
        return ticks + self.offset * 1_000_000


@frozen
class _Interface:
    link_type: int
    clock: _Clock
    longest: int  # bytes that were captured of a packet; 0 for all


def read_pcapng(file: BinaryIO, begun: bytes) -> Iterator[CapturedPacket]:
    """Give the packets of a file of which ``begun``, its first four bytes, is read already.

    Raises CaptureError where it is damaged, and OSError.
    """
    return _Reading(file).packets(begun)


class _Reading:
    """Goes through a file block by block; a section brings an order of bytes and interfaces of its own."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._order = "<"
        self._interfaces: list[_Interface] = []
        self._number = 1  # of the next packet
        self._time = 0  # of the last one: a simple packet has none

    def packets(self, begun: bytes) -> Iterator[CapturedPacket]:
        while begun:
            if len(begun) < 4:
                raise self._damaged("the file ends within a block's head")
            if begun == SECTION:
                self._begin_section()
            else:
                packet = self._block(struct.unpack(f"{self._order}I", begun)[0])
                if packet is not None:
                    yield packet
                    self._number += 1
                    self._time = packet.time
            begun = self._file.read(4)

    def _begin_section(self) -> None:
        head = self._read(8)
        order = ORDERS.get(head[4:])
        if order is None:
            raise self._damaged("the order of its section's bytes is not known")
        self._order = order
        body = self._rest(struct.unpack(f"{order}I", head[:4])[0], 4 + len(head))
        if len(body) < 12 or struct.unpack_from(f"{order}H", body)[0] != 1:
            raise CaptureError("The capture is of a version of pcapng that is not known here: save it as version 1.")
        self._interfaces = []

    def _block(self, kind: int) -> CapturedPacket | None:
        (length,) = struct.unpack(f"{self._order}I", self._read(4))
        if kind not in _READ:
            self._skip(length)
            return None
        body = self._rest(length, 8)
        try:
            if kind == INTERFACE_TYPE:
                self._add_interface(body)
                return None
            if kind == SIMPLE_PACKET_TYPE:
                return self._simple_packet(body)
            return self._packet(body, is_old=kind == OLD_PACKET_TYPE)
        except struct.error as error:
            raise self._damaged("its block is shorter than what belongs into it") from error

    def _add_interface(self, body: bytes) -> None:
        if len(self._interfaces) >= _MOST_INTERFACES:
            raise self._damaged(f"more than {_MOST_INTERFACES:,} interfaces are described before it")
        link_type, _, longest = struct.unpack_from(f"{self._order}HHI", body)
        options = self._options(body, 8)
        ticks, offset = 1_000_000, 0
        if resolution := options.get(TIME_RESOLUTION):
            power = resolution[0] & ~_BINARY_RESOLUTION
            ticks = 2**power if resolution[0] & _BINARY_RESOLUTION else 10**power
        if len(seconds := options.get(TIME_OFFSET, b"")) == 8:
            (offset,) = struct.unpack(f"{self._order}q", seconds)
        self._interfaces.append(_Interface(link_type, _Clock(ticks, offset), longest))

    def _packet(self, body: bytes, *, is_old: bool) -> CapturedPacket:
        # The old kind has a count of lost packets in the second half of the interface's number.
        number, *_, high, low, captured, size = struct.unpack_from(f"{self._order}{'HH4I' if is_old else '5I'}", body)
        interface = self._interface(number)
        if captured > len(body) - 20:
            raise self._damaged(f"its {captured:,} bytes are more than its block has")
        stop = 20 + captured
        comment = ""
        padded = stop + -captured % 4
        if padded < len(body):
            comment = _text(self._options(body, padded).get(COMMENT, b""))
        time = interface.clock.microseconds(high, low)
        if not 0 <= time <= _LATEST:
            raise self._damaged("its time is none that a clock shows")
        return CapturedPacket(self._number, time, interface.link_type, body[20:stop], max(size, captured), comment)

    def _simple_packet(self, body: bytes) -> CapturedPacket:
        (size,) = struct.unpack_from(f"{self._order}I", body)
        interface = self._interface(0)
        captured = min(size, interface.longest or size, len(body) - 4)
        return CapturedPacket(self._number, self._time, interface.link_type, body[4 : 4 + captured], size)

    def _interface(self, number: int) -> _Interface:
        if number >= len(self._interfaces):
            raise self._damaged(f"it is of interface {number:,}, and {len(self._interfaces):,} are described before it")
        return self._interfaces[number]

    def _options(self, body: bytes, position: int) -> dict[int, bytes]:
        """Return the first of each kind of option from a position on; they may be cut short."""
        found: dict[int, bytes] = {}
        while position + 4 <= len(body):
            kind, length = struct.unpack_from(f"{self._order}HH", body, position)
            if kind == END_OF_OPTIONS:
                break
            position += 4
            found.setdefault(kind, body[position : position + length])
            position += length + -length % 4
        return found

    # Bytes

    def _rest(self, length: int, done: int) -> bytes:
        """Return what is in a block of ``length`` bytes, of which ``done`` are read; it must end as it began."""
        self._expect_length(length, done)
        if length > _LARGEST_BLOCK:
            raise self._damaged(f"its block is said to have {length:,} bytes, and no packet has so many")
        body = self._read(length - done)
        if body[-4:] != struct.pack(f"{self._order}I", length):
            raise self._damaged("the two lengths of its block are not the same")
        return body[:-4]

    def _skip(self, length: int) -> None:
        self._expect_length(length, 8)
        rest = length - 8
        while rest:
            rest -= len(self._read(min(rest, _SKIPPED_AT_A_TIME)))

    def _expect_length(self, length: int, done: int) -> None:
        if length < max(_SMALLEST_BLOCK, done + 4) or length % 4:
            raise self._damaged(f"its block is said to have {length:,} bytes, which cannot be")

    def _read(self, size: int) -> bytes:
        data = self._file.read(size)
        if len(data) < size:
            raise self._damaged("the file ends within its block")
        return data

    def _damaged(self, what: str) -> CaptureError:
        return damaged(self._number, what)


def _text(data: bytes) -> str:
    return data[:_LARGEST_COMMENT].rstrip(b"\0").decode("utf-8", "replace")
