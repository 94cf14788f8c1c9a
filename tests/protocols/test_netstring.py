"""The netstring protocol: strict, linear, and the same for every split."""

from __future__ import annotations

import hashlib
from typing import Any, SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.recorded import recorded
from tests.protocols import reference
from tests.protocols.framing import CountingSink, cut, dripped, held_bytes, load, result_of, started, with_limits

Netstring = load("netstring")
Small = with_limits(Netstring, limit=12, WHOLE=5)
LIMIT = Netstring.limit

frames = st.lists(st.binary(max_size=12), max_size=6)
points = st.lists(st.integers(min_value=0), max_size=8)


def encoded(strings: list[bytes]) -> bytes:
    return b"".join(b"%d:%b," % (len(string), string) for string in strings)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Netstrings with one byte changed, and cut off somewhere."""
    data = bytearray(encoded(draw(frames)))
    if data:
        data[draw(st.integers(0, len(data) - 1))] = draw(st.sampled_from(b"0123:,x\n"))
    return bytes(data[: draw(st.integers(0, len(data)))])


@st.composite
def runs(draw: st.DrawFn) -> bytes:
    """Netstrings many of which have one length, one after the other, and a byte that may be wrong."""
    lengths = draw(st.lists(st.tuples(st.integers(0, 13), st.integers(1, 90)), max_size=4))
    data = bytearray(encoded([b"a\n,:4567890ab"[:length] for length, count in lengths for _ in range(count)]))
    if data and draw(st.booleans()):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.sampled_from(b"0123:,x\n"))
    return bytes(data)


streams = st.one_of(
    frames.map(encoded),
    damaged(),
    runs(),
    st.lists(st.sampled_from(b"0123:,x\n"), max_size=30).map(bytes),
    st.binary(max_size=40),
)


@given(streams, points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(data: bytes, at: list[int]) -> None:
    expected, wrong, rest = reference.netstrings(data, Small.limit, Small.WHOLE)
    result = result_of(Small, cut(data, at))
    assert result.frames == expected
    assert result.rest == rest
    if wrong is None:
        assert result.failure is None
        assert (result.unfinished is None) == (encoded(expected) == data)
    else:
        assert result.failure is not None
        assert result.failure.startswith(f"byte {wrong:,} of the stream, 0x{data[wrong]:02X}")
        assert result.closed
    assert result == result_of(Small, [data]) == result_of(Small, dripped(data))


@given(st.lists(st.binary(max_size=300), max_size=8), points)
def test_what_is_encoded_is_decoded(strings: list[bytes], at: list[int]) -> None:
    wire = b"".join(Netstring().encode(string) for string in strings)
    result = result_of(Netstring, cut(wire, at))
    assert result.frames == strings
    assert result.failure is None
    assert result.unfinished is None


def test_a_string_over_the_limit_is_not_encoded() -> None:
    assert Small().encode(b"x" * 12) == b"12:xxxxxxxxxxxx,"
    with pytest.raises(ValueError, match="at most 12 bytes, not 13"):
        Small().encode(b"x" * 13)


@pytest.mark.parametrize("split", [cut, dripped], ids=["whole", "dripped"])
def test_a_huge_length_is_refused_at_the_digit_that_passes_the_limit(split: Any) -> None:
    chunks = dripped(b"99999999999999:") if split is dripped else [b"99999999999999:"]
    result = result_of(Netstring, chunks)
    assert result.failure == (
        "byte 7 of the stream, 0x39 ('9'), announces a netstring of 99,999,999 bytes or more, "
        "over the limit of 16,777,216 bytes"
    )
    assert result.closed


@pytest.mark.parametrize("chunk_size, size", [(1, 64 * 1024), (64 * 1024, 1024 * 1024)])
def test_digits_without_end_are_not_gathered(chunk_size: int, size: int) -> None:
    poem, sink = started(Netstring)
    for _ in range(0, size, chunk_size):
        poem.dataReceived(b"9" * chunk_size)
        assert held_bytes(poem) <= 16
    assert sink.failure is not None
    assert sink.failure.startswith("byte 7 of the stream")


@pytest.mark.parametrize("excess", [-1, 0, 1])
@pytest.mark.parametrize("tail", [0, 1, 2, 3])
def test_the_limit_is_the_same_for_every_split(excess: int, tail: int) -> None:
    wire = encoded([b"x" * (LIMIT + excess)])
    result = result_of(Netstring, [wire[: len(wire) - tail], wire[len(wire) - tail :]])
    if excess > 0:
        assert result.frames == []
        assert "over the limit of 16,777,216 bytes" in str(result.failure)
    else:
        assert [len(frame) for frame in result.frames] == [LIMIT + excess]
        assert result.failure is None


@pytest.mark.parametrize("excess", [-1, 0, 1])
def test_the_limit_is_the_same_byte_by_byte(excess: int) -> None:
    wire = encoded([b"x" * (12 + excess)])
    assert result_of(Small, dripped(wire)) == result_of(Small, [wire])
    assert (result_of(Small, dripped(wire)).failure is None) == (excess <= 0)


@pytest.mark.parametrize(
    "data,failure",
    [
        (b"007:", "byte 1 of the stream, 0x30 ('0'), stands where a netstring's length needs ':'"),
        (b"00:,", "byte 1 of the stream, 0x30 ('0'), stands where a netstring's length needs ':'"),
        (b"-1:,", "byte 0 of the stream, 0x2D ('-'), stands where a netstring's length needs a digit"),
        (b"+3:abc,", "byte 0 of the stream, 0x2B ('+'), stands where a netstring's length needs a digit"),
        (b"1_0:", "byte 1 of the stream, 0x5F ('_'), stands where a netstring's length needs a digit or ':'"),
        (b" 3:abc,", "byte 0 of the stream, 0x20 (' '), stands where a netstring's length needs a digit"),
        (b"3\n:abc,", "byte 1 of the stream, 0x0A, stands where a netstring's length needs a digit or ':'"),
        (b"3\n", "byte 1 of the stream, 0x0A, stands where a netstring's length needs a digit or ':'"),
        (b":abc,", "byte 0 of the stream, 0x3A (':'), stands where a netstring's length needs a digit"),
        ("٣:abc,".encode(), "byte 0 of the stream, 0xD9, stands where a netstring's length needs a digit"),
        (b"0x3:", "byte 1 of the stream, 0x78 ('x'), stands where a netstring's length needs ':'"),
        (b"3\x7f", "byte 1 of the stream, 0x7F, stands where a netstring's length needs a digit or ':'"),
        (b"3:abcX", "byte 5 of the stream, 0x58 ('X'), stands where the comma after a netstring of 3 bytes belongs"),
    ],
)
def test_what_is_not_a_netstring_is_refused_at_its_first_wrong_byte(data: bytes, failure: str) -> None:
    for chunks in ([data], dripped(data)):
        result = result_of(Netstring, chunks)
        assert result.failure == failure
        assert result.frames == []
        assert result.unfinished is None
        assert result.closed


def test_a_wrong_byte_is_refused_before_anything_follows_it() -> None:
    poem, sink = started(Netstring)
    poem.dataReceived(b"3\n")
    assert sink.failure is not None
    assert poem.transport.disconnecting


@pytest.mark.parametrize("protocol", [Netstring, Small])
def test_nothing_is_held_after_the_first_error(protocol: type[Any]) -> None:
    poem, sink = started(protocol)
    poem.dataReceived(b"12:" + b"x" * 12)
    poem.dataReceived(b";" + b"x" * 1000)
    assert sink.failure is not None
    assert held_bytes(poem) == 0


def test_an_empty_string_is_a_frame() -> None:
    assert result_of(Netstring, [b"0:,"]).frames == [b""]


@pytest.mark.parametrize("chunks", [[b"2:ok,3:abcX3:abc,"], [b"2:ok,3:abcX", b"3:abc,"], [b"2:ok,", b"junk", b"2:no,"]])
def test_nothing_is_delivered_after_the_first_error(chunks: list[bytes]) -> None:
    result = result_of(Netstring, chunks)
    assert result.frames == [b"ok"]
    assert result.rest == b""
    assert result.failure is not None


@pytest.mark.parametrize(
    "data,unfinished,rest",
    [
        (b"", None, b""),
        (b"2:ok,", None, b""),
        (b"1", "inside a netstring's length", b""),
        (b"10:", "0 of 10 bytes of a netstring", b""),
        (b"10:abc", "3 of 10 bytes of a netstring", b"abc"),
        (b"3:abc", "3 of 3 bytes of a netstring, without its comma", b"abc"),
        (b"2:ok,70000:" + b"x" * 66000, "66,000 of 70,000 bytes of a netstring", b"x" * 66000),
    ],
)
@pytest.mark.parametrize("clean", [True, False], ids=["closed", "lost"])
def test_an_end_inside_a_string_is_told_and_its_bytes_are_kept(
    data: bytes, unfinished: str | None, rest: bytes, clean: bool
) -> None:
    result = result_of(Netstring, cut(data, [4, 9]), clean=clean)
    assert result.unfinished == unfinished
    assert result.rest == rest
    assert result.failure is None


@pytest.mark.parametrize("string,count", [(b"0:,", 21845), (b"1:x,", 16384)])
def test_a_read_of_tiny_strings_is_delivered_by_two_calls(string: bytes, count: int) -> None:
    poem, _ = started(Netstring)
    poem.sink = sink = CountingSink()
    poem.dataReceived(string * count)
    assert sink.frame_count == count
    assert sink.calls == 2


class CountedSlices(bytes):
    """Bytes that count how many of them are copied by slicing, also out of a slice."""

    copied = 0

    def __getitem__(self, key: SupportsIndex | slice) -> Any:
        if isinstance(key, slice):
            piece = CountedSlices(super().__getitem__(key))
            CountedSlices.copied += len(piece)
            return piece
        return super().__getitem__(key)


@pytest.mark.parametrize("data", [b"0:," * 20000, b"1:x," * 15000, b"46:" + b"v" * 46 + b",", b"9:" * 30000])
def test_a_chunk_is_not_copied_more_than_twice(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CountedSlices, "copied", 0)
    poem, _ = started(Netstring)
    poem.dataReceived(CountedSlices(data))
    assert CountedSlices.copied <= 2 * len(data)


def test_a_large_string_is_seen_before_its_end() -> None:
    poem, sink = started(Netstring)
    poem.dataReceived(b"100000:" + b"x" * 70000)
    assert sink.received == []
    assert sink.unfinished == b"x" * 70000
    assert held_bytes(poem) == 0
    poem.dataReceived(b"x" * 30000 + b",1:y,")
    assert sink.received == [b"x" * 100000, b"y"]


def test_a_length_alone_hands_nothing_on() -> None:
    sink = recorded(Small(), b"6:", b"abc", b"def", b",")
    assert (sink.received, sink.parts) == ([b"abcdef"], [b"abc", b"def"])


def test_a_string_of_64_kib_comes_whole() -> None:
    poem, sink = started(Netstring)
    poem.dataReceived(b"65536:" + b"x" * 65535)
    assert sink.unfinished == b""
    poem.dataReceived(b"x,")
    assert sink.received == [b"x" * 65536]


def test_64_mib_stream_through_where_the_limit_allows_it() -> None:
    class Hashing(CountingSink):
        digest = hashlib.sha256()

        def part(self, data: bytes) -> None:
            super().part(data)
            self.digest.update(data)

    poem, _ = started(with_limits(Netstring, limit=64 * 1024 * 1024))
    poem.sink = sink = Hashing()
    block = bytes(range(256)) * 256
    expected = hashlib.sha256()
    poem.dataReceived(b"%d:" % (1024 * len(block)))
    for _ in range(1024):
        poem.dataReceived(block)
        expected.update(block)
        assert held_bytes(poem) == 0
    poem.dataReceived(b",")
    assert sink.frame_count == 1
    assert sink.digest.digest() == expected.digest()
