"""The lines protocol: LF and CRLF, a last line without either, and the same for every split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.recorded import Blocks, recorded
from tests.protocols import reference
from tests.protocols.framing import CountingSink, cut, dripped, held_bytes, load, result_of, started, with_limits

Lines = load("lines")
LIMIT = Lines.limit
NO_NEWLINE = "the last line has no newline"

limited = st.sampled_from([with_limits(Lines, limit=6, WHOLE=whole) for whole in (2, 6, 100)])
points = st.lists(st.integers(min_value=0), max_size=8)
streams = st.one_of(
    st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b"a", b"bc", b"abcdef"]), max_size=20).map(b"".join),
    st.binary(max_size=40),
)


@given(limited, streams, points, st.booleans())
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(
    protocol: type, data: bytes, at: list[int], clean: bool
) -> None:
    expected, too_long, rest = reference.lines(data, 6, clean=clean)
    result = result_of(protocol, cut(data, at), clean=clean)
    assert result.frames == expected
    assert result.rest == rest
    assert result.unfinished is None
    if too_long is None:
        assert result.failure is None
        assert result.remarks == ([NO_NEWLINE] if clean and data and not data.endswith(b"\n") else [])
    else:
        assert result.failure == f"line {too_long} is longer than the limit of 6 bytes"
        assert result.remarks == []
        assert result.closed
    assert result == result_of(protocol, [data], clean=clean) == result_of(protocol, dripped(data), clean=clean)


@given(st.lists(st.binary(max_size=60).map(lambda line: line.replace(b"\n", b"").rstrip(b"\r"))), points)
def test_what_is_encoded_is_decoded(frames: list[bytes], at: list[int]) -> None:
    wire = b"".join(Lines().encode(frame) for frame in frames)
    result = result_of(Lines, cut(wire, at))
    assert result.frames == frames
    assert result.remarks == []


@pytest.mark.parametrize("frame", [b"a\nb", b"\n", b"a\r", b"\r", b"x" * (LIMIT + 1)])
def test_what_would_not_come_back_as_one_line_is_not_encoded(frame: bytes) -> None:
    with pytest.raises(ValueError, match="a line"):
        Lines().encode(frame)


def test_a_line_of_exactly_the_limit_is_encoded() -> None:
    assert with_limits(Lines, limit=6)().encode(b"abcdef") == b"abcdef\n"


@pytest.mark.parametrize(
    "data,frames",
    [
        (b"a\r\nb\nc\r\n", [b"a", b"b", b"c"]),
        (b"a\rb\n", [b"a\rb"]),
        (b"a\r\r\n", [b"a\r"]),
        (b"\n\r\n", [b"", b""]),
        (b"\n\ra\n", [b"", b"\ra"]),
        (b"a\n\nb\n", [b"a", b"", b"b"]),
        (b"a\x00\x0b\x0c\x1c\x85\n", [b"a\x00\x0b\x0c\x1c\x85"]),
    ],
)
def test_only_lf_and_crlf_end_a_line(data: bytes, frames: list[bytes]) -> None:
    for chunks in ([data], dripped(data)):
        result = result_of(Lines, chunks)
        assert result.frames == frames
        assert result.remarks == []


@pytest.mark.parametrize("last", [b"no end", b"\r", b"ends in\r", b"x" * 70000])
def test_a_last_line_without_newline_is_kept_and_said(last: bytes) -> None:
    result = result_of(Lines, [b"first\n", last])
    assert result.frames == [b"first", last]
    assert result.remarks == [NO_NEWLINE]
    assert result.unfinished is None


@pytest.mark.parametrize("last", [b"no end", b"ends in\r", b"x" * 70000])
def test_a_line_that_breaks_off_stays_unfinished(last: bytes) -> None:
    result = result_of(Lines, [b"first\n", last], clean=False)
    assert result.frames == [b"first"]
    assert result.rest == last
    assert result.remarks == []


@pytest.mark.parametrize("excess", [-1, 0, 1])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b""], ids=["lf", "crlf", "none"])
@pytest.mark.parametrize("tail", [0, 1, 2, 3])
def test_the_limit_is_the_same_for_every_split(excess: int, ending: bytes, tail: int) -> None:
    wire = b"x" * (LIMIT + excess) + ending
    result = result_of(Lines, [wire[: len(wire) - tail], wire[len(wire) - tail :]])
    if excess > 0:
        assert result.frames == []
        assert len(result.rest) == LIMIT
        assert result.failure == "line 1 is longer than the limit of 1,048,576 bytes"
    else:
        assert [len(frame) for frame in result.frames] == [LIMIT + excess]
        assert result.failure is None


def test_nothing_is_delivered_after_the_first_error() -> None:
    for chunks in ([b"ok\n1234567\nno\n"], [b"ok\n1234567", b"89\nno\n"], dripped(b"ok\n1234567\nno\n")):
        result = result_of(with_limits(Lines, limit=6), chunks)
        assert result.frames == [b"ok"]
        assert result.rest == b"123456"
        assert result.failure == "line 2 is longer than the limit of 6 bytes"


@pytest.mark.parametrize("size", range(7, 20))
def test_a_long_line_inside_a_chunk_is_refused(size: int) -> None:
    result = result_of(with_limits(Lines, limit=6), [b"\n" + b"x" * size + b"\n"])
    assert result.frames == [b""]
    assert result.failure == "line 2 is longer than the limit of 6 bytes"


@pytest.mark.parametrize("data", [b"\nabcdef\nb\n", b"\nabcdef\nabcdef\n", b"\nabcdef\nabcdefg\n"])
def test_lines_of_exactly_the_limit_inside_a_chunk_are_taken(data: bytes) -> None:
    result = result_of(with_limits(Lines, limit=6), [data])
    assert result.frames == [line for line in data.split(b"\n")[:-1] if len(line) <= 6]
    assert (result.failure is None) == (b"g" not in data)


def test_nothing_is_remarked_of_a_line_that_was_refused_after_its_first_parts() -> None:
    result = result_of(with_limits(Lines, limit=6, WHOLE=2), dripped(b"abcdefg"))
    assert (result.frames, result.rest, result.remarks) == ([], b"abcdef", [])
    assert result.failure == "line 1 is longer than the limit of 6 bytes"


def test_a_stream_without_newline_is_refused_at_the_limit_and_hardly_held() -> None:
    poem, _ = started(Lines)
    poem.sink = sink = CountingSink()
    block = b"x" * 65536
    for _ in range(1024):
        poem.dataReceived(block)
        assert held_bytes(poem) <= Lines.WHOLE
    assert sink.failure == "line 1 is longer than the limit of 1,048,576 bytes"
    assert sink.byte_count == LIMIT


@pytest.mark.parametrize("line,count", [(b"\n", 65536), (b"\n", 1024 * 1024), (b"\r\n", 512 * 1024)])
def test_a_read_of_tiny_lines_is_delivered_by_a_few_calls(line: bytes, count: int) -> None:
    poem, _ = started(Lines)
    poem.sink = sink = CountingSink()
    poem.dataReceived(line * count)
    assert sink.frame_count == count
    assert sink.calls <= 2


def test_a_line_comes_in_parts_only_where_it_is_longer_than_what_is_held_whole() -> None:
    short = with_limits(Lines, WHOLE=3)
    assert recorded(short(), b"abc", b"\r", b"\n").parts == []
    assert recorded(short(), b"abcd").parts == [b"abcd"]


def test_a_long_line_is_seen_before_its_end() -> None:
    poem, sink = started(Lines)
    poem.dataReceived(b"x" * 70000 + b"\r")
    assert sink.received == []
    assert sink.unfinished == b"x" * 70000
    assert held_bytes(poem) == 1
    poem.dataReceived(b"\ny\n")
    assert sink.received == [b"x" * 70000, b"y"]


def test_whole_lines_of_a_chunk_are_handed_on_together() -> None:
    poem = Lines()
    poem.sink = sink = Blocks()
    for chunk in (b"one\r\ntw", b"o\n\nthree\r", b"\nfo", b"ur", b"\n"):
        poem.dataReceived(chunk)
    assert sink.blocks == [b"one\r\n", b"two\n\n", b"three\r\n", b"four\n"]
    assert sink.received == []


def test_lines_of_which_one_may_be_too_long_are_handed_on_one_by_one() -> None:
    poem = with_limits(Lines, limit=6)()
    poem.sink = sink = Blocks()
    for chunk in (b"one\ntwo\nthree\n", b"abcdef\r\n", b"last\n1234567\n"):
        poem.dataReceived(chunk)
    assert sink.blocks == [b"one\ntwo\nthree\n"]
    assert sink.received == [b"abcdef", b"last"]
    assert sink.failure == "line 6 is longer than the limit of 6 bytes"


def test_a_line_of_exactly_the_limit_may_have_a_cr_as_well() -> None:
    for chunks in ([b"x\nabcdef\r\ny\n"], dripped(b"x\nabcdef\r\ny\n")):
        assert result_of(with_limits(Lines, limit=6), chunks).frames == [b"x", b"abcdef", b"y"]


def test_many_lines_are_handed_on_as_they_lie_in_their_chunk() -> None:
    poem = Lines()
    poem.sink = sink = Blocks()
    many = b"line\n" * 20_000
    for chunk in (b"fi", b"rst\n" + many + b"la", b"st\n" + many):
        poem.dataReceived(chunk)
    assert sink.blocks == [b"first\n" + many, b"last\n" + many]
    assert not held_bytes(poem)
