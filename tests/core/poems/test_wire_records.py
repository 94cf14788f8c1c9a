"""The records of a log: any comes back as it was, takes few bytes, and damage is told from what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import (
    LONGEST_TEXT,
    MOST_NUMBERS,
    Event,
    Received,
    Record,
    Sent,
    SentMore,
    number,
    pack,
    pack_sent_more,
    take_number,
    unpack,
)
from tests.core.recordings import records, times


@given(st.integers(0, 2**62), st.binary(max_size=3))
def test_a_number_comes_back_and_tells_where_it_ends(value: int, behind: bytes) -> None:
    packed = number(value)
    assert take_number(packed + behind, 0) == (value, len(packed))
    assert len(packed) == max(-(-value.bit_length() // 7), 1)


def test_a_number_without_an_end_is_damage() -> None:
    with pytest.raises(ValueError, match="byte 1 begins a number"):
        take_number(b"\0" + b"\xff" * 100, 1)


@given(records, times, st.binary(max_size=3), st.binary(max_size=3))
def test_any_record_comes_back(record: Record, before: int, front: bytes, behind: bytes) -> None:
    before = min(before, record.time)
    packed = pack(record, before)
    assert unpack(front + packed + behind, len(front), before) == (record, len(front) + len(packed))


@given(records, times)
def test_a_time_that_goes_back_stands_still(record: Record, later: int) -> None:
    before = record.time + later
    again, _ = unpack(pack(record, before), 0, before)
    assert not isinstance(again, SentMore)
    assert again.time == before


@given(records)
def test_a_record_that_is_cut_off_is_none(record: Record) -> None:
    packed = pack(record, 0)
    # All places of a short one, and the first ones of one that holds much.
    for length in range(min(len(packed), 100)):
        with pytest.raises(IndexError):
            unpack(packed[:length], 0, 0)


@given(records)
def test_a_record_without_text_takes_no_more_than_is_promised(record: Record) -> None:
    size = len(pack(record, 0))
    if isinstance(record, Sent):
        size -= len(record.data)
    elif isinstance(record, Event):
        size -= len(record.text.encode())
    assert size <= MOST_NUMBERS


@given(st.binary(max_size=40))
def test_any_bytes_are_a_record_or_refused(data: bytes) -> None:
    try:
        record, end = unpack(data, 0, 0)
    except (IndexError, ValueError):
        return
    assert end <= len(data)
    assert record is not None


@pytest.mark.parametrize(
    "record, most",
    [
        (Received(100, 16, 16, 1, 1, 1), 3),
        (Received(5_000, 16, 16, 1, 1, 1), 4),
        (Received(1_000_000, 16, 0, 0, 0, 0), 5),
        (Received(5_000, 65_536, 65_536, 0, 1_400, 0), 8),
        (Received(5_000, 65_536, 64_136, 1_400, 1_400, 1_400), 8),
        (Received(5_000, 524_288, 524_289, 11_000, 11_000, 11_000), 11),
    ],
)
def test_a_chunk_takes_few_bytes(record: Received, most: int) -> None:
    assert len(pack(record, 0)) <= most


def test_what_goes_on_of_what_was_sent_is_told_apart() -> None:
    assert unpack(pack_sent_more(b"abc"), 0, 7) == (SentMore(b"abc"), 5)


def test_a_long_text_is_cut_and_half_a_character_is_no_trouble() -> None:
    event = Event(0, EventKind.LOST, "\ud800" + "ü" * 2 * LONGEST_TEXT)
    again, _ = unpack(pack(event, 0), 0, 0)
    assert again == Event(0, EventKind.LOST, "\\ud800" + "ü" * (LONGEST_TEXT - 1))
