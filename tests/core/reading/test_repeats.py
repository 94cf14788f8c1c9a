"""Of equal lines in a row the first one is left."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.reading import line_filter
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.line_filter import LineFilter
from poetrygui.core.reading.repeats import fresh_lines, line_before
from tests.gui.memory_poem import MemoryPoem

LINES = st.lists(st.sampled_from([b"a", b"b", b"", b"ab"]), max_size=12)


@given(LINES, st.sampled_from([None, b"a", b""]))
def test_lines_that_differ_from_the_one_before_are_told(lines: list[bytes], before: bytes | None) -> None:
    data = b"".join(line + b"\n" for line in lines)
    found = fresh_lines(data, before)
    kept = [line for line, last in zip(lines, [before, *lines], strict=False) if line != last]
    assert b"".join(data[start:stop] for start, stop in zip(found[::2], found[1::2], strict=True)) == b"".join(
        line + b"\n" for line in kept
    )
    assert list(found) == sorted(set(found)), "none touches the next"


def test_the_line_before_is_read_as_far_as_it_is_kept() -> None:
    poem = MemoryPoem(b"one\ntwo\n")
    assert [line_before(poem, place) for place in (0, 4, 8)] == [None, b"one", b"two"]
    poem.give_up(4)
    assert line_before(poem, 4) is None


@given(LINES, st.integers(3, 9))
def test_a_poem_is_folded_however_it_is_cut_in_blocks(lines: list[bytes], size: int) -> None:
    # Lines longer than a block are left as they are.
    data = b"".join(line + b"\n" for line in lines)
    poem = MemoryPoem(data[: len(data) // 2])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_filter, "BLOCK", size)
        folded = LineFilter(poem, (), folds=True)
        for piece in (b"", data[len(data) // 2 :]):
            poem.append(piece)
            while folded.work(1):
                pass
    chosen = folded.chosen
    assert chosen.read(0, chosen.size) == b"".join(line + b"\n" for line, _ in groupby(lines))
    assert chosen.line_count == len(list(groupby(lines)))


def test_what_is_filtered_is_folded_as_well() -> None:
    folded = LineFilter(MemoryPoem(b"a1\na1\nb\na2\na2\n"), (Condition("a"),), folds=True)
    while folded.work(1):
        pass
    assert folded.chosen.read(0, 99) == b"a1\na2\n"
