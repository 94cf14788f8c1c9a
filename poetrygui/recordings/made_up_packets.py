"""The packets in which a connection could have gone over a network, for bytes that are known without theirs.

Every field is what it would be: addresses, lengths, sequence numbers and acknowledgements, checksums. So programs that
read captures put the stream together, and none of them finds fault with it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from poetrygui.recordings.checksum import checksum, sum_of_words
from poetrygui.recordings.tcp_segments import ACK, FIN, PSH, RST, SYN, Endpoint

LARGEST_PAYLOAD = 65_495
"""Bytes of a packet of IPv4 beside its headers and those of TCP; a longer chunk is split over several packets."""

_WRAP = 2**32
_TCP = 6
# In a first packet: that the window is counted in units of 2**14 bytes, so that none is ever full.
_WINDOW_SCALE = b"\x03\x03\x0e\x00"
_WINDOW = 65535


class _Way:
    """One direction: the fixed part of each packet, and how far the stream has come."""

    def __init__(self, source: Endpoint, destination: Endpoint) -> None:
        self.next = 0  # sequence number of the next byte
        self._window = _WINDOW
        self._said = 0, 0  # how far both ways had come with the last packet
        self._ports = struct.pack(">HH", source[1], destination[1])
        self._addresses = source[0] + destination[0]
        self._is_ipv4 = len(source[0]) == 4
        self._sum = sum_of_words(self._addresses) + _TCP
        # Version and header, lifetime, protocol and addresses; its length comes to it with each packet.
        self._ip_sum = 0x4500 + 0x4000 + 0x4006 + sum_of_words(self._addresses)

    def packet(self, flags: int, acknowledged: int, payload: bytes = b"", options: bytes = b"") -> bytes:
        """Return the next packet; it moves the stream on by what it brings."""
        length = 20 + len(options) + len(payload)
        offset = (20 + len(options)) << 10
        if flags == ACK and not payload and self._said == (self.next, acknowledged):
            self._window ^= 1  # what says nothing new is an acknowledgement of something that got lost
        self._said = self.next, acknowledged
        numbers = struct.pack(">IIHH", self.next, acknowledged if flags & ACK else 0, offset | flags, self._window)
        head = self._ports + numbers
        total = self._sum + length + sum_of_words(head) + sum_of_words(options) + sum_of_words(payload)
        self.next = (self.next + len(payload) + bool(flags & (SYN | FIN))) % _WRAP
        if self._is_ipv4:
            size = 20 + length
            ip = struct.pack(">HHIBBH", 0x4500, size, 0x4000, 64, _TCP, checksum(self._ip_sum + size))
        else:
            ip = struct.pack(">IHBB", 0x60000000, length, _TCP, 64)
        return b"".join((ip, self._addresses, head, struct.pack(">HH", checksum(total), 0), options, payload))


class MadeUpConnection:
    """Makes the packets of one connection, in the order in which they are asked for; each is what IP carries."""

    def __init__(self, client: Endpoint, server: Endpoint) -> None:
        """Connect ``client`` to ``server``, whose addresses are of the same length: 4 bytes or 16."""
        self._client, self._server = _Way(client, server), _Way(server, client)

    def call(self) -> bytes:
        """Return the packet with which the client asks for the connection; it may ask again until it is answered."""
        self._client.next = 0
        return self._client.packet(SYN, 0, options=_WINDOW_SCALE)

    def answer(self) -> Iterator[bytes]:
        """Return the packets with which it then stands."""
        yield self._server.packet(SYN | ACK, self._client.next, options=_WINDOW_SCALE)
        yield self.acknowledgement(by_client=True)

    def data(self, data: bytes, *, by_client: bool) -> Iterator[bytes]:
        """Return the packets that carry one chunk; the last one is marked as such."""
        way, other = self._ways(by_client)
        for start in range(0, len(data), LARGEST_PAYLOAD):
            piece = data if len(data) <= LARGEST_PAYLOAD else data[start : start + LARGEST_PAYLOAD]
            is_last = start + LARGEST_PAYLOAD >= len(data)
            yield way.packet(ACK | PSH if is_last else ACK, other.next, piece)

    def acknowledgement(self, *, by_client: bool) -> bytes:
        """Return a packet that carries nothing."""
        way, other = self._ways(by_client)
        return way.packet(ACK, other.next)

    def close(self, *, by_client: bool) -> bytes:
        """Return the packet that says that nothing more comes from there."""
        way, other = self._ways(by_client)
        return way.packet(FIN | ACK, other.next)

    def reset(self, *, by_client: bool) -> bytes:
        """Return the packet that breaks the connection off, or refuses it."""
        way, other = self._ways(by_client)
        return way.packet(RST | ACK, other.next)

    def _ways(self, by_client: bool) -> tuple[_Way, _Way]:
        return (self._client, self._server) if by_client else (self._server, self._client)
