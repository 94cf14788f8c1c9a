"""Packets that were made up are ones that a network could have carried."""

from __future__ import annotations

import collections
import struct

import pytest

from poetrygui.recordings.captured_packet import CapturedPacket
from poetrygui.recordings.made_up_packets import LARGEST_PAYLOAD, MadeUpConnection
from poetrygui.recordings.tcp_segments import ACK, FIN, PSH, RAW, RST, SYN, Endpoint, Segment, tcp_segment
from tests.recordings.test_checksum import plain

FOUR = ((bytes([127, 0, 0, 1]), 50_000), (bytes([10, 0, 0, 9]), 4321))
SIX = ((bytes(15) + b"\1", 50_000), (bytes(range(16)), 4321))
ends = pytest.mark.parametrize("client, server", [FOUR, SIX], ids=["ipv4", "ipv6"])


def segment(packet: bytes) -> Segment:
    found = tcp_segment(CapturedPacket(1, 0, RAW, packet, len(packet)))
    assert isinstance(found, Segment)
    return found


def acknowledged(packet: bytes) -> int:
    header = 20 if packet[0] >> 4 == 4 else 40
    (number,) = struct.unpack_from(">I", packet, header + 8)
    assert isinstance(number, int)
    return number


def expect_checksums(packet: bytes) -> None:
    if packet[0] >> 4 == 4:
        assert plain(packet[:20]) == 0
        assert struct.unpack_from(">H", packet, 2)[0] == len(packet)
        addresses, tcp = packet[12:20], packet[20:]
    else:
        assert struct.unpack_from(">H", packet, 4)[0] == len(packet) - 40
        addresses, tcp = packet[8:40], packet[40:]
    assert plain(addresses + struct.pack(">HH", 6, len(tcp)) + tcp) == 0


@ends
def test_a_connection_from_its_beginning_to_its_end(client: Endpoint, server: Endpoint) -> None:
    made = MadeUpConnection(client, server)
    packets = [made.call(), *made.answer(), *made.data(b"ask", by_client=True), *made.data(b"tell", by_client=False)]
    packets += [made.close(by_client=False), made.close(by_client=True), made.acknowledgement(by_client=False)]
    for packet in packets:
        expect_checksums(packet)
    segments = [segment(packet) for packet in packets]
    assert {(each.source, each.destination) for each in segments} == {(client, server), (server, client)}
    assert [(each.source == client, each.flags, each.sequence, each.payload) for each in segments] == [
        (True, SYN, 0, b""),
        (False, SYN | ACK, 0, b""),
        (True, ACK, 1, b""),
        (True, ACK | PSH, 1, b"ask"),
        (False, ACK | PSH, 1, b"tell"),
        (False, ACK | FIN, 5, b""),
        (True, ACK | FIN, 4, b""),
        (False, ACK, 6, b""),
    ]
    assert [acknowledged(packet) for packet in packets] == [0, 1, 1, 1, 4, 4, 6, 5]


@ends
@pytest.mark.parametrize("size", [1, LARGEST_PAYLOAD, LARGEST_PAYLOAD + 1, 3 * LARGEST_PAYLOAD])
def test_the_last_packet_of_a_chunk_is_marked(client: Endpoint, server: Endpoint, size: int) -> None:
    made = MadeUpConnection(client, server)
    chunk = bytes(range(251)) * (size // 251) + bytes(range(size % 251))
    packets = list(made.data(chunk, by_client=False))
    for packet in packets:
        expect_checksums(packet)
    segments = [segment(packet) for packet in packets]
    assert b"".join(each.payload for each in segments) == chunk
    assert [bool(each.flags & PSH) for each in segments] == [False] * (len(segments) - 1) + [True]


@pytest.mark.slow
def test_numbers_begin_again_behind_the_last() -> None:
    made = MadeUpConnection(*FOUR)
    chunk = bytes(LARGEST_PAYLOAD)
    count = 2**32 // LARGEST_PAYLOAD
    for _ in range(count):
        collections.deque(made.data(chunk, by_client=False), maxlen=0)
    last, first = (segment(packet).sequence for _ in range(2) for packet in made.data(chunk, by_client=False))
    assert (last, first) == (count * LARGEST_PAYLOAD, (count + 1) * LARGEST_PAYLOAD - 2**32)


def test_a_refusal_acknowledges_the_call() -> None:
    made = MadeUpConnection(*FOUR)
    made.call()
    refusal = made.reset(by_client=False)
    expect_checksums(refusal)
    assert segment(refusal).flags == RST | ACK
    assert acknowledged(refusal) == 1
