"""Lines are marked, drawn beside the text, gone to in turns, and not marked any more."""

from __future__ import annotations

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.rows.views import given_poem, verse


def line_seen(view: PoemView) -> int:
    return view.reader.line_at(view.selection()[0])


def test_the_selected_the_last_or_the_topmost_line_is_marked(view: PoemView) -> None:
    poem = given_poem(view, verse(100))
    assert view.marks.toggle() == 99, "the end is followed"
    view.show_offset(poem.line_start(20))
    assert view.marks.toggle() == 20
    view.show_line(50)
    assert view.marks.toggle() == 50
    assert view.marks.lines == [20, 50, 99]
    assert view.marks.toggle() is None, "it was marked"
    assert view.marks.lines == [20, 99]


def test_marks_are_gone_to_in_turns(view: PoemView) -> None:
    given_poem(view, verse(100))
    assert not view.marks.go()
    for line in (10, 60, 80):
        view.show_line(line)
        view.marks.toggle()
    seen = []
    for backward in (False, False, False, True, True, True):
        assert view.marks.go(backward=backward)
        seen.append(line_seen(view))
    assert seen == [10, 60, 80, 60, 10, 80]
    view.select(0, 0)
    view.follow()
    assert view.marks.go(backward=True)
    assert line_seen(view) == 80


def test_where_nothing_came_nothing_is_marked(view: PoemView) -> None:
    assert view.marks.toggle() is None
    assert view.marks.lines == []


def test_they_take_room_and_ink_only_where_there_are_any(view: PoemView) -> None:
    given_poem(view, verse(10))
    without, width = view.margins.grab().toImage(), view.margins.width()
    view.marks.toggle()
    assert view.margins.width() > width
    marked = view.margins.grab().toImage()
    view.marks.toggle()
    assert view.margins.width() == width
    assert view.margins.grab().toImage() == without != marked


def test_a_mark_stays_at_its_line_while_the_poem_grows(view: PoemView) -> None:
    poem = given_poem(view, verse(10))
    view.marks.toggle()
    poem.append(verse(10, 10))
    assert view.marks.lines == [9]
