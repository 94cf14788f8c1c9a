"""A match that is selected is still seen when a part below takes half of the view's height."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.rows.views import given_poem, seen, verse

LAST = b"line 300\n"


def selected(view: PoemView) -> PoemView:
    """Have a view show a hundred lines, with the last that is seen selected."""
    data = verse(1000)
    given_poem(view, data)
    view.show_offset(data.index(LAST))
    last = seen(view)[-2].encode()
    at = data.index(last)
    view.select_match(at, at + len(last))
    assert seen(view)[-2].encode() == last, "it was seen before"
    return view


def test_a_selection_that_is_seen_stays_so(view: PoemView, qtbot: QtBot) -> None:
    start, stop = selected(view).selection()
    view.resize(view.width(), view.height() // 2)
    qtbot.waitUntil(lambda: view.row_map.shows(start))
    assert view.selection() == (start, stop)


def test_one_that_is_not_seen_leads_nobody(view: PoemView, qtbot: QtBot) -> None:
    selected(view)
    view.show_offset(0)
    view.resize(view.width(), view.height() // 2)
    qtbot.wait(0)
    assert view.top_offset() == 0


def test_an_end_that_is_followed_is_still(view: PoemView, qtbot: QtBot) -> None:
    selected(view).follow()
    view.resize(view.width(), view.height() // 2)
    qtbot.waitUntil(lambda: seen(view)[-1].endswith("line 999"))
    assert view.following
