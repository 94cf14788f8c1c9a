"""What every reader of a poem finds by reading: where a line begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.poems.poem_reader import start_of_line
from poetrygui.core.poems.store import PoemStore


@pytest.mark.parametrize(
    "offset, limit, begins", [(0, 9, 0), (3, 9, 0), (4, 9, 4), (6, 9, 4), (8, 9, 4), (8, 2, 6), (6, 0, 6)]
)
def test_a_line_begins_behind_a_newline_or_as_far_back_as_is_looked(
    tmp_path: Path, offset: int, limit: int, begins: int
) -> None:
    poem = PoemStore(tmp_path / "poem")
    poem.frame(b"one\nthree\n")
    poem.flush()
    assert start_of_line(poem, offset, limit) == begins
    poem.close()
