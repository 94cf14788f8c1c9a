"""The cobs protocol: zeros and long runs both ways, bad codes told by their byte, and the same for every split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import cobs_packets
from tests.protocols.framing import cut, dripped, load, result_of, with_limits

Cobs = load("cobs")
points = st.lists(st.integers(min_value=0), max_size=8)
runs = st.sampled_from([b"", b"a", b"x" * 253, b"x" * 254, b"x" * 255, b"y" * 508])
packets = st.one_of(st.binary(max_size=40), st.lists(runs, max_size=4).map(b"\0".join))
streams = st.one_of(
    st.lists(st.sampled_from([b"\0", b"\1", b"\2", b"\3", b"\5", b"a", b"\xff" + b"x" * 254]), max_size=12).map(
        b"".join
    ),
    st.binary(max_size=40),
)


def reference(data: bytes) -> tuple[list[bytes], int | None, bool]:
    """Return the packets, the byte of a bad code, and whether something is left without a zero."""
    found: list[bytes] = []
    while (end := data.find(0)) >= 0:
        at, packet = 0, b""
        while at < end:
            code = data[at]
            if at + code > end:
                return found, at, False
            packet += data[at + 1 : at + code]
            at += code
            packet += b"\0" if code < 255 and at < end else b""
        found += [packet] if end else []
        # Keeps the place: what is done with is a run of empty packets to come.
        data = data[end + 1 :]
    return found, None, bool(data)


@given(streams, points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(data: bytes, at: list[int]) -> None:
    expected, bad, unfinished = reference(data)
    result = result_of(Cobs, cut(data, at))
    assert result.frames == expected
    assert (result.unfinished is not None) == unfinished
    assert (result.failure is not None) == (bad is not None) == result.closed
    assert result == result_of(Cobs, [data]) == result_of(Cobs, dripped(data))


@given(streams, points)
def test_without_the_cobs_package_all_is_the_same(data: bytes, at: list[int]) -> None:
    with_it = result_of(Cobs, cut(data, at))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cobs_packets, "IS_COMPILED", False)
        assert result_of(Cobs, cut(data, at)) == with_it


@given(st.lists(packets, max_size=5), points)
def test_what_is_encoded_is_decoded(frames: list[bytes], at: list[int]) -> None:
    wire = b"".join(Cobs().encode(frame) for frame in frames)
    assert wire.count(0) == len(frames)
    result = result_of(Cobs, cut(wire, at))
    assert (result.frames, result.unfinished) == (frames, None)


@pytest.mark.parametrize(
    "packet,wire",
    [
        (b"", b"\1\0"),
        (b"\0", b"\1\1\0"),
        (b"\0\0", b"\1\1\1\0"),
        (b"\x11\x22\0\x33", b"\3\x11\x22\2\x33\0"),
        (b"\x11\x22\x33\x44", b"\5\x11\x22\x33\x44\0"),
        (b"\x11\0\0\0", b"\2\x11\1\1\1\0"),
        (b"x" * 255, b"\xff" + b"x" * 254 + b"\2x\0"),
    ],
)
def test_the_known_examples(packet: bytes, wire: bytes) -> None:
    assert Cobs().encode(packet) == wire
    assert result_of(Cobs, dripped(wire)).frames == [packet]


def test_a_run_of_254_is_read_with_and_without_its_last_code() -> None:
    run = b"x" * 254
    assert result_of(Cobs, [b"\xff" + run + b"\0", b"\xff" + run + b"\1\0"]).frames == [run, run]


def test_a_bad_code_is_told_by_its_byte() -> None:
    for chunks in ([b"\2a\0\2b\5c\0\1\0"], dripped(b"\2a\0\2b\5c\0\1\0")):
        result = result_of(Cobs, chunks)
        assert result.frames == [b"a"]
        assert result.failure == (
            "packet 2, which begins at byte 3 of the stream: 0x05 at byte 5 points beyond the packet's end"
        )


def test_a_packet_over_the_limit_is_neither_taken_nor_encoded() -> None:
    protocol = with_limits(Cobs, limit=10)
    assert result_of(protocol, [protocol().encode(b"x" * 9)]).frames == [b"x" * 9]
    assert "longer than the limit of 10 bytes" in str(result_of(protocol, dripped(b"x" * 11)).failure)
    with pytest.raises(ValueError, match="10 bytes is too long for the limit of 10"):
        protocol().encode(b"x" * 10)
