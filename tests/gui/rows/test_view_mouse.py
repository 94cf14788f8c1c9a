"""What the mouse does to a view: it selects, scrolls on beyond the edge, and with Ctrl zooms."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.hands import double_click, press_mouse
from tests.gui.rows.views import (
    CONTROL,
    clipboard_text,
    drag,
    given_poem,
    row_places,
    verse,
    wheel,
)


@pytest.mark.parametrize("wraps", [True, False])
def test_dragging_selects_what_is_under_the_mouse(view: PoemView, wraps: bool) -> None:
    data = "ñandú ␀ one\nשלום\n😀😀 three\n".encode() + b"x\x00y\xffz\n" + verse(5)
    given_poem(view, data)
    view.set_wrap(wraps)
    places = row_places(view)
    drag(view, QPoint(1, places[1]), QPoint(600, places[3]))
    start, stop = view.selection()
    view.copy()
    assert not view.following
    assert stop == data.index(b"\xffz\n") + 2
    assert clipboard_text().split("\n")[1:] == ["😀😀 three", "x␀y\ufffdz"]
    assert start in (data.index("שלום".encode()), data.index("\n😀".encode()))
    drag(view, QPoint(300, places[4]), QPoint(300, places[4]))
    assert view.selection()[0] == view.selection()[1]


def test_dragging_beyond_the_edge_scrolls_on(view: PoemView, qtbot: QtBot) -> None:
    given_poem(view, verse(5000))
    view.show_offset(0)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, y in ((QEvent.Type.MouseButtonPress, 5), (QEvent.Type.MouseMove, 5000)):
        point = QPointF(20, y)
        QApplication.sendEvent(view.viewport(), QMouseEvent(kind, point, point, left, left, none))
    qtbot.waitUntil(lambda: view.selection()[1] > 40_000)
    assert view.selection()[0] < 50
    point = QPointF(20, 5)
    QApplication.sendEvent(
        view.viewport(),
        QMouseEvent(QEvent.Type.MouseButtonRelease, point, point, left, Qt.MouseButton.NoButton, none),
    )
    assert not view.mouse.is_dragging


def test_double_click_takes_a_word_and_a_third_click_the_line(view: PoemView, qtbot: QtBot) -> None:
    data = "Tyger, burning_ñandú bright!\nsecond\n".encode()
    given_poem(view, data)
    cursor = view.textCursor()
    cursor.setPosition(10)
    place = view.cursorRect(cursor).center()
    double_click(view.viewport(), place)
    start, stop = view.selection()
    assert data[start:stop].decode() == "burning_ñandú"
    press_mouse(view.viewport(), place)
    start, stop = view.selection()
    assert data[start:stop].decode() == "Tyger, burning_ñandú bright!\n"


def test_zooming_keeps_the_place_and_changes_the_font(view: PoemView) -> None:
    given_poem(view, verse(1000))
    view.show_offset(len(verse(500)))
    size, top = view.font().pointSizeF(), view.top_offset()
    wheel(view, 1, CONTROL)
    assert view.font().pointSizeF() > size
    assert view.top_offset() == top
