"""Runs of bytes that were chosen: where each lies and stands, and the same when they are packed."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.extras import NUMPY
from poetrygui.core.poems.chosen_runs import Runs

pairs = st.lists(st.tuples(st.integers(0, 70_000), st.integers(1, 70_000)), min_size=1, max_size=30)


def runs_of(found: list[tuple[int, int]], start: int = 10, place: int = 7) -> Runs:
    """Return runs of these gaps and lengths."""
    runs, at = Runs(place), start
    for gap, length in found:
        runs.add(at, [gap, gap + length])
        at += gap + length
    return runs


@given(pairs, st.integers(0, 1 << 40))
def test_what_is_packed_is_the_same_when_it_is_unpacked(found: list[tuple[int, int]], start: int) -> None:
    runs = runs_of(found, start)
    again = Runs.unpacked(runs.packed(), 7)
    assert (again.edges, again.stop_place) == (runs.edges, runs.stop_place)


def test_many_short_ones_are_packed_tightly() -> None:
    runs = runs_of([(50, 50)] * 5000)
    assert Runs.unpacked(runs.packed(), 7).edges == runs.edges
    assert len(runs.packed()) < 1000


def test_one_behind_another_makes_that_longer() -> None:
    runs = runs_of([(5, 3), (0, 4), (1, 1)])
    assert (runs.edges, runs.stop, runs.stop_place) == ([15, 22, 23, 24], 24, 15)
    assert (Runs(3).stop, Runs(3).stop_place, bool(Runs(3)), bool(runs)) == (0, 3, False, True)


def edges_of(found: list[tuple[int, int]]) -> array[int]:
    """Return from and up to, in turns, of runs that do not touch, each behind a gap."""
    edges, at = array("q"), 0
    for gap, length in found:
        at += gap + bool(edges)
        edges.extend((at, at + length))
        at += length
    return edges


@given(pairs, pairs, st.booleans())
def test_numpy_makes_the_same_of_them(
    first: list[tuple[int, int]], second: list[tuple[int, int]], is_near: bool
) -> None:
    assert NUMPY.wait()
    made = Runs(5), Runs(5)
    packed: list[bytes] = []
    for runs, module in zip(made, (NUMPY.if_read, None), strict=True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(NUMPY, "if_read", module)
            runs.add(3, edges_of(first))
            runs.add(runs.stop + (not is_near), edges_of(second))
            packed.append(runs.packed())
    assert (made[0].edges, made[0].stop_place, packed[0]) == (made[1].edges, made[1].stop_place, packed[1])
    assert Runs.unpacked(packed[0], 5).edges == made[0].edges


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
