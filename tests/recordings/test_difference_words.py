"""A difference in words, with numbers from 1 for people."""

from __future__ import annotations

import pytest

from poetrygui.recordings.difference import Hunk, HunkKind
from poetrygui.recordings.difference_words import frames_words, hunk_words


@pytest.mark.parametrize("stretch, words", [((4, 4), "no frame"), ((0, 1), "frame 1"), ((1, 3), "frames 2 to 3")])
def test_frames_count_from_one(stretch: tuple[int, int], words: str) -> None:
    assert frames_words(stretch) == words


def test_both_kinds_have_words_of_their_own() -> None:
    cut = Hunk(HunkKind.CUT, (4, 1900), (1, 2), (1, 1))
    assert hunk_words(cut, ("raw", "lines")) == (
        "other cut, bytes 4 to 1,900 of the wire: frame 2 by raw, no frame by lines"
    )
    value = Hunk(HunkKind.VALUE, (4, 9), (1, 2), (1, 2))
    assert hunk_words(value, ("raw", "lines")).startswith("same cut, other value, ")
