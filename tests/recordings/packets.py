"""Packets and captures for tests, made as the standards have them, byte by byte."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from attrs import frozen

from poetrygui.recordings.tcp_segments import ACK, PSH

CLIENT, SERVER = 40000, 7

Packet = tuple[int, bytes]
"""A time in µs, and the bytes."""


@frozen
class Tcp:
    """A segment between a client on port 40000 and a server on port 7."""

    sequence: int
    payload: bytes = b""
    by_client: bool = False
    flags: int = ACK | PSH
    options: bytes = b""

    def bytes(self) -> bytes:
        ports = (CLIENT, SERVER) if self.by_client else (SERVER, CLIENT)
        offset = (5 + len(self.options) // 4) << 4
        head = struct.pack(">HHIIBBHHH", *ports, self.sequence % 2**32, 0, offset, self.flags, 65535, 0, 0)
        return head + self.options + self.payload


def addresses(tcp: Tcp, size: int) -> bytes:
    client, server = bytes(size - 1) + b"\1", bytes(size - 1) + b"\2"
    return client + server if tcp.by_client else server + client


def ipv4(tcp: Tcp, options: bytes = b"", *, padding: bytes = b"", fragment: int = 0, protocol: int = 6) -> bytes:
    body = tcp.bytes()
    length = 20 + len(options) + len(body)
    head = struct.pack(">BBHHHBBH", 0x45 + len(options) // 4, 0, length, 0, fragment, 64, protocol, 0)
    return head + addresses(tcp, 4) + options + body + padding


def ipv6(tcp: Tcp, extensions: bytes = b"", following: int = 6) -> bytes:
    body = extensions + tcp.bytes()
    return struct.pack(">IHBB", 0x60000000, len(body), following, 64) + addresses(tcp, 16) + body


def ethernet(ip: bytes, *tags: int) -> bytes:
    kind = 0x0800 if ip[0] >> 4 == 4 else 0x86DD
    vlans = b"".join(struct.pack(">HH", tag, number) for number, tag in enumerate(tags, 1))
    return bytes(12) + vlans + struct.pack(">H", kind) + ip


def cooked(ip: bytes) -> bytes:
    return struct.pack(">HHH8sH", 0, 772, 6, bytes(8), 0x0800 if ip[0] >> 4 == 4 else 0x86DD) + ip


def cooked_2(ip: bytes, *tags: int) -> bytes:
    kinds = [*tags, 0x0800 if ip[0] >> 4 == 4 else 0x86DD]
    vlans = b"".join(struct.pack(">HH", number, kind) for number, kind in enumerate(kinds[1:], 1))
    return struct.pack(">HHIHBB8s", kinds[0], 0, 1, 772, 0, 6, bytes(8)) + vlans + ip


def pcap(packets: Iterable[Packet], link_type: int, order: str = "<", ticks: int = 1, snap: int = 2**18) -> bytes:
    """Return a file with ``ticks`` a µs, and of each packet at most ``snap`` bytes."""
    magic = 0xA1B2C3D4 if ticks == 1 else 0xA1B23C4D
    blocks = [struct.pack(f"{order}IHHiIII", magic, 2, 4, 0, 0, snap, link_type)]
    for time, data in packets:
        seconds, rest = divmod(time, 1_000_000)
        blocks.append(struct.pack(f"{order}4I", seconds, rest * ticks, len(data[:snap]), len(data)) + data[:snap])
    return b"".join(blocks)


def block(kind: int, body: bytes, order: str = "<") -> bytes:
    body += bytes(-len(body) % 4)
    length = len(body) + 12
    return struct.pack(f"{order}II", kind, length) + body + struct.pack(f"{order}I", length)


def option(kind: int, data: bytes, order: str = "<") -> bytes:
    return struct.pack(f"{order}HH", kind, len(data)) + data + bytes(-len(data) % 4)


def section(order: str = "<") -> bytes:
    return block(0x0A0D0D0A, struct.pack(f"{order}IHHq", 0x1A2B3C4D, 1, 0, -1), order)


def interface(link_type: int, options: bytes = b"", order: str = "<", snap: int = 0) -> bytes:
    return block(1, struct.pack(f"{order}HHI", link_type, 0, snap) + options, order)


def enhanced(ticks: int, data: bytes, number: int = 0, order: str = "<", options: bytes = b"", size: int = 0) -> bytes:
    head = struct.pack(f"{order}5I", number, ticks >> 32, ticks & 0xFFFFFFFF, len(data), max(size, len(data)))
    return block(6, head + data + bytes(-len(data) % 4) + options, order)
