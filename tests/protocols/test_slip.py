"""The slip protocol (RFC 1055): escapes both ways, bad ones told by their byte, and the same for every split."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.framing import cut, dripped, load, result_of, with_limits

Slip = load("slip")
END, ESC, ESC_END, ESC_ESC = 0xC0, 0xDB, 0xDC, 0xDD
points = st.lists(st.integers(min_value=0), max_size=8)
streams = st.one_of(
    st.lists(st.sampled_from([END, ESC, ESC_END, ESC_ESC, 0x41]), max_size=30).map(bytes),
    st.lists(st.sampled_from([b"\xc0", b"\xc0", b"A", b"\n", b"\xdb\xdc", b"\xdb\xdd", b"\xdb"]), max_size=30).map(
        b"".join
    ),
    st.binary(max_size=40),
)


def reference(data: bytes) -> tuple[list[bytes], int | None, bool]:
    """Return the packets, the byte of a bad escape, and whether something is left without an END."""
    packets: list[bytes] = []
    packet, bad, escaped, last = bytearray(), None, False, 0
    for at, byte in enumerate(data):
        if escaped and byte not in (ESC_END, ESC_ESC) and bad is None:
            bad = at - 1
        if byte == END:
            if bad is not None:
                return packets, bad, False
            packets += [bytes(packet)] if packet else []
            packet, escaped, last = bytearray(), False, at + 1
        elif escaped:
            packet.append(END if byte == ESC_END else ESC)
            escaped = False
        elif byte == ESC:
            escaped = True
        else:
            packet.append(byte)
    return packets, None, last < len(data)


@given(streams, points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(data: bytes, at: list[int]) -> None:
    packets, bad, unfinished = reference(data)
    result = result_of(Slip, cut(data, at))
    assert result.frames == packets
    assert (result.unfinished is not None) == unfinished
    assert (result.failure is not None) == (bad is not None) == result.closed
    if bad is not None:
        assert f"the escape at byte {bad} stands neither for 0xC0 nor for 0xDB" in str(result.failure)
        assert f"packet {data[:bad].count(END) + 1}, " in str(result.failure)
    assert result == result_of(Slip, [data]) == result_of(Slip, dripped(data))


@given(st.lists(st.one_of(st.binary(min_size=1), streams.filter(bool)), max_size=6), points)
def test_what_is_encoded_is_decoded(packets: list[bytes], at: list[int]) -> None:
    wire = b"".join(Slip().encode(packet) for packet in packets)
    result = result_of(Slip, cut(wire, at))
    assert (result.frames, result.unfinished) == (packets, None)


def test_the_examples_of_the_rfc() -> None:
    assert Slip().encode(bytes([END, ESC, 0x41])) == bytes([END, ESC, ESC_END, ESC, ESC_ESC, 0x41, END])


@pytest.mark.parametrize("packet", [b"", b"x" * 11])
def test_what_cannot_come_back_as_one_packet_is_not_encoded(packet: bytes) -> None:
    protocol = with_limits(Slip, limit=20)
    assert result_of(protocol, [protocol().encode(b"\xc0" * 10)]).frames == [b"\xc0" * 10]
    with pytest.raises(ValueError, match="from 1 to 10 bytes"):
        protocol().encode(packet)


def test_a_packet_without_end_is_refused_at_the_limit() -> None:
    for chunks in ([b"a\xc0" + b"x" * 21], dripped(b"a\xc0" + b"x" * 21 + b"\xc0b\xc0")):
        result = result_of(with_limits(Slip, limit=20), chunks)
        assert result.frames == [b"a"]
        assert result.failure == (
            "packet 2, which begins at byte 2 of the stream: it is longer than the limit of 20 bytes"
        )


@pytest.mark.parametrize("split", [lambda data: [data], dripped])
def test_a_bad_escape_is_told_by_its_byte_in_the_stream(split: Callable[[bytes], list[bytes]]) -> None:
    result = result_of(Slip, split(b"ab\xc0c\xdbd\xc0"))
    assert result.frames == [b"ab"]
    assert result.failure == (
        "packet 2, which begins at byte 3 of the stream: the escape at byte 4 stands neither for 0xC0 nor for 0xDB"
    )
