"""Which byte is where on a page: rows, visual lines and pixels lead to each other and back."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.rows.views import given_poem, row_places, seen, verse

LETTERS = "añb 😀 שלום\n".encode()


@pytest.mark.parametrize("wraps", [True, False])
def test_a_byte_leads_to_a_place_and_back(view: PoemView, wraps: bool) -> None:
    given_poem(view, LETTERS + verse(20))
    view.set_wrap(wraps)
    view.show_offset(0)
    row_map = view.row_map
    for offset in (0, 1, 3, len(LETTERS), len(LETTERS) + 5):
        place = view.cursorRect(row_map.cursor_at(offset)).center()
        assert row_map.offset_at(place) == offset
        assert row_map.shows(offset)


def test_rows_that_are_seen_have_their_bytes_and_follow_each_other(view: PoemView) -> None:
    given_poem(view, verse(1000))
    view.show_offset(0)
    rows = list(view.row_map.visible_rows())
    assert len(rows) == len(seen(view))
    assert [row.row.start for row in rows] == [len(verse(number)) for number in range(len(rows))]
    tops = [row.top for row in rows]
    assert tops == sorted(set(tops))
    assert all(row.top <= middle <= row.top + row.height for row, middle in zip(rows, row_places(view), strict=True))


def test_what_is_not_seen_is_not_shown(view: PoemView) -> None:
    poem = given_poem(view, verse(1000))
    view.show_offset(0)
    assert view.row_map.shows(0)
    assert not view.row_map.shows(poem.size)
    view.follow()
    assert view.row_map.shows(poem.size - 1)
    assert not view.row_map.shows(0)


def test_a_row_that_is_wrapped_has_several_visual_lines(view: PoemView) -> None:
    given_poem(view, b"word " * 200 + b"\nshort\n")
    view.show_offset(0)
    row_map = view.row_map
    lines = row_map.lines_in(0)
    assert lines > 1
    assert row_map.visual_line(0) == (0, 0)
    assert row_map.visual_line(990) == (0, lines - 1)
    assert row_map.visual_line(1003) == (1, 0)
    columns = [row_map.line_column(0, line) for line in range(lines)]
    assert columns == sorted(set(columns))
    assert columns[0] == 0
    view.set_wrap(False)
    assert row_map.lines_in(0) == 1


def test_of_nothing_everything_is_at_the_beginning(view: PoemView) -> None:
    given_poem(view, b"")
    row_map = view.row_map
    assert list(row_map.visible_rows()) == []
    assert row_map.offset_at(QPoint(50, 50)) == 0
    assert row_map.visual_line(7) == (0, 0)
    assert row_map.cursor_at(0).position() == 0


def test_a_page_has_room_for_lines_and_a_line_for_characters(view: PoemView) -> None:
    given_poem(view, verse(1000))
    few = view.row_map.page_lines(), view.row_map.line_width()
    view.resize(view.width() * 2, view.height() * 2)
    many = view.row_map.page_lines(), view.row_map.line_width()
    assert few[0] >= len(seen(view)) // 2
    assert many[0] > few[0]
    assert many[1] > few[1]
