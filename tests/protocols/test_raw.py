"""The raw protocol: one frame, in parts, until a clean close."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.framing import cut, load, result_of, started

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
