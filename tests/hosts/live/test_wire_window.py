"""What lies on the wire is found there, and taken from there on the other side, wherever chunks end."""

from __future__ import annotations

import tracemalloc
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.hosts.live.wire_window import KEPT, WireWindow


@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1), st.data())
def test_what_is_found_is_what_was_looked_for(chunks: list[bytes], data: st.DataObject) -> None:
    there, here = WireWindow(), WireWindow()
    wire = b""
    for chunk in chunks:
        here.add(chunk)
        there.add(chunk)
        wire += chunk
        start = data.draw(st.integers(0, len(wire)))
        wanted = wire[start : data.draw(st.integers(start, len(wire)))] or data.draw(st.binary(min_size=1, max_size=3))
        at = there.find(wanted)
        if at is not None:
            assert wire[at : at + len(wanted)] == here.take(at, len(wanted)) == wanted


@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1))
def test_what_follows_what_was_found_is_always_found(chunks: list[bytes]) -> None:
    there = WireWindow()
    held = b""
    for number, chunk in enumerate(chunks):
        there.add(chunk)
        held += chunk
        if number % 2:
            assert there.find(held) == sum(map(len, chunks[: number + 1])) - len(held)
            held = b""


@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1), st.integers(1, 200), st.data())
def test_what_was_dropped_on_one_side_is_no_earlier_on_the_other(
    chunks: list[bytes], kept: int, data: st.DataObject
) -> None:
    there, here = WireWindow(kept), WireWindow(kept)
    wire = b""
    for chunk in chunks:
        wire += chunk
        for window in (there, here):
            window.add(chunk)
        there.trim()
        if data.draw(st.booleans()):
            here.trim()
        assert here.start <= there.start
        start = data.draw(st.integers(there.start, len(wire)))
        size = data.draw(st.integers(0, len(wire) - start))
        assert here.take(start, size) == there.take(start, size) == wire[start : start + size]
        assert here.ends == [end for end in accumulate(map(len, chunks)) if here.start < end <= len(wire)]
        assert len(wire) - there.start >= min(len(wire), kept)


def test_many_small_chunks_take_little_more_than_their_bytes() -> None:
    window, number = WireWindow(), 20_000
    tracemalloc.start()
    for each in range(number):
        window.add(b"%05d" % each)
        window.trim()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 25 * number
    assert window.take(5 * 1234, 10) == b"0123401235"
    assert window.find(b"1234512346") == 5 * 12345
    assert len(window.ends) == number


def test_what_is_long_ago_is_dropped_on_both_sides() -> None:
    window = WireWindow()
    window.add(b"first")
    for _ in range(3):
        window.add(b"x" * KEPT)
        window.trim()
    assert window.take(5 + KEPT, 2 * KEPT) == b"x" * 2 * KEPT
    with pytest.raises(ValueError, match="not there any more"):
        window.take(4, 3)


@pytest.mark.parametrize("start, size", [(0, 6), (6, 1), (-1, 2), (3, -1), (2**63, 1)])
def test_what_is_not_there_is_refused(start: int, size: int) -> None:
    window = WireWindow()
    window.add(b"abcde")
    with pytest.raises(ValueError, match="not there"):
        window.take(start, size)
    with pytest.raises(ValueError, match="not there"):
        WireWindow().take(0, 1)


def test_a_protocol_that_delivers_something_else_is_not_looked_at_for_ever() -> None:
    window = WireWindow()
    window.add(b"abc" * 100)
    assert [window.find(b"odd") for _ in range(10)] == [None] * 10
    assert window.find(b"abc") is None
    assert [at for at in (window.find(b"abc") for _ in range(40)) if at is not None]


@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1), st.data())
def test_what_leads_to_the_last_chunk_is_told_by_its_place_and_found_by_that(
    chunks: list[bytes], data: st.DataObject
) -> None:
    there, here = WireWindow(), WireWindow()
    wire = b"".join(chunks)
    for chunk in chunks:
        there.add(chunk)
        here.add(chunk)
    last = chunks[-1]
    lead = data.draw(st.integers(0, len(wire) - len(last)).map(lambda at: wire[at : -len(last)]))
    at = there.led(lead, last)
    assert at == len(wire) - len(last) - len(lead)
    stop = data.draw(st.integers(1, len(last)))
    assert here.lead_of(at, len(lead) + stop) == (lead, last, stop)
    other = data.draw(st.binary(max_size=9))
    assert (there.led(other, last) is None) is not (wire[: -len(last)].endswith(other))
    assert there.led(lead, bytes(bytearray(last))) is None or len(last) == 1, "another object is not looked at"
    assert here.lead_of(at, len(lead)) is None
    with pytest.raises(ValueError, match="not there yet"):
        here.lead_of(at, len(lead) + len(last) + 1)
