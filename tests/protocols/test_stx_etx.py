"""The stx_etx protocol: with and without DLE stuffing, and the same for every split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.framing import cut, dripped, load, result_of, with_limits

StxEtx = load("stx_etx")
Stuffed = with_limits(StxEtx, stuffed=True)
STX, ETX, DLE = 2, 3, 16
points = st.lists(st.integers(min_value=0), max_size=8)
letters = st.sampled_from([b"\2", b"\3", b"\x10", b"\x10", b"\x10\2", b"\x10\3", b"\r", b"\n", b"a"])
streams = st.one_of(
    st.lists(letters, max_size=20).map(b"".join),
    st.lists(st.binary(max_size=5).map(lambda frame: StxEtx().encode(frame.translate(None, b"\2\3"))), max_size=4).map(
        b"".join
    ),
    st.lists(st.binary(max_size=5).map(lambda frame: Stuffed().encode(frame)), max_size=4).map(b"".join),
)


def reference(data: bytes, stuffed: bool) -> tuple[list[bytes], int | None, bool]:
    """Return the frames, the byte that is wrong, and whether something is left without its end; a byte at a time."""
    frames: list[bytes] = []
    frame: bytearray | None = None
    escaped, begun = False, False
    for at, byte in enumerate(data):
        if frame is None and not escaped and byte in b"\r\n":
            continue
        begun = True
        if stuffed and not escaped:
            if byte == DLE:
                escaped = True
            elif frame is None:
                return frames, at, False
            else:
                frame.append(byte)
            continue
        if frame is None:
            if byte != STX:
                return frames, at, False
            frame = bytearray()
        elif byte == ETX:
            frames.append(bytes(frame))
            frame, begun = None, False
        elif byte == STX or (stuffed and byte != DLE):
            return frames, at, False
        else:
            frame.append(byte)
        escaped = False
    return frames, None, begun


@given(st.booleans(), streams, points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(stuffed: bool, data: bytes, at: list[int]) -> None:
    protocol = with_limits(StxEtx, stuffed=stuffed)
    frames, wrong, unfinished = reference(data, stuffed)
    result = result_of(protocol, cut(data, at))
    assert result.frames == frames
    assert (result.failure is not None) == (wrong is not None) == result.closed
    if wrong is not None:
        assert f"byte {wrong} " in f"{result.failure} "
    else:
        assert (result.unfinished is not None) == unfinished
    assert result == result_of(protocol, [data] if data else []) == result_of(protocol, dripped(data))


@given(st.lists(st.one_of(st.binary(max_size=9), st.lists(letters).map(b"".join)), max_size=5), points)
def test_what_is_encoded_is_decoded(frames: list[bytes], at: list[int]) -> None:
    result = result_of(Stuffed, cut(b"".join(Stuffed().encode(frame) for frame in frames), at))
    assert (result.frames, result.unfinished) == (frames, None)


@pytest.mark.parametrize(
    "protocol,wire,begin,told",
    [
        (StxEtx, b"\2a\3\r\nb", 5, "byte 5 is 0x62, where b'\\x02' belongs"),
        (StxEtx, b"\2a\3\2b\2", 3, "0x02 at byte 5 cannot stand within"),
        (Stuffed, b"\x10\2a\x10\3\x10\3", 5, "byte 6 is 0x03, where b'\\x10\\x02' belongs"),
        (Stuffed, b"\x10\2\x10\3\x10\2a\x10b", 4, "0x62 at byte 8 cannot stand within"),
    ],
)
def test_what_is_wrong_is_told_by_its_byte(protocol: type, wire: bytes, begin: int, told: str) -> None:
    for chunks in ([wire], dripped(wire)):
        assert result_of(protocol, chunks).failure == f"frame 2, which begins at byte {begin} of the stream: {told}"


@pytest.mark.parametrize(
    "frame,told", [(b"a\2", "cannot hold 0x02"), (b"\3", "cannot hold 0x03"), (b"abcd", "limit of 5")]
)
def test_what_would_not_come_back_is_not_encoded(frame: bytes, told: str) -> None:
    protocol = with_limits(StxEtx, limit=5)
    assert protocol().encode(b"abc") == b"\2abc\3"
    assert result_of(protocol, [b"\2abc\3"]).frames == [b"abc"]
    with pytest.raises(ValueError, match=told):
        protocol().encode(frame)
