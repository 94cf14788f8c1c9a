"""The segment in a packet, through each kind of network that a capture may be of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings.captured_packet import CapturedPacket
from poetrygui.recordings.tcp_segments import (
    ACK,
    ETHERNET,
    LINUX_COOKED,
    LINUX_COOKED_2,
    LOOPBACK,
    PSH,
    RAW,
    Segment,
    Skipped,
    endpoint_text,
    tcp_segment,
)
from tests.recordings.packets import CLIENT, SERVER, Tcp, cooked, cooked_2, ethernet, ipv4, ipv6

Wrap = Callable[[bytes], bytes]
WRAPS: dict[str, tuple[int, Wrap]] = {
    "ethernet": (ETHERNET, ethernet),
    "vlan": (ETHERNET, lambda ip: ethernet(ip, 0x8100)),
    "two vlans": (ETHERNET, lambda ip: ethernet(ip, 0x88A8, 0x8100)),
    "linux cooked": (LINUX_COOKED, cooked),
    "linux cooked 2": (LINUX_COOKED_2, cooked_2),
    "vlan in linux cooked 2": (LINUX_COOKED_2, lambda ip: cooked_2(ip, 0x8100)),
    "raw": (RAW, bytes),
    "raw, as OpenBSD has it": (14, bytes),
    "ipv4 or ipv6 alone": (228, bytes),
    "loopback, little": (LOOPBACK, lambda ip: (2).to_bytes(4, "little") + ip),
    "loopback, big": (108, lambda ip: (30).to_bytes(4, "big") + ip),
    "pppoe": (
        ETHERNET,
        lambda ip: bytes(12) + b"\x88\x64" + bytes(6) + (b"\x00\x21" if ip[0] >> 4 == 4 else b"\x00\x57") + ip,
    ),
}
TCP = Tcp(2**32 - 1, b"payload", options=b"\1" * 12)
IPS = {
    "ipv4": ipv4(TCP),
    "ipv4 with options": ipv4(TCP, b"\1" * 8),
    "ipv4 with padding of the network": ipv4(TCP, padding=bytes(9)),
    "ipv6": ipv6(TCP),
    "ipv6 with options": ipv6(TCP, bytes([43, 0]) + bytes(6) + bytes([6, 1]) + bytes(14), 0),
    "ipv6 with authentication": ipv6(TCP, bytes([6, 4]) + bytes(22), 51),
}


def packet(data: bytes, link_type: int, size: int = 0) -> CapturedPacket:
    return CapturedPacket(1, 0, link_type, data, max(size, len(data)))


@pytest.mark.parametrize("ip", IPS.values(), ids=IPS.keys())
@pytest.mark.parametrize("link_type, wrap", WRAPS.values(), ids=WRAPS.keys())
def test_the_segment_is_found(link_type: int, wrap: Wrap, ip: bytes) -> None:
    found = tcp_segment(packet(wrap(ip), link_type))
    assert isinstance(found, Segment)
    assert (found.source[1], found.destination[1]) == (SERVER, CLIENT)
    assert (found.source[0][-1], found.destination[0][-1]) == (2, 1)
    assert (found.sequence, found.flags, found.payload, found.missing) == (2**32 - 1, ACK | PSH, b"payload", 0)


@pytest.mark.parametrize("ip", IPS.values(), ids=IPS.keys())
@pytest.mark.parametrize("link_type, wrap", WRAPS.values(), ids=WRAPS.keys())
def test_wherever_a_packet_was_cut_off_it_is_told(link_type: int, wrap: Wrap, ip: bytes) -> None:
    whole = wrap(ip)
    end = whole.index(b"payload") + len(b"payload")
    for stop in range(end):
        found = tcp_segment(packet(whole[:stop], link_type, len(whole)))
        if isinstance(found, Segment):
            assert found.payload + b"payload"[len(b"payload") - found.missing :] == b"payload"
            assert found.missing == min(end - stop, len(b"payload"))
        else:
            assert found is Skipped.SHORT


def test_a_large_packet_of_a_card_that_cuts_it_up_has_no_length() -> None:
    ip = bytearray(ipv4(TCP))
    ip[2:4] = bytes(2)
    found = tcp_segment(packet(bytes(ip), RAW))
    assert isinstance(found, Segment)
    assert found.payload == b"payload"


@pytest.mark.parametrize(
    "data, link_type, why",
    [
        (ipv4(TCP, protocol=17), RAW, Skipped.OTHER),
        (ipv6(TCP, following=17), RAW, Skipped.OTHER),
        (ipv4(TCP, fragment=0x2000), RAW, Skipped.FRAGMENT),
        (ipv4(TCP, fragment=3), RAW, Skipped.FRAGMENT),
        (ipv6(TCP, bytes(8), 44), RAW, Skipped.FRAGMENT),
        (bytes(12) + b"\x08\x06" + bytes(28), ETHERNET, Skipped.OTHER),
        (b"\x50" + bytes(60), RAW, Skipped.OTHER),
        (ipv4(TCP), 147, Skipped.LINK),
        (b"\x41" + ipv4(TCP)[1:], RAW, Skipped.OTHER),
        (ipv4(TCP)[:32] + b"\x10" + ipv4(TCP)[33:], RAW, Skipped.SHORT),
        (b"", RAW, Skipped.SHORT),
    ],
)
def test_what_is_passed_over_has_a_reason(data: bytes, link_type: int, why: Skipped) -> None:
    assert tcp_segment(packet(data, link_type)) is why


@given(st.binary(max_size=200), st.sampled_from([0, 1, 12, 14, 101, 108, 113, 228, 229, 276, 9999]))
def test_nothing_that_a_packet_holds_is_more_than_passed_over(data: bytes, link_type: int) -> None:
    found = tcp_segment(packet(data, link_type))
    assert isinstance(found, (Segment, Skipped))
    if isinstance(found, Segment):
        assert found.payload in data


def test_an_endpoint_is_written_as_an_address_is() -> None:
    assert endpoint_text((bytes([127, 0, 0, 1]), 80)) == "127.0.0.1:80"
    assert endpoint_text((bytes(15) + b"\1", 80)) == "[::1]:80"
