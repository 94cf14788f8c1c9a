"""The varint protocol: lengths of one byte to ten, the limit at the header, and the same for every split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.framing import CountingSink, cut, dripped, load, result_of, started, with_limits

Varint = load("varint")
points = st.lists(st.integers(min_value=0), max_size=8)
streams = st.one_of(
    st.lists(st.sampled_from([b"\0", b"\1a", b"\2", b"\x80", b"\xff", b"\x80\0", b"\x83\0"]), max_size=20).map(
        b"".join
    ),
    st.binary(max_size=40),
)


def reference(data: bytes, limit: int) -> tuple[list[bytes], bytes, bool, bool]:
    """Return the messages, the rest of one, whether the stream ends at a border, and whether a length is wrong."""
    messages: list[bytes] = []
    while data:
        header = data[: next((at for at, byte in enumerate(data) if byte < 128), len(data)) + 1]
        if len(header) > 10 or (len(header) == 10 and header[-1] > 127):
            return messages, b"", True, True
        if header[-1] > 127:
            return messages, b"", False, False
        length = int("".join(f"{byte & 127:07b}" for byte in reversed(header)), 2)
        if length > limit:
            return messages, b"", True, True
        if len(data) < len(header) + length:
            return messages, data[len(header) :], False, False
        messages.append(data[len(header) : len(header) + length])
        data = data[len(header) + length :]
    return messages, b"", True, False


@given(st.sampled_from([2, 100]), streams, points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(whole: int, data: bytes, at: list[int]) -> None:
    protocol = with_limits(Varint, limit=6, WHOLE=whole)
    messages, rest, at_border, wrong = reference(data, 6)
    result = result_of(protocol, cut(data, at))
    assert (result.frames, result.rest) == (messages, rest)
    assert (result.unfinished is None) == at_border
    assert (result.failure is not None) == wrong == result.closed
    assert result == result_of(protocol, [data] if data else []) == result_of(protocol, dripped(data))


@given(st.lists(st.one_of(st.binary(max_size=300), st.just(b"x" * 20_000)), max_size=6), points)
def test_what_is_encoded_is_decoded(messages: list[bytes], at: list[int]) -> None:
    wire = b"".join(Varint().encode(message) for message in messages)
    result = result_of(Varint, cut(wire, at))
    assert (result.frames, result.unfinished) == (messages, None)


def test_the_example_of_protobuf() -> None:
    assert Varint().encode(b"x" * 150) == b"\x96\1" + b"x" * 150
    assert Varint().encode(b"x" * 127) == b"\x7f" + b"x" * 127
    assert Varint().encode(b"x" * 128) == b"\x80\1" + b"x" * 128


def test_what_is_wrong_with_a_length_is_told_with_its_byte() -> None:
    for chunks in ([b"\1a" + b"\x80" * 10 + b"x"], dripped(b"\1a" + b"\x80" * 10 + b"x")):
        result = result_of(Varint, chunks)
        assert result.frames == [b"a"]
        assert result.failure == (
            "the frame that begins at byte 2 of the stream: its length does not end at byte 11, its last"
        )
    assert result_of(Varint, [b"\x80" * 9 + b"\0"]).frames == [b""]
    assert "a frame of 16,777,217 bytes is announced" in str(result_of(Varint, [b"\x81\x80\x80\x08"]).failure)


def test_what_is_missing_is_counted() -> None:
    assert result_of(Varint, [b"\x80\x80"]).unfinished == "inside a frame's header, after 2 bytes of it"
    assert result_of(Varint, [b"\x80\1abc"]).unfinished == "3 of 128 bytes of a frame"


def test_a_message_over_the_limit_is_not_encoded() -> None:
    assert with_limits(Varint, limit=3)().encode(b"abc") == b"\3abc"
    with pytest.raises(ValueError, match="at most 3 bytes, not 4"):
        with_limits(Varint, limit=3)().encode(b"abcd")


@pytest.mark.parametrize("wire,count", [(b"\0", 65536), (b"\x81\0x", 20_000)])
def test_a_read_of_tiny_messages_is_delivered_by_two_calls(wire: bytes, count: int) -> None:
    poem, _ = started(Varint)
    poem.sink = sink = CountingSink()
    poem.dataReceived(wire * count)
    assert (sink.frame_count, sink.calls) == (count, 2)
