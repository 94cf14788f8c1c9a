"""The raw protocol: one frame, in parts, until a clean close."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure

from tests.protocols.framing import cut, load, result_of, started, started_on_messages

Raw = load("raw")


@given(st.binary(max_size=40), st.lists(st.integers(min_value=0), max_size=8))
def test_everything_is_one_frame(data: bytes, at: list[int]) -> None:
    result = result_of(Raw, cut(data, at))
    assert result.frames == ([data] if data else [])
    assert result.rest == b""
    assert result.failure is None
    assert result.unfinished is None


@given(st.binary(max_size=40), st.lists(st.integers(min_value=0), max_size=8))
def test_a_broken_connection_leaves_the_frame_open(data: bytes, at: list[int]) -> None:
    result = result_of(Raw, cut(data, at), clean=False)
    assert result.frames == []
    assert result.rest == data


def test_each_chunk_is_seen_at_once() -> None:
    poem, sink = started(Raw)
    poem.dataReceived(b"half a ")
    assert sink.unfinished == b"half a "
    poem.dataReceived(b"poem")
    assert sink.unfinished == b"half a poem"
    assert sink.received == []


def test_a_frame_is_sent_as_it_is() -> None:
    poem, _ = started(Raw)
    poem.send(b"any\r\n\x00bytes")
    assert poem.transport.value() == b"any\r\n\x00bytes"


@given(st.lists(st.binary(max_size=9), max_size=8))
def test_each_message_is_a_frame(messages: list[bytes]) -> None:
    poem, sink = started_on_messages(Raw)
    for message in messages:
        poem.dataReceived(message)
    poem.connectionLost(Failure(ConnectionDone()))
    assert (sink.received, sink.unfinished, poem.unfinished()) == (messages, b"", None)


def test_what_came_of_a_message_is_a_part_of_a_frame() -> None:
    poem, sink = started_on_messages(Raw)
    poem.dataReceived(b"whole")
    poem.transport.is_cut = True
    poem.dataReceived(b"half a ")
    poem.connectionLost(Failure(ConnectionDone()))
    assert (sink.received, sink.unfinished) == ([b"whole"], b"half a ")
