"""Finding the TCP segment in a captured packet, through whatever it is wrapped in."""

from __future__ import annotations

import enum
import ipaddress
import struct

from attrs import field, frozen

from poetrygui.recordings.captured_packet import CapturedPacket

FIN, SYN, RST, PSH, ACK = 0x01, 0x02, 0x04, 0x08, 0x10

LOOPBACK, ETHERNET, RAW, LINUX_COOKED, LINUX_COOKED_2 = 0, 1, 101, 113, 276
_OPENBSD_LOOPBACK, _RAW_IPV4, _RAW_IPV6 = 108, 228, 229
_RAWS = {RAW, _RAW_IPV4, _RAW_IPV6, 12, 14}  # the last two are what BSDs call it

# Where what follows is told, and where it begins.
_TYPED = {ETHERNET: (12, 14), LINUX_COOKED: (14, 16), LINUX_COOKED_2: (0, 20)}

_VERSIONS = {0x0800: 4, 0x86DD: 6}
_VLANS = {0x8100, 0x88A8, 0x9100}
_PPPOE = 0x8864
_OVER_PPP = {0x0021: 0x0800, 0x0057: 0x86DD}
_TCP, _FRAGMENT, _AUTHENTICATION = 6, 44, 51
_IPV6_OPTIONS = {0, 43, 60, 135}  # hop by hop, routing, for the destination, mobility
_IPV4_HEADER, _IPV6_HEADER, _TCP_HEADER = 20, 40, 20

Endpoint = tuple[bytes, int]
"""An address, of 4 or 16 bytes, and a port."""


class Skipped(enum.StrEnum):
    """Why there is no segment in a packet. The words follow "3 packets"."""

    OTHER = "that are not TCP"
    FRAGMENT = "that are fragments of others"
    LINK = "of a kind of network that is not known here"
    SHORT = "that were cut too short to be told apart"


@frozen
class Segment:
    """A TCP segment. ``missing`` counts the last bytes of it that were not captured."""

    source: Endpoint
    destination: Endpoint
    sequence: int
    flags: int
    payload: bytes = field(repr=False)
    missing: int = 0


def tcp_segment(packet: CapturedPacket) -> Segment | Skipped:
    """Return the segment that a packet carries, or why it carries none."""
    try:
        return _ip(packet.data, *_network(packet.link_type, packet.data))
    except (struct.error, IndexError):
        return Skipped.SHORT
    except _SkippedError as skipped:
        return skipped.why


def endpoint_text(endpoint: Endpoint) -> str:
    """Return HOST:PORT, with an address of IPv6 in brackets."""
    address = ipaddress.ip_address(endpoint[0])
    return f"[{address}]:{endpoint[1]}" if address.version == 6 else f"{address}:{endpoint[1]}"


class _SkippedError(Exception):
    def __init__(self, why: Skipped) -> None:
        super().__init__(why)
        self.why = why


def _network(link_type: int, data: bytes) -> tuple[int, int]:
    """Return where the header of IP begins, and its version."""
    if link_type in _RAWS:
        return 0, data[0] >> 4
    if link_type in _TYPED:
        at, header = _TYPED[link_type]
        return _after_type(_number(data, at), data, header)
    if link_type in {LOOPBACK, _OPENBSD_LOOPBACK}:
        # A number of the system's own, in the order of its own: what follows says the same.
        return 4, data[4] >> 4
    raise _SkippedError(Skipped.LINK)


def _after_type(kind: int, data: bytes, position: int) -> tuple[int, int]:
    """Return what begins at a position with a header of this ``kind``, as Ethernet numbers them, or within it."""
    while kind in _VLANS:
        kind, position = _number(data, position + 2), position + 4
    if kind == _PPPOE:
        kind, position = _OVER_PPP.get(_number(data, position + 6), 0), position + 8
    if kind not in _VERSIONS:
        raise _SkippedError(Skipped.OTHER)
    return position, _VERSIONS[kind]


def _number(data: bytes, position: int) -> int:
    number: int = struct.unpack_from(">H", data, position)[0]
    return number


def _ip(data: bytes, position: int, version: int) -> Segment:
    if version == 4:
        return _ipv4(data, position)
    if version == 6:
        return _ipv6(data, position)
    raise _SkippedError(Skipped.OTHER)


def _ipv4(data: bytes, position: int) -> Segment:
    first, length, fragment, protocol = struct.unpack_from(">BxHxxHxB", data, position)
    header = (first & 0xF) * 4
    if protocol != _TCP or header < _IPV4_HEADER:
        raise _SkippedError(Skipped.OTHER)
    if fragment & 0x3FFF:
        raise _SkippedError(Skipped.FRAGMENT)
    source, destination = struct.unpack_from("4s4s", data, position + 12)
    # A network card that cuts large packets up itself is handed them without a length.
    stop = position + length if length else len(data)
    return _tcp(data, position + header, stop, source, destination)


def _ipv6(data: bytes, position: int) -> Segment:
    length, following, source, destination = struct.unpack_from(">4xHBx16s16s", data, position)
    position += _IPV6_HEADER
    stop = position + length if length else len(data)
    while following != _TCP:
        if following == _FRAGMENT:
            raise _SkippedError(Skipped.FRAGMENT)
        if following not in _IPV6_OPTIONS and following != _AUTHENTICATION:
            raise _SkippedError(Skipped.OTHER)
        units = data[position + 1]
        size = (units + 2) * 4 if following == _AUTHENTICATION else (units + 1) * 8
        following = data[position]
        position += size
    return _tcp(data, position, stop, source, destination)


def _tcp(data: bytes, position: int, stop: int, source: bytes, destination: bytes) -> Segment:
    source_port, destination_port, sequence, offset, flags = struct.unpack_from(">HHI4xBB", data, position)
    header = (offset >> 4) * 4
    if header < _TCP_HEADER:
        raise _SkippedError(Skipped.SHORT)
    start = position + header
    payload = data[start:stop]
    missing = max(stop - start, 0) - len(payload)
    return Segment((source, source_port), (destination, destination_port), sequence, flags, payload, missing)
