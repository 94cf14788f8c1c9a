"""Runs of bytes that were chosen: where each lies and stands, and the same when they are packed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.chosen_runs import Runs

pairs = st.lists(st.tuples(st.integers(0, 70_000), st.integers(1, 70_000)), min_size=1, max_size=30)


def runs_of(found: list[tuple[int, int]], start: int = 10, place: int = 7) -> Runs:
    """Return runs of these gaps and lengths."""
    runs, at = Runs.none(place), start
    for gap, length in found:
        runs.add(at, [gap, gap + length])
        at += gap + length
    return runs


@given(pairs, st.integers(0, 1 << 40))
def test_what_is_packed_is_the_same_when_it_is_unpacked(found: list[tuple[int, int]], start: int) -> None:
    runs = runs_of(found, start)
    assert Runs.unpacked(runs.packed(), 7) == runs


def test_many_short_ones_are_packed_tightly() -> None:
    runs = runs_of([(50, 50)] * 5000)
    assert Runs.unpacked(runs.packed(), 7) == runs
    assert len(runs.packed()) < 1000


def test_one_behind_another_makes_that_longer() -> None:
    runs = runs_of([(5, 3), (0, 4), (1, 1)])
    assert runs == Runs([15, 23], [7, 14, 15])
    assert runs.stop == 24
    assert Runs.none(3).stop == 0


def test_places_and_offsets() -> None:
    runs = runs_of([(5, 3), (2, 4)])  # 15 to 18 stands at 7, 20 to 24 at 10
    assert [runs.offset_of(place) for place in (7, 9, 10, 13, 14)] == [15, 17, 20, 23, 24]
    assert [runs.place_of(offset) for offset in (0, 15, 17, 18, 19, 20, 23, 24, 99)] == [
        7,
        7,
        9,
        10,
        10,
        10,
        13,
        14,
        14,
    ]
    assert runs.between(8, 12) == [(16, 18), (20, 22)]
    assert runs.between(0, 99) == [(15, 18), (20, 24)]
    assert runs.between(10, 10) == []
