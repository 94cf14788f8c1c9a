"""Marks on what was found, for the rows at hand and no others."""

from __future__ import annotations

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.rows.views import (
    given_poem,
    verse,
)


def test_highlights_are_drawn_for_the_rows_at_hand(view: PoemView) -> None:
    given_poem(view, verse(3000))
    asked: list[int] = []

    def find(start: int, data: bytes) -> list[tuple[int, int]]:
        asked.append(len(data))
        place = data.find(b"fearful")
        return [(place, place + 7)]

    view.set_highlighter(find)
    assert [mark.cursor.selectedText() for mark in view.extraSelections()] == ["fearful"]
    assert max(asked) < 200_000
    view.set_highlighter(None)
    assert view.extraSelections() == []
