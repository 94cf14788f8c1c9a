"""The prefixed protocol: every width and order, the limit at the header, and the same for every split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.framing import CountingSink, cut, dripped, held_bytes, load, result_of, started, with_limits

Prefixed = load("prefixed")
LIMIT = 6
ways = st.tuples(st.sampled_from([1, 2, 4, 8]), st.sampled_from(["big", "little"]))
points = st.lists(st.integers(min_value=0), max_size=8)
streams = st.one_of(st.binary(max_size=40), st.lists(st.sampled_from([b"\0", b"\1", b"\7", b"ab"])).map(b"".join))


@st.composite
def runs(draw: st.DrawFn) -> tuple[tuple[int, str], bytes]:
    """Draw strings many of which have one length, one after the other, and a byte that may be wrong."""
    width, order = way = draw(ways)
    lengths = draw(st.lists(st.tuples(st.integers(0, LIMIT), st.integers(1, 90)), max_size=4))
    strings = [
        draw(st.sampled_from([b"abcdef", b"ab\ndef"]))[:length] for length, count in lengths for _ in range(count)
    ]
    data = bytearray(b"".join(of(width, order)().encode(string) for string in strings))
    if data and draw(st.booleans()):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 9))
    return way, bytes(data)


def of(width: int, order: str, **limits: int) -> type:
    return type("Prefixed", (Prefixed,), {"width": width, "order": order, **limits})


def reference(data: bytes, width: int, order: str) -> tuple[list[bytes], bytes, bool, bool]:
    """Return the frames, the rest of one, whether the stream ends at a border, and whether a length is too long."""
    frames: list[bytes] = []
    while data:
        header, after = data[:width], data[width:]
        if len(header) < width:
            return frames, b"", False, False
        length = int.from_bytes(header, "big" if order == "big" else "little")
        if length > LIMIT:
            return frames, b"", True, True
        if len(after) < length:
            return frames, after, False, False
        frames.append(after[:length])
        data = after[length:]
    return frames, b"", True, False


@given(ways, st.sampled_from([2, 100]), streams, points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(
    way: tuple[int, str], whole: int, data: bytes, at: list[int]
) -> None:
    protocol = of(*way, limit=LIMIT, WHOLE=whole)
    frames, rest, at_border, too_long = reference(data, *way)
    result = result_of(protocol, cut(data, at))
    assert (result.frames, result.rest) == (frames, rest)
    assert (result.unfinished is None) == at_border
    assert (result.failure is not None) == too_long == result.closed
    assert result == result_of(protocol, [data] if data else []) == result_of(protocol, dripped(data))


@given(st.sampled_from([2, 100]), runs(), points)
def test_many_of_one_length_are_framed_as_the_reference_does(
    whole: int, run: tuple[tuple[int, str], bytes], at: list[int]
) -> None:
    way, data = run
    protocol = of(*way, limit=LIMIT, WHOLE=whole)
    frames, rest, at_border, too_long = reference(data, *way)
    result = result_of(protocol, cut(data, at))
    assert (result.frames, result.rest) == (frames, rest)
    assert (result.unfinished is None) == at_border
    assert (result.failure is not None) == too_long == result.closed
    assert result == result_of(protocol, dripped(data))


@given(ways, st.lists(st.binary(max_size=300), max_size=6), points)
def test_what_is_encoded_is_decoded(way: tuple[int, str], strings: list[bytes], at: list[int]) -> None:
    protocol = of(*way)
    strings = [string for string in strings if way[0] > 1 or len(string) < 256]
    wire = b"".join(protocol().encode(string) for string in strings)
    result = result_of(protocol, cut(wire, at))
    assert (result.frames, result.unfinished) == (strings, None)


@pytest.mark.parametrize("width,size", [(1, 256), (2, 65536), (4, 16 * 1024 * 1024 + 1)])
def test_what_the_length_or_the_limit_does_not_allow_is_not_encoded(width: int, size: int) -> None:
    protocol = of(width, "big")()
    assert len(protocol.encode(b"x" * (size - 1))) == width + size - 1
    with pytest.raises(ValueError, match=f"{size:,} bytes are over the limit"):
        protocol.encode(b"x" * size)


def test_a_length_over_the_limit_is_refused_at_the_header_with_its_byte() -> None:
    for chunks in ([b"\0\1a\xff\xffxxxxxx\0\1b"], dripped(b"\0\1a\xff\xffxxxxxx\0\1b")):
        result = result_of(of(2, "big", limit=LIMIT), chunks)
        assert result.frames == [b"a"]
        assert result.failure == (
            "the frame that begins at byte 3 of the stream: a frame of 65,535 bytes is announced, "
            "over the limit of 6 bytes"
        )


def test_what_is_missing_is_counted() -> None:
    assert result_of(Prefixed, [b"\0\0\0"]).unfinished == "3 of 4 bytes of a frame's header"
    assert result_of(Prefixed, [b"\0\0\0\x0aabc"]).unfinished == "3 of 10 bytes of a frame"
    assert result_of(Prefixed, [b"\0\0\0\x0a"]).unfinished == "0 of 10 bytes of a frame"


def test_a_long_string_is_seen_before_its_end_and_hardly_held() -> None:
    poem, sink = started(Prefixed)
    poem.dataReceived((100_000).to_bytes(4, "big") + b"x" * 70_000)
    assert sink.unfinished == b"x" * 70_000
    assert held_bytes(poem) <= 4
    poem.dataReceived(b"x" * 30_000 + b"\0\0\0\1y")
    assert sink.received == [b"x" * 100_000, b"y"]


@pytest.mark.parametrize("wire,count", [(b"\0", 65536), (b"\1x", 32768)])
def test_a_read_of_tiny_strings_is_delivered_by_two_calls(wire: bytes, count: int) -> None:
    poem, _ = started(with_limits(Prefixed, width=1))
    poem.sink = sink = CountingSink()
    poem.dataReceived(wire * count)
    assert (sink.frame_count, sink.calls) == (count, 2)
