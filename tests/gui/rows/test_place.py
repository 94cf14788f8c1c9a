"""Where a view is in its poem: at the end and following it, or anywhere, and then it stays there."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import QAbstractSlider
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.text.display_text import shown_text
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.hands import press
from tests.gui.rows.views import (
    CONTROL,
    KEYS,
    VERSE,
    drag,
    given_poem,
    seen,
    verse,
    wheel,
)


def test_it_starts_at_the_end_and_stays_there(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(1000))
    assert view.following
    assert seen(view)[-1] == shown_text(VERSE % 999).rstrip("\n")
    poem.append(verse(500, 1000))
    qtbot.waitUntil(lambda: seen(view)[-1].endswith("line 1499"))
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_the_button_that_leads_to_the_end_has_room_for_its_words_at_once(view: PoemView) -> None:
    given_poem(view, b"one\ntwo\nthree\n")
    view.select_match(4, 7)  # and nothing comes with which it would get its place anew
    assert view.to_end.isVisible()
    assert view.to_end.width() >= view.to_end.sizeHint().width()


@pytest.mark.parametrize("wraps", [True, False])
@pytest.mark.parametrize(
    "data",
    [verse(3000), b"\n" * 9000, b"x" * 300_000, "é€ 😀".encode() * 40_000, bytes(range(256)) * 700],
    ids=["verse", "empty lines", "one line", "one line of many bytes a letter", "any byte"],
)
def test_scrolling_to_either_end_and_back(view: PoemView, qtbot: QtBot, data: bytes, wraps: bool) -> None:
    poem = given_poem(view, data)
    view.set_wrap(wraps)
    end = seen(view)
    wheel(view, 2)
    rows_above = seen(view)
    press(view, KEYS.Key_Home, CONTROL)
    assert (view.top_offset(), view.first_visible_line(), view.following) == (0, 0, False)
    assert view.verticalScrollBar().value() == 0
    start = seen(view)
    tops = [0]
    for _ in range(40):
        press(view, KEYS.Key_PageDown)
        tops.append(view.top_offset())
    assert tops == sorted(tops)
    assert tops[-1] > 0
    for _ in range(45):
        press(view, KEYS.Key_PageUp)
    assert seen(view) == start
    press(view, KEYS.Key_End)
    assert (view.following, seen(view)) == (True, end)
    wheel(view, 2)
    assert (view.following, seen(view)) == (False, rows_above)
    wheel(view, -3)
    assert (view.following, seen(view)) == (True, end)
    assert poem.size == len(data)


def test_lines_down_and_up_are_the_same_ones(view: PoemView, qtbot: QtBot) -> None:
    given_poem(view, b"".join((b"%d " % number) * (1 + number * 37 % 900) + b"\n" for number in range(120)))
    view.show_offset(0)
    places = [(view.top_offset(), view.place.top_line)]
    for _ in range(300):
        press(view, KEYS.Key_Down)
        places.append((view.top_offset(), view.place.top_line))
    assert places == sorted(set(places))
    for place in reversed(places[:-1]):
        press(view, KEYS.Key_Up)
        assert (view.top_offset(), view.place.top_line) == place


def test_what_is_read_does_not_move_while_more_comes(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(1000))
    wheel(view, 5)
    assert not view.following
    rows, top, place = seen(view), view.top_offset(), view.verticalScrollBar().value()
    for first in range(1000, 3000, 100):
        poem.append(verse(100, first))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() < place)
    assert (seen(view), view.top_offset()) == (rows, top)


def test_following_is_told(view: PoemView, qtbot: QtBot) -> None:
    given_poem(view, verse(1000))
    told: list[bool] = []
    view.followingChanged.connect(told.append)
    wheel(view, 1)
    wheel(view, 1)
    press(view, KEYS.Key_End)
    drag(view, QPoint(5, 50), QPoint(200, 90))
    view.follow()
    assert told == [False, True, False, True]


def test_a_poem_that_fits_is_not_let_go_by_the_wheel(view: PoemView) -> None:
    given_poem(view, verse(3))
    wheel(view, 3)
    assert view.following


def test_the_scroll_bar_goes_anywhere(view: PoemView) -> None:
    poem = given_poem(view, verse(20_000))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert abs(view.top_offset() - poem.size // 2) < 2000
    assert view.first_visible_line() == poem.line_at(view.top_offset())
    top = view.top_offset()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderSingleStepAdd)
    assert view.top_offset() == top + len(VERSE % 10_000)
    bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub)
    assert view.top_offset() < top
    bar.setValue(0)
    assert view.top_offset() == 0
    bar.setValue(bar.maximum())
    assert view.following


def test_nothing_is_read_while_hidden(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(100))
    view.hide()
    poem.reads = 0
    poem.append(verse(100, 100))
    assert poem.reads == 0
    assert not view.place.pacer.wakes
    view.show()
    assert seen(view)[-1].endswith("line 199")


@pytest.mark.parametrize("wraps", [True, False])
def test_a_match_anywhere_is_shown_with_text_above(view: PoemView, wraps: bool) -> None:
    data = verse(4000) + b"x" * 50_000 + b"needle" + b"y" * 50_000 + b"\n" + verse(4000)
    given_poem(view, data)
    view.set_wrap(wraps)
    place = data.index(b"needle")
    view.select_match(place, place + 6)
    assert not view.following
    cursor = view.textCursor()
    assert cursor.selectedText() == "needle"
    viewport = view.viewport()
    assert viewport is not None
    assert viewport.rect().contains(view.cursorRect(cursor).center())
    assert view.top_offset() < place


def test_wrapping_keeps_the_place(view: PoemView) -> None:
    given_poem(view, verse(1000))
    view.show_offset(len(verse(500)))
    top = view.top_offset()
    for wraps in (False, True):
        view.set_wrap(wraps)
        assert view.wraps is wraps
        assert view.top_offset() == top
    view.resize(300, 300)
    assert view.top_offset() == top


def test_what_is_given_up_leaves_the_view_and_the_rest_stays_where_it_was(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(3000))
    start = poem.line_start(1000)
    view.place.show_offset(poem.line_start(500))
    assert seen(view)[0].endswith("line 500")
    poem.give_up(start)
    qtbot.waitUntil(lambda: seen(view)[0].endswith("line 1000"))
    assert (view.top_offset(), view.first_visible_line(), view.following) == (start, 1000, False)
    view.place.show_offset(poem.line_start(2000))
    poem.give_up(poem.line_start(1500))
    press(view, KEYS.Key_PageUp)
    press(view, KEYS.Key_PageDown)
    assert seen(view)[0].endswith("line 2000")
    press(view, KEYS.Key_Home, CONTROL)
    assert seen(view)[0].endswith("line 1500")
    press(view, KEYS.Key_Up)
    press(view, KEYS.Key_PageUp)
    assert (view.top_offset(), view.first_visible_line()) == (poem.line_start(1500), 1500)


def test_the_button_that_leads_to_the_end_says_how_many_lines_are_new(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(1000))
    wheel(view, 3)
    assert (view.to_end.isVisible(), view.to_end.text()) == (True, "↓ Follow")
    poem.append(verse(1, 1000))
    qtbot.waitUntil(lambda: view.to_end.text() == "↓ 1 new line")
    poem.append(verse(1999, 1001))
    qtbot.waitUntil(lambda: view.to_end.text() == "↓ 2,000 new lines")
    chosen = ChosenLines(poem)
    view.set_reader(chosen)
    view.let_go()
    chosen.add(0, [0, poem.line_start(9)], 9, poem.size)
    chosen.tell()
    qtbot.waitUntil(lambda: not view.place.pacer.is_waiting)
    assert view.to_end.text() == "↓ Follow", "they were there, and are chosen now"
    view.set_reader(poem)
    wheel(view, 3)
    poem.append(verse(2000))
    qtbot.waitUntil(lambda: view.to_end.text() == "↓ 2,000 new lines")
    assert view.canvas.geometry().contains(view.to_end.geometry()), "it has grown within the page"
    assert view.to_end.width() >= view.to_end.sizeHint().width()
    view.to_end.click()
    assert view.following
    wheel(view, 3)
    assert view.to_end.text() == "↓ Follow"
