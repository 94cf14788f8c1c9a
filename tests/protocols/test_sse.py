"""The sse protocol: events by any line end, plain and over HTTP, and the same for every split."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.testing import StringTransport

from tests.protocols.framing import cut, dripped, load, result_of, started, with_limits

Sse = load("sse")
points = st.lists(st.integers(min_value=0), max_size=8)
line_ends = st.sampled_from([b"\n", b"\r\n", b"\r"])
lines = st.sampled_from(
    [b"data: a", b"data", b"id:1", b"event: x", b"retry: 3", b": ping", b"other: x", b"", b"", b"H"]
)
streams = st.lists(st.tuples(lines, line_ends), max_size=12).map(lambda told: b"".join(map(b"".join, told)))
HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def reference(data: bytes) -> tuple[list[bytes], bool]:
    """Return the events, and whether something is left without its blank line."""
    *whole, rest = re.split(rb"\r\n|\r|\n", data.removeprefix(b"\xef\xbb\xbf"))
    events: list[bytes] = []
    event: list[bytes] = []
    for line in whole:
        if line:
            event.append(line)
        else:
            names = {each.partition(b":")[0] for each in event}
            events += [b"\n".join(event)] if names & {b"data", b"id", b"event", b"retry"} else []
            event = []
    return events, bool(event or rest)


def in_chunks(data: bytes, at: list[int]) -> bytes:
    return HEAD + b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in cut(data, at)) + b"0\r\n\r\n"


@given(st.sampled_from([b"", b"\xef\xbb\xbf"]), streams, points)
def test_any_lines_at_any_split_are_framed_as_the_reference_does(bom: bytes, told: bytes, at: list[int]) -> None:
    data = bom + told
    events, unfinished = reference(data)
    result = result_of(Sse, cut(data, at))
    assert result.frames == events
    assert (result.unfinished is not None) == unfinished
    assert result == result_of(Sse, [data] if data else []) == result_of(Sse, dripped(data))


@given(streams, points, points)
def test_events_in_a_response_are_those_of_a_plain_stream(data: bytes, chunks: list[int], at: list[int]) -> None:
    events, unfinished = reference(data)
    for wire in (in_chunks(data, chunks), b"HTTP/1.0 200 OK\r\n\r\n" + data):
        result = result_of(Sse, cut(wire, at))
        assert (result.frames, result.failure) == (events, None)
        assert (result.unfinished is not None) == unfinished
        assert result == result_of(Sse, dripped(wire))


@given(st.binary(max_size=30), points)
def test_any_bytes_give_the_same_at_any_split(data: bytes, at: list[int]) -> None:
    for wire in (data, HEAD + data):
        assert result_of(Sse, cut(wire, at)) == result_of(Sse, [wire] if wire else []) == result_of(Sse, dripped(wire))


def test_an_event_is_there_with_its_blank_line() -> None:
    for wire in (b"data: one\n\n", HEAD + b"b\r\ndata: one\n\n\r\n", b"HTTP/1.0 200 OK\r\n\r\ndata: one\r\n\r\n"):
        poem, sink = started(Sse)
        poem.dataReceived(wire)
        assert sink.received == [b"data: one"]


def test_a_response_that_breaks_off_is_cut() -> None:
    whole = HEAD + b"b\r\ndata: one\n\n\r\n"
    assert result_of(Sse, [whole]).unfinished == "before the last chunk, of no bytes, and the blank line after it"
    assert result_of(Sse, [whole + b"0\r\n\r\n"]).unfinished is None
    assert result_of(Sse, [b"HTTP"]).unfinished == "4 bytes of an event"


def test_what_is_wrong_is_told_by_its_byte() -> None:
    long = b"data: one\n\ndata: two\ndata: three\n\n"
    for split in (lambda data: [data], dripped):
        plain = result_of(with_limits(Sse, limit=12), split(long))
        assert plain.frames == [b"data: one"]
        assert (
            plain.failure == "event 2, which begins at byte 11 of the stream: it is longer than the limit of 12 bytes"
        )
        within = result_of(with_limits(Sse, limit=12), split(in_chunks(long, [])))
        assert within.failure == "event 2, which begins at byte 11 of the body: it is longer than the limit of 12 bytes"
        odd = result_of(Sse, split(HEAD + b"x"))
        assert (
            odd.failure == "part 1, which begins at byte 47 of the stream: byte 47, 0x78, is no digit of a chunk's size"
        )


@given(st.lists(st.lists(st.sampled_from([b"data: a", b"id:1", b": c", b"x"]), min_size=1).map(b"\n".join), max_size=4))
def test_what_is_encoded_is_decoded(events: list[bytes]) -> None:
    carried = [event for event in events if b"data" in event or b"id" in event]
    result = result_of(Sse, [Sse().encode(event) for event in carried])
    assert (result.frames, result.unfinished) == (carried, None)


@pytest.mark.parametrize(
    "frame", [b"", b"hello", b": ping", b"data: a\n\ndata: b", b"data: a\r", b"data: a\n", b"HTTP/\ndata"]
)
def test_what_would_not_come_back_is_not_encoded(frame: bytes) -> None:
    with pytest.raises(ValueError, match="an event is lines such as"):
        Sse().encode(frame)


def test_an_event_over_the_limit_is_not_encoded() -> None:
    assert with_limits(Sse, limit=9)().encode(b"data: a") == b"data: a\n\n"
    with pytest.raises(ValueError, match="too long for the limit of 9"):
        with_limits(Sse, limit=9)().encode(b"data: ab")


@pytest.mark.parametrize(
    "options,sent", [({}, b""), ({"path": "/e", "host": "h"}, b"GET /e HTTP/1.1\r\nHost: h\r\nAccept: text/")]
)
def test_nothing_is_asked_for_unless_a_path_is_given(options: dict[str, Any], sent: bytes) -> None:
    transport = StringTransport()
    type("Sse", (Sse,), options)().makeConnection(transport)
    assert transport.value().startswith(sent)
    assert bool(transport.value()) == bool(sent)
