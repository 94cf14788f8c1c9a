"""A host is given as much as its protocol handles quickly, and no more than it handles as well as less."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.connection.read_size import AT_FIRST, SMALLEST
from poetrygui.core.files.disk import LARGEST_READ
from poetrygui.hosts.live.read_size_there import ReadSizeThere


def handled(seconds: Callable[[int], float], chunks: int = 100) -> ReadSizeThere:
    size = ReadSizeThere()
    for _ in range(chunks):
        size.handled(size.bytes, seconds(size.bytes))
    return size


@pytest.mark.parametrize(
    "each, most",
    [(1e-10, LARGEST_READ), (3.5e-9, LARGEST_READ), (2e-8, 64 * 1024), (2e-6, SMALLEST)],
)
def test_it_grows_to_what_is_handled_quickly(each: float, most: int) -> None:
    assert handled(lambda size: size * each).bytes == most


def test_more_that_takes_longer_for_each_byte_is_given_no_more() -> None:
    # As one that copies all that is left for each frame.
    assert handled(lambda size: size * 1e-9 + size * size * 1e-13).bytes == AT_FIRST


def test_one_slow_chunk_among_quick_ones_is_none_of_its_doing() -> None:
    size = ReadSizeThere()
    for seconds in (1e-4, 9e-4, 1e-4):
        size.handled(size.bytes, seconds)
    for seconds in (2e-4, 9e-4, 2e-4):
        size.handled(size.bytes, seconds)
    assert size.bytes == 4 * AT_FIRST


def test_what_is_less_than_was_asked_for_tells_little() -> None:
    size = ReadSizeThere()
    for _ in range(20):
        size.handled(size.bytes // 2, 1e-6)
    assert size.bytes == AT_FIRST
    size.handled(size.bytes // 2, 1.0)
    assert size.bytes == AT_FIRST // 4


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)), max_size=60))
def test_it_stays_within_its_bounds(seen: list[tuple[float, float]]) -> None:
    size = ReadSizeThere()
    for part, seconds in seen:
        size.handled(max(int(size.bytes * part), 1), seconds)
        assert SMALLEST <= size.bytes <= LARGEST_READ
