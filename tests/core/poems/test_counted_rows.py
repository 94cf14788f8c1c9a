"""Counting rows as they are read: the same as taking them apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems import counted_rows
from poetrygui.core.poems.counted_rows import count_rows
from poetrygui.core.poems.newline_index import NewlineIndex
from poetrygui.core.poems.rows import Border, RowComposer, exact_pieces, unpack_borders

frames = st.lists(st.sampled_from([b"", b"a", b"bc", b"a\nb", b"\n", b"a\n", b"defg" * 5]), max_size=30)


def composed(all_frames: list[bytes], *, has_open: bool) -> tuple[bytes, list[Border]]:
    composer = RowComposer()
    for frame in all_frames:
        composer.frame(frame)
    if has_open:
        composer.part(b"o\n")
    rows, borders = composer.take()
    return b"".join(rows), list(unpack_borders([borders]))


@given(frames, st.booleans(), st.integers(1, 40))
def test_what_is_of_frames_is_what_taking_them_apart_gives(
    all_frames: list[bytes], has_open: bool, read_at_once: int
) -> None:
    rows, borders = composed(all_frames, has_open=has_open)
    index = NewlineIndex()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counted_rows, "BLOCK", read_at_once)
        found = count_rows(index, len(rows), lambda start, stop: rows[start:stop], borders)
    assert found == len(b"".join(all_frames)) + 2 * has_open
    assert found == len(b"".join(exact_pieces(borders, len(rows), lambda start, stop: rows[start:stop])))
    assert (index.size, index.newlines) == (len(rows), rows.count(b"\n"))


def test_borders_behind_the_rows_and_rows_before_the_first_are_nothing() -> None:
    index = NewlineIndex()
    assert count_rows(index, 4, lambda start, stop: b"ab\nc"[start:stop], [(1, 0), (9, 1)]) == 2
    assert count_rows(NewlineIndex(), 2, lambda start, stop: b"ab"[start:stop], []) == 0
