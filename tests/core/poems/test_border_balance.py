"""Counting borders by blocks tells the same as reading them one by one, wherever one asks and what is not kept."""

from __future__ import annotations

import tempfile
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.border_balance import BorderBalance
from poetrygui.core.poems.border_blocks import BLOCK, BorderPacker
from poetrygui.core.poems.borders import Borders
from poetrygui.core.poems.rows import ADDED, FRAME, LINES, Border

KINDS = [FRAME, ADDED, FRAME, LINES, FRAME]


@st.composite
def many(draw: st.DrawFn) -> list[Border]:
    """Draw borders near and far, more than a block has."""
    gaps = draw(st.lists(st.sampled_from([0, 1, 5, 31, 32, 5_000, 10**7, 10**13]), min_size=1, max_size=9))
    offset, found = 0, []
    for index in range(draw(st.sampled_from([3, 1_400, 4_088, 9_000]))):
        offset += gaps[index % len(gaps)]
        found.append((offset, KINDS[index * index % 5]))
    return found


def written(folder: Path, borders: list[Border], *, in_blocks: bool) -> SegmentedFile:
    data = array("Q", [min(offset, 2**61) << 2 | kind for offset, kind in borders]).tobytes()
    file = SegmentedFile(folder, "borders", segment_size=BLOCK)
    file.append(BorderPacker().pack(data) if in_blocks else data)
    file.close_writing()
    return file


@pytest.mark.parametrize("in_blocks", [True, False])
@settings(max_examples=30, deadline=None)
@given(borders=many(), first=st.sampled_from([None, LINES, FRAME]), data=st.data())
def test_it_is_what_is_counted_one_by_one(
    in_blocks: bool, borders: list[Border], first: int | None, data: st.DataObject
) -> None:
    every = [*([] if first is None else [(0, first)]), *borders]
    places = st.sampled_from(every).map(lambda border: border[0]) | st.integers(0, every[-1][0] + 2)
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder), borders, in_blocks=in_blocks)
        balance = BorderBalance(Borders(file, first))
        for offset in data.draw(st.lists(places, min_size=1, max_size=5)):
            before = [kind for at, kind in every if at < offset]
            assert balance.before(offset) == before.count(FRAME) - before.count(ADDED)
        file.close_reading()


@pytest.mark.parametrize("in_blocks", [True, False])
def test_more_borders_than_a_block_has_may_be_at_one_place(tmp_path: Path, in_blocks: bool) -> None:
    file = written(tmp_path, [(0, FRAME)] * 1_400 + [(1, FRAME)] * 1_400, in_blocks=in_blocks)
    balance = BorderBalance(Borders(file))
    assert [balance.before(offset) for offset in (0, 1, 2)] == [0, 1_400, 2_800]
    file.close_reading()


@pytest.mark.parametrize("in_blocks", [True, False])
def test_of_what_is_kept_the_difference_between_two_places_is_right(tmp_path: Path, in_blocks: bool) -> None:
    borders = [(number * 3, FRAME) for number in range(20_000)]
    file = written(tmp_path, borders, in_blocks=in_blocks)
    whole = BorderBalance(Borders(file))
    expected = whole.before(50_000) - whole.before(45_000)
    file.give_up(2 * BLOCK)
    part = BorderBalance(Borders(file))
    assert expected == part.before(50_000) - part.before(45_000) == 1_667
    file.close_reading()
