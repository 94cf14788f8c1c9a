"""Sets of lines: put together and turned inside out as sets of bytes are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.reading.line_sets import LineSet, all_but, in_all, in_any

SIZE = 20


def runs_of(members: set[int]) -> list[int]:
    """Return a set of bytes as runs."""
    return [at for at in range(SIZE + 1) if (at in members) is not (at - 1 in members)]


def members_of(lines: LineSet) -> set[int]:
    return {at for start, stop in zip(lines[::2], lines[1::2], strict=True) for at in range(start, stop)}


sets = st.sets(st.integers(0, SIZE - 1))


@given(sets)
def test_all_but_some(members: set[int]) -> None:
    for lines in (runs_of(members), tuple(runs_of(members))):
        assert members_of(all_but(lines, SIZE)) == set(range(SIZE)) - members
        assert all(first < second for first, second in pairwise(all_but(lines, SIZE)))


@given(st.lists(sets, min_size=1, max_size=3))
def test_in_all_and_in_any(found: list[set[int]]) -> None:
    runs = [runs_of(members) for members in found]
    assert members_of(in_all(runs)) == set.intersection(*found)
    assert [*in_any(runs)] == runs_of(set.union(*found))
