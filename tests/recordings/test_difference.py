"""Two framings of one wire, against a reference that knows nothing of windows."""

from __future__ import annotations

import tracemalloc
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings import difference
from poetrygui.recordings.difference import Ends, Hunk, HunkKind, hunks

Frame = tuple[int, int]
"""Where it ends, and the digest of what it says."""


def blocks(frames: Sequence[Frame], size: int = 3) -> Iterator[Ends]:
    for start in range(0, len(frames), size):
        piece = frames[start : start + size]
        yield Ends(array("Q", [end for end, _ in piece]), array("q", [value for _, value in piece]))


def difference_of(ours: Sequence[Frame], theirs: Sequence[Frame], size: int = 100) -> list[Hunk]:
    return list(filter(None, hunks(blocks(ours), blocks(theirs), size)))


def expected(ours: Sequence[Frame], theirs: Sequence[Frame], wire_size: int) -> list[Hunk]:
    """Return the same in the plainest way: stretch by stretch between the ends that both sides have."""
    common = sorted({end for end, _ in ours} & {end for end, _ in theirs})
    rest = [wire_size] if any(end not in common for end, _ in [*ours[-1:], *theirs[-1:]]) else []
    found: list[Hunk] = []
    last_kind: HunkKind | None = None
    for begin, end in pairwise([-1, *common, *[max(wire_size, 1_000_000)][: len(rest)]]):
        a = [number for number, frame in enumerate(ours) if begin < frame[0] <= end]
        b = [number for number, frame in enumerate(theirs) if begin < frame[0] <= end]
        kind: HunkKind | None = None
        if [ours[n][0] for n in a] != [theirs[n][0] for n in b]:
            kind = HunkKind.CUT
        elif [ours[n][1] for n in a] != [theirs[n][1] for n in b]:
            kind = HunkKind.VALUE
        starts = [sum(frame[0] <= begin for frame in side) for side in (ours, theirs)]
        stop = wire_size if end == 1_000_000 else end
        hunk = Hunk(
            kind or HunkKind.CUT,
            (max(begin, 0), stop),
            (starts[0], starts[0] + len(a)),
            (starts[1], starts[1] + len(b)),
        )
        if kind is not None and kind is last_kind:
            before = found.pop()
            hunk = Hunk(
                kind,
                (before.wire[0], hunk.wire[1]),
                (before.ours[0], hunk.ours[1]),
                (before.theirs[0], hunk.theirs[1]),
            )
        if kind is not None:
            found.append(hunk)
        last_kind = kind
    return found


frames = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 1)), max_size=30).map(sorted)
single = st.dictionaries(st.integers(1, 40), st.integers(0, 1)).map(lambda each: sorted(each.items()))


@given(single, single, st.integers(1, 12), st.integers(1, 12))
def test_it_finds_what_the_plainest_way_finds(ours: list[Frame], theirs: list[Frame], window: int, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "WINDOW", window)
        patch.setattr(difference, "PIECE", piece)
        assert difference_of(ours, theirs, 41) == expected(ours, theirs, 41)


@given(
    st.lists(st.tuples(st.sampled_from([0, 0, 0, -2, -1, 1, 3]), st.integers(0, 1)), min_size=1, max_size=13),
    st.integers(1, 12),
    st.integers(1, 12),
)
def test_it_finds_as_much_where_most_frames_stand_at_the_same_place(
    moves: list[tuple[int, int]], window: int, piece: int
) -> None:
    ours = [(3 * number, 0) for number in range(1, len(moves) + 1)]
    theirs = dict(sorted((3 * number + move, value) for number, (move, value) in enumerate(moves, 1)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "WINDOW", window)
        patch.setattr(difference, "PIECE", piece)
        assert difference_of(ours, [*theirs.items()], 45) == expected(ours, [*theirs.items()], 45)


@given(frames, frames, st.integers(1, 12), st.integers(1, 12))
def test_where_several_frames_end_at_one_byte_each_is_told_once(
    ours: list[Frame], theirs: list[Frame], window: int, piece: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "WINDOW", window)
        patch.setattr(difference, "PIECE", piece)
        found = difference_of(ours, theirs, 41)
    for before, after in pairwise(found):
        assert before.wire[1] <= after.wire[0]
        assert before.ours[1] <= after.ours[0]
        assert before.theirs[1] <= after.theirs[0]
    agreed_ours, agreed_theirs = (
        [frame for number, frame in enumerate(side) if not any(start <= number < stop for start, stop in stretches)]
        for side, stretches in ((ours, [each.ours for each in found]), (theirs, [each.theirs for each in found]))
    )
    assert agreed_ours == agreed_theirs


def test_equal_framings_have_no_difference() -> None:
    same = [(end, end) for end in range(1, 50)]
    assert difference_of(same, same) == []
    assert difference_of([], []) == []


def test_another_cut_is_told_by_byte_and_by_frames() -> None:
    ours, theirs = [(4, 0), (8, 0), (12, 0), (16, 0)], [(4, 0), (6, 0), (7, 0), (12, 0), (16, 0)]
    assert difference_of(ours, theirs) == [Hunk(HunkKind.CUT, (4, 12), (1, 3), (1, 4))]


def test_the_same_cut_with_another_value_is_a_kind_of_its_own() -> None:
    ours, theirs = [(4, 0), (8, 1), (12, 1), (16, 0)], [(4, 0), (8, 2), (12, 2), (16, 0)]
    assert difference_of(ours, theirs) == [Hunk(HunkKind.VALUE, (4, 12), (1, 3), (1, 3))]


def test_one_that_gave_up_early_differs_up_to_the_end_of_the_wire() -> None:
    ours = [(4, 0), (8, 0), (12, 0)]
    assert difference_of(ours, ours[:1], 20) == [Hunk(HunkKind.CUT, (4, 20), (1, 3), (1, 1))]
    assert difference_of([], ours, 20) == [Hunk(HunkKind.CUT, (0, 20), (0, 0), (0, 3))]


@pytest.mark.parametrize("shift", [0, 1])
def test_the_memory_that_it_takes_does_not_grow_with_the_frames(shift: int) -> None:
    def many(by: int) -> Iterator[Ends]:
        for start in range(0, 400_000, 4096):
            yield Ends(array("Q", range(start * 8 + by, (start + 4096) * 8 + by, 8)), array("q", bytes(8 * 4096)))

    tracemalloc.start()
    try:
        assert sum(hunk is not None for hunk in hunks(many(8), many(8 + shift), 10_000_000)) == shift
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    finally:
        tracemalloc.stop()
