"""Counting newlines, in each way that a processor may need, against counting them by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems import newlines
from poetrygui.core.poems.newlines import count_newlines

# All bytes, those beside the newline, and newlines alone; long enough for any width of vector, at any alignment.
_DATA = (st.binary(max_size=300) | st.text("\t\n\v", max_size=300).map(str.encode)).map(lambda data: data * 3)
_WAYS = [newlines.count_by_vectors, newlines.count_one_by_one, count_newlines]


@pytest.mark.parametrize("count", _WAYS)
@given(_DATA, st.integers(0, 1000), st.integers(0, 1000))
def test_any_part_of_any_bytes(count: newlines.Count, data: bytes, start: int, stop: int) -> None:
    start, stop = sorted((min(start, len(data)), min(stop, len(data))))
    assert count(data, start, stop) == sum(byte == ord("\n") for byte in data[start:stop])


@pytest.mark.parametrize("count", _WAYS)
def test_every_byte_may_be_a_newline(count: newlines.Count) -> None:
    assert count(b"\n" * 1_000_003, 0, 1_000_003) == 1_000_003
