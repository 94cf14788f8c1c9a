"""The fixed protocol: records of n bytes, the same for every split."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.errors import PluginError
from poetrygui.plugins.options import configured
from tests.protocols.framing import CountingSink, cut, dripped, load, result_of, started, with_limits

Fixed = load("fixed")
_many = st.sampled_from([b"abcde", b"ab\nde"]).map(lambda data: data * 70)
points = st.lists(st.integers(min_value=0), max_size=8)


def of(size: int, **limits: int) -> type[Any]:
    return with_limits(Fixed, size=size, **limits)


@given(st.integers(1, 9), st.sampled_from([2, 100]), st.binary(max_size=60) | _many, points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(
    size: int, whole: int, data: bytes, at: list[int]
) -> None:
    border = len(data) - len(data) % size
    result = result_of(of(size, WHOLE=whole), cut(data, at))
    assert result.frames == [data[start : start + size] for start in range(0, border, size)]
    assert result.rest == data[border:]
    assert (result.unfinished is None) == (border == len(data))
    assert result.failure is None
    assert result == result_of(of(size, WHOLE=whole), dripped(data))


@given(st.integers(1, 9).flatmap(lambda size: st.lists(st.binary(min_size=size, max_size=size), min_size=1)), points)
def test_what_is_encoded_is_decoded(records: list[bytes], at: list[int]) -> None:
    protocol = of(len(records[0]))
    wire = b"".join(protocol().encode(record) for record in records)
    assert result_of(protocol, cut(wire, at)).frames == records


@pytest.mark.parametrize("record", [b"", b"ab", b"abcd"])
def test_a_record_of_another_length_is_not_encoded(record: bytes) -> None:
    with pytest.raises(ValueError, match=f"a record has 3 bytes, not {len(record)}"):
        of(3)().encode(record)


def test_the_size_must_be_given() -> None:
    assert configured(Fixed, {"size": "0x10"}).size == 16  # type: ignore[attr-defined]
    with pytest.raises(PluginError, match="option size is needed"):
        configured(Fixed, {})
    with pytest.raises(PluginError, match="1 or more, not 0"):
        configured(Fixed, {"size": "0"})


def test_what_is_missing_is_counted() -> None:
    assert result_of(of(10), [b"a" * 13]).unfinished == "3 of 10 bytes of a frame"


def test_a_long_record_is_seen_before_its_end() -> None:
    poem, sink = started(of(100_000_000))
    poem.dataReceived(b"x" * 70_000)
    assert sink.unfinished == b"x" * 70_000


def test_a_read_of_tiny_records_is_delivered_by_two_calls() -> None:
    poem, _ = started(of(1))
    poem.sink = sink = CountingSink()
    poem.dataReceived(b"x" * 65536)
    assert (sink.frame_count, sink.calls) == (65536, 2)
