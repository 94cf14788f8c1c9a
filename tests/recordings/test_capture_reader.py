"""Files of packets, in each format and order of bytes, whole, cut off anywhere and made to do harm."""

from __future__ import annotations

import io
import struct
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings.capture_reader import is_capture, read_capture
from poetrygui.recordings.captured_packet import LARGEST_PACKET, CapturedPacket, CaptureError
from tests.recordings.packets import block, enhanced, interface, option, pcap, section

TIME = 1_700_000_000_123_456
ORDERS = ["<", ">"]


def read(data: bytes) -> list[CapturedPacket]:
    return list(read_capture(io.BytesIO(data)))


def read_until_damage(data: bytes) -> tuple[list[CapturedPacket], str]:
    found = []
    try:
        for packet in read_capture(io.BytesIO(data)):
            found.append(packet)
    except CaptureError as error:
        return found, str(error)
    return found, ""


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


@given(packets, st.sampled_from(ORDERS), st.text(max_size=20))
def test_pcapng(given_packets: list[tuple[int, bytes]], order: str, comment: str) -> None:
    comment = comment.replace("\0", "")
    written = option(1, comment.encode(), order) + option(0, b"", order)
    data = section(order) + interface(113, order=order)
    data += b"".join(enhanced(time, each, order=order, options=written) for time, each in given_packets)
    assert is_capture(data[:4])
    expected = [
        CapturedPacket(number, time, 113, each, len(each), comment)
        for number, (time, each) in enumerate(given_packets, 1)
    ]
    assert read(data) == expected


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "resolution, ticks",
    [(0, 1_700_000_000), (3, 1_700_000_000_123), (9, TIME * 1000 + 999), (0x80 | 10, 1_700_000_000 << 10 | 512)],
)
def test_each_interface_counts_time_in_its_own_way(order: str, resolution: int, ticks: int) -> None:
    options = option(9, bytes([resolution]), order) + option(14, struct.pack(f"{order}q", -1_000_000_000), order)
    data = section(order) + interface(1, order=order) + interface(101, options, order)
    data += enhanced(ticks, b"second", 1, order) + enhanced(TIME, b"first", 0, order)
    second, first = read(data)
    per_second = 2**10 if resolution & 0x80 else 10**resolution
    assert second.time == ticks * 1_000_000 // per_second - 1_000_000_000_000_000
    assert (second.link_type, first.link_type, first.time) == (101, 1, TIME)


def test_a_section_has_an_order_and_interfaces_of_its_own() -> None:
    data = b"".join(
        section(order) + interface(link_type, order=order) + enhanced(TIME, order.encode(), order=order)
        for order, link_type in (("<", 1), (">", 101), ("<", 113))
    )
    assert [(packet.link_type, packet.data, packet.number) for packet in read(data)] == [
        (1, b"<", 1),
        (101, b">", 2),
        (113, b"<", 3),
    ]


@pytest.mark.parametrize("order", ORDERS)
def test_packets_of_the_other_kinds_of_block(order: str) -> None:
    old = struct.pack(f"{order}HH4I", 0, 77, TIME >> 32, TIME & 0xFFFFFFFF, 3, 9) + b"old"
    simple = struct.pack(f"{order}I", 9) + b"simp"
    data = section(order) + interface(1, order=order, snap=4) + block(2, old, order) + block(3, simple, order)
    assert read(data) == [CapturedPacket(1, TIME, 1, b"old", 9), CapturedPacket(2, TIME, 1, b"simp", 9)]


def test_blocks_of_kinds_that_are_not_known_are_passed_over() -> None:
    data = section() + block(0xBAD, b"x" * 5000) + interface(1) + block(5, bytes(40)) + enhanced(TIME, b"it")
    assert [packet.data for packet in read(data)] == [b"it"]


@pytest.mark.parametrize(
    "whole",
    [
        pcap([(TIME, b"first"), (TIME, b"second")], 1),
        section() + interface(1) + enhanced(TIME, b"1") + enhanced(TIME, b"2"),
    ],
    ids=["pcap", "pcapng"],
)
def test_of_a_file_that_was_cut_off_all_before_is_there(whole: bytes) -> None:
    everything = read(whole)
    for stop in range(4, len(whole)):
        found, problem = read_until_damage(whole[:stop])
        assert found == everything[: len(found)]
        if problem:
            assert "ends" in problem
            assert problem.endswith(".")
            assert f"at packet {len(found) + 1}" in problem or not found


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "This is no capture: neither pcap nor pcapng begins like this."),
        (b"GET / HTTP/1.1", "This is no capture: neither pcap nor pcapng begins like this."),
        (b"\x1f\x8b\x08\x00rest", "The capture is compressed: unpack it with gunzip first."),
        (pcap([], 1)[:10], "The capture ends within its header: there is nothing in it."),
        (
            pcap([(0, b"x")], 1) + struct.pack("<4I", 0, 0, 4_000_000_000, 4_000_000_000),
            "The capture is damaged at packet 2: it is said to have 4,000,000,000 bytes, and no packet has so many.",
        ),
        (
            pcap([(0, b"x")], 1) + struct.pack("<4I", 0, 0, 9, 9) + b"abc",
            "The capture is damaged at packet 2: the file ends after 3 of its 9 bytes.",
        ),
        (
            section() + struct.pack("<II", 6, 0xFFFFFFFC) + bytes(100),
            "The capture is damaged at packet 1: "
            "its block is said to have 4,294,967,292 bytes, and no packet has so many.",
        ),
        (
            section() + struct.pack("<II", 0xBAD, 0xFFFFFFFC) + bytes(100),
            "The capture is damaged at packet 1: the file ends within its block.",
        ),
        (
            section() + struct.pack("<II", 6, 0) + bytes(100),
            "The capture is damaged at packet 1: its block is said to have 0 bytes, which cannot be.",
        ),
        (
            section() + enhanced(TIME, b"x", 3),
            "The capture is damaged at packet 1: it is of interface 3, and 0 are described before it.",
        ),
        (
            section() + interface(1) + block(6, struct.pack("<5I", 0, 0, 0, 500, 500)),
            "The capture is damaged at packet 1: its 500 bytes are more than its block has.",
        ),
        (
            section() + interface(1) + block(6, b"\0\0\0\0"),
            "The capture is damaged at packet 1: its block is shorter than what belongs into it.",
        ),
        (
            section() + interface(1) + enhanced(2**64 - 1, b"x"),
            "The capture is damaged at packet 1: its time is none that a clock shows.",
        ),
        (
            section() + enhanced(TIME, b"x")[:-4] + b"\0\0\0\0",
            "The capture is damaged at packet 1: the two lengths of its block are not the same.",
        ),
        (
            section() + interface(1) * 5000,
            "The capture is damaged at packet 1: more than 4,096 interfaces are described before it.",
        ),
        (
            section()[:8] + b"abcd" + section()[12:],
            "The capture is damaged at packet 1: the order of its section's bytes is not known.",
        ),
        (
            block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 2, 0, -1)),
            "The capture is of a version of pcapng that is not known here: save it as version 1.",
        ),
    ],
)
def test_what_is_damaged_is_told_in_a_sentence(data: bytes, sentence: str) -> None:
    assert read_until_damage(data)[1] == sentence


@given(st.sampled_from([pcap([], 1), section(), section() + interface(1)]), st.binary(max_size=200))
def test_any_bytes_are_packets_or_damage(begun: bytes, rest: bytes) -> None:
    found, _ = read_until_damage(begun + rest)
    assert all(len(packet.data) <= packet.size for packet in found)


def test_a_resolution_that_no_clock_has_costs_nothing() -> None:
    options = option(9, b"\x7f")
    data = section() + interface(1, options) + enhanced(2**63, b"x")
    assert read(data)[0].time == 0


def test_what_is_said_to_be_long_takes_no_memory() -> None:
    long = LARGEST_PACKET + 1
    data = section() + struct.pack("<II", 0xBAD, 2**28) + bytes(long)
    tracemalloc.start()
    found, problem = read_until_damage(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found, problem) == ([], "The capture is damaged at packet 1: the file ends within its block.")
    assert peak < 4 * 1024 * 1024
