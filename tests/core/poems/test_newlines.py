"""Counting newlines, in each way that a processor may need, against counting them by hand."""

from __future__ import annotations

from collections.abc import Callable

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


_PAIRS = [newlines.pairs_by_vectors, newlines.pairs_one_by_one, newlines.comes_in_pairs]
_BREAKS = st.lists(st.sampled_from([b"\r\n", b"\r\n", b"a", b"\n", b"\r"]), max_size=12).map(b"".join)


@pytest.mark.parametrize("in_pairs", _PAIRS)
@given(_BREAKS, st.sampled_from([1, 2, 3, 70_000]))
def test_cr_and_lf_come_in_pairs_where_neither_stands_alone(
    in_pairs: Callable[[bytes], bool], data: bytes, times: int
) -> None:
    data = data * times + b"\n" if times < 4 else b"a" * times + data + b"\r\n"
    alone = data.replace(b"\r\n", b"")
    assert in_pairs(data) == (b"\r" not in alone and b"\n" not in alone)


@pytest.mark.parametrize("in_pairs", _PAIRS)
@pytest.mark.parametrize("around", range(64 * 1024 - 2, 64 * 1024 + 3))
def test_a_pair_may_lie_anywhere(in_pairs: Callable[[bytes], bool], around: int) -> None:
    assert in_pairs(b"a" * around + b"\r\nb\r\n")
    assert not in_pairs(b"a" * around + b"\nb\r\n")
    assert not in_pairs(b"a" * around + b"\rb\r\n")
    assert in_pairs(b"")
