"""The pcapng format: interfaces, sections and blocks of each kind, and what is meant to do harm."""

from __future__ import annotations

import io
import struct
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings.capture_reader import is_capture, read_capture
from poetrygui.recordings.captured_packet import LARGEST_PACKET, CapturedPacket, CaptureError
from tests.recordings.packets import block, enhanced, interface, option, section

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
