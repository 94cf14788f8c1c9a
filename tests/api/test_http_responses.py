"""HttpResponses: heads, chunks, bodies and trailers, as the standard library reads them, the same for every split."""

from __future__ import annotations

import http.client
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import HttpResponses, http_request
from tests.protocols.framing import cut, dripped, result_of

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HEAD = CHUNKED[:-4]
points = st.lists(st.integers(min_value=0), max_size=8)
sizes = st.sampled_from([b"%x", b"%X", b"00%x", b"%x;name=value", b"%x "])
chunks = st.lists(st.tuples(sizes, st.binary(min_size=1, max_size=40)), max_size=4)
trailers = st.lists(st.sampled_from([b"X: y", b"Y:", b"Zed: 1"]), max_size=2)


class Bodies(HttpResponses):
    body_only = True


class Small(HttpResponses):
    limit = 60


def chunked(parts: list[tuple[bytes, bytes]], trailing: list[bytes]) -> bytes:
    body = b"".join(b"%b\r\n%b\r\n" % (form % len(data), data) for form, data in parts)
    return CHUNKED + body + b"0\r\n" + b"".join(line + b"\r\n" for line in trailing) + b"\r\n"


def counted(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


class Wire:
    """Stands for the socket that the standard library reads from."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self.data)


def read_by_the_standard_library(data: bytes) -> bytes:
    response = http.client.HTTPResponse(Wire(data))  # type: ignore[arg-type]
    response.begin()
    return response.read()


@given(chunks, trailers, points)
def test_chunks_are_what_the_standard_library_reads(
    parts: list[tuple[bytes, bytes]], trailing: list[bytes], at: list[int]
) -> None:
    data = chunked(parts, trailing)
    result = result_of(HttpResponses, cut(data, at))
    bodies = [body for _, body in parts]
    assert result.frames == [HEAD, *bodies, *([b"\r\n".join(trailing)] if trailing else [])]
    assert (result.failure, result.unfinished) == (None, None)
    assert read_by_the_standard_library(data) == b"".join(bodies)
    alone = result_of(Bodies, cut(data, at))
    assert (alone.frames, alone.unfinished) == (bodies, None)


@given(st.binary(max_size=40), st.booleans(), points)
def test_bodies_that_are_not_in_chunks_are_what_the_standard_library_reads(
    body: bytes, is_counted: bool, at: list[int]
) -> None:
    data = counted(body) if is_counted else b"HTTP/1.0 200 OK\r\n\r\n" + body
    result = result_of(HttpResponses, cut(data, at))
    assert result.frames[1:] == ([body] if body else [])
    assert (result.failure, result.unfinished) == (None, None)
    assert read_by_the_standard_library(data) == body == b"".join(result_of(Bodies, cut(data, at)).frames)


pieces = st.one_of(
    st.builds(chunked, chunks, trailers),
    st.binary(max_size=9).map(counted),
    st.sampled_from(
        [CHUNKED, b"3\r\nabc\r\n", b"0\r\n", b"\r\n", b"3\r\nabcd", b"x\r\n", b"HTTP/1.1 204 \r\n\r\n", b"HTTP/2"]
    ),
    st.binary(max_size=9),
)


@given(st.lists(pieces, max_size=4).map(b"".join), points)
def test_any_bytes_give_the_same_at_any_split(data: bytes, at: list[int]) -> None:
    for protocol in (HttpResponses, Small):
        whole = result_of(protocol, [data] if data else [])
        assert whole == result_of(protocol, cut(data, at)) == result_of(protocol, dripped(data))


def test_responses_follow_each_other_and_some_have_no_body() -> None:
    data = (
        counted(b"a") + b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304\r\nETag: x\r\n\r\n"
    )
    result = result_of(HttpResponses, dripped(data + counted(b"") + chunked([(b"%x", b"b")], [])))
    assert [frame for frame in result.frames if not frame.startswith(b"HTTP")] == [b"a", b"b"]
    assert len(result.frames) == 8
    assert (result.failure, result.unfinished) == (None, None)


@pytest.mark.parametrize(
    "data,number,begin,told",
    [
        (b"HTTQ", 1, 0, "byte 3, 0x51, is none of HTTP/1."),
        (b"HTTP/2 200\r\n", 1, 0, "byte 5, 0x32, is none of HTTP/1."),
        (b"HTTP/1.1 OK\r\n\r\n", 1, 0, "b'HTTP/1.1 OK' is no status line"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", 1, 0, "its Content-Length is b'x', which is no number"),
        (counted(b"x" * 61), 2, 39, "a body of 61 bytes is announced, over the limit of 60 bytes"),
        (CHUNKED + b"q", 2, 47, "byte 47, 0x71, is no digit of a chunk's size"),
        (CHUNKED + b"3q\r\n", 2, 47, "at byte 47 a chunk's size belongs, and not b'3q'"),
        (CHUNKED + b"1\r\na\r\n2\r\nabcd", 3, 53, "at byte 58 no CR LF stands after a chunk"),
        (CHUNKED + b"37\r\n", 2, 47, "a chunk of 55 bytes is announced, over the limit of 60 bytes in all"),
        (CHUNKED + b"0\r\n" + b"x" * 61, 2, 50, "it is longer than the limit of 60 bytes"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_byte(data: bytes, number: int, begin: int, told: str) -> None:
    for chunks in ([data], dripped(data)):
        failure = result_of(Small, chunks).failure
        assert failure == f"part {number}, which begins at byte {begin} of the stream: {told}"


@pytest.mark.parametrize(
    "data,told",
    [
        (b"HTTP/1.1 200", "12 bytes of a part"),
        (CHUNKED, "before the last chunk, of no bytes, and the blank line after it"),
        (CHUNKED + b"1\r\na\r\n", "before the last chunk, of no bytes, and the blank line after it"),
        (CHUNKED + b"0\r\n", "before the last chunk, of no bytes, and the blank line after it"),
        (CHUNKED + b"2\r\na", "4 bytes of a part"),
        (counted(b"abc")[:-3], "3 bytes before the end of a body"),
        (b"1\r\na\r\n", None),
        (b"", None),
    ],
)
def test_what_is_missing_is_told(data: bytes, told: str | None) -> None:
    assert result_of(HttpResponses, dripped(data)).unfinished == told


def test_a_body_alone_is_handed_on_as_it_comes_whatever_its_length() -> None:
    class Short(Bodies):
        limit = 40

    pieces = [b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n", b"x" * 20, b"x" * 20, b"x" * 9]
    result = result_of(Short, pieces)
    assert [len(frame) for frame in result.frames] == [20, 20, 9]
    assert result.unfinished == "1 bytes before the end of a body"


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=4), points)
def test_what_is_encoded_is_decoded(frames: list[bytes], at: list[int]) -> None:
    result = result_of(HttpResponses, cut(b"".join(HttpResponses().encode(frame) for frame in frames), at))
    assert (result.frames, result.unfinished) == (frames, None)


def test_a_chunk_and_a_body_of_the_limit_are_taken() -> None:
    chunk = b"36\r\n" + b"x" * 54 + b"\r\n"
    assert result_of(Small, dripped(chunk + counted(b""))).frames[0] == b"x" * 54
    assert result_of(Small, dripped(counted(b"x" * 60))).frames[1:] == [b"x" * 60]


@pytest.mark.parametrize("size", [0, 55])
def test_what_cannot_be_a_chunk_is_not_encoded(size: int) -> None:
    assert Small().encode(b"x" * 54) == b"36\r\n" + b"x" * 54 + b"\r\n"
    with pytest.raises(ValueError, match="at least one byte, and all of it at most 60"):
        Small().encode(b"x" * size)


def test_a_request_asks_for_a_plain_answer_that_ends_with_a_close() -> None:
    assert http_request("/events", "example", "text/event-stream") == (
        b"GET /events HTTP/1.1\r\nHost: example\r\nAccept: text/event-stream\r\n"
        b"Accept-Encoding: identity\r\nConnection: close\r\n\r\n"
    )
