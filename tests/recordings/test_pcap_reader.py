"""The pcap format, in each order of bytes and resolution of time."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings.capture_reader import is_capture, read_capture
from poetrygui.recordings.captured_packet import LARGEST_PACKET, CapturedPacket, CaptureError
from poetrygui.recordings.pcap_reader import MAGICS, read_pcap
from tests.recordings.packets import pcap

ORDERS = ["<", ">"]


def read(data: bytes) -> list[CapturedPacket]:
    return list(read_capture(io.BytesIO(data)))


packets = st.lists(st.tuples(st.integers(0, 2**32 * 1_000_000 - 1), st.binary(max_size=40)), max_size=5)


@given(packets, st.sampled_from(ORDERS), st.sampled_from([1, 1000]), st.integers(0, 2**28 - 1))
def test_pcap(given_packets: list[tuple[int, bytes]], order: str, ticks: int, link_type: int) -> None:
    data = pcap(given_packets, link_type, order, ticks, snap=30)
    assert is_capture(data[:4])
    expected = [
        CapturedPacket(number, time, link_type, each[:30], len(each))
        for number, (time, each) in enumerate(given_packets, 1)
    ]
    assert read(data) == expected


@pytest.mark.parametrize("begun", MAGICS)
def test_each_beginning_tells_the_order_of_bytes_and_the_ticks(begun: bytes) -> None:
    order, ticks = MAGICS[begun]
    header = struct.pack(f"{order}HHiIII", 2, 4, 0, 0, 65535, 1)
    head = struct.pack(f"{order}4I", 7, 5 * ticks + ticks - 1, 2, 9)
    (packet,) = read_pcap(io.BytesIO(header + head + b"ab"), begun)
    assert packet == CapturedPacket(1, 7_000_005, 1, b"ab", 9)


def test_the_length_of_a_checksum_is_no_part_of_the_link_type() -> None:
    header = struct.pack("<HHiIII", 2, 4, 0, 0, 65535, 0xF000_0071)
    head = struct.pack("<4I", 0, 0, 0, 0)
    (packet,) = read_pcap(io.BytesIO(header + head), b"\xd4\xc3\xb2\xa1")
    assert packet.link_type == 0x71


def test_a_packet_is_not_smaller_than_what_was_captured_of_it() -> None:
    data = pcap([(0, b"abc")], 1)
    data = data[:36] + struct.pack("<I", 1) + data[40:]
    assert [(packet.data, packet.size) for packet in read(data)] == [(b"abc", 3)]


@pytest.mark.parametrize(
    "rest, said",
    [
        (b"\0" * 7, "packet 1: the file ends within its head"),
        (struct.pack("<4I", 0, 0, LARGEST_PACKET + 1, 0), "packet 1: it is said to have 16,777,217 bytes"),
        (struct.pack("<4I", 0, 0, 5, 5) + b"ab", "packet 1: the file ends after 2 of its 5 bytes"),
    ],
)
def test_damage_is_told_by_the_packet(rest: bytes, said: str) -> None:
    with pytest.raises(CaptureError, match=said):
        read(pcap([], 1) + rest)
