"""Marks on what was found, for the rows at hand and no others."""

from __future__ import annotations

from PyQt6.QtGui import QColor, QPalette

from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.widgets.theme import between_colours, match_colours
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


def test_highlights_take_the_colours_of_another_palette(view: PoemView) -> None:
    given_poem(view, verse(3))
    view.set_highlighter(lambda _start, _data: [(0, 4)])
    view.set_lines_between(lambda _start, _stop: [(0, 4)])
    dark = QPalette(QColor("#1e1f22"))
    dark.setColor(QPalette.ColorRole.Base, QColor("#1e1f22"))
    for palette in (dark, QPalette(view.palette())):
        view.setPalette(palette)
        wanted = [colours_of(view.palette())[1].name() for colours_of in (between_colours, match_colours)]
        assert [mark.format.background().color().name() for mark in view.extraSelections()] == wanted
