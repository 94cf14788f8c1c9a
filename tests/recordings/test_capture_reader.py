"""Files of packets, in each format and order of bytes, whole, cut off anywhere and made to do harm."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings.capture_reader import read_capture
from poetrygui.recordings.captured_packet import CapturedPacket, CaptureError
from tests.recordings.packets import block, enhanced, interface, pcap, section

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
