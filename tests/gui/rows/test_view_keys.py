"""What the keyboard does to a view: it scrolls, and with Shift selects."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.hands import press
from tests.gui.rows.views import (
    CONTROL,
    KEYS,
    SHIFT,
    given_poem,
    verse,
)


def test_the_keyboard_selects(view: PoemView, qtbot: QtBot) -> None:
    data = "añb\x00\nsecond line\nthird\n".encode() + verse(3000)
    given_poem(view, data)
    view.show_offset(0)
    view.select(0, 0)
    for key, selected in (
        (KEYS.Key_Right, "a"),
        (KEYS.Key_Right, "añ"),
        (KEYS.Key_End, "añb\0"),
        (KEYS.Key_Right, "añb\0\n"),
        (KEYS.Key_Left, "añb\0"),
        (KEYS.Key_Left, "añb"),
        (KEYS.Key_Down, "añb\0\nsec"),
        (KEYS.Key_Home, "añb\0\n"),
        (KEYS.Key_Up, ""),
    ):
        press(view, key, SHIFT)
        start, stop = view.selection()
        assert data[start:stop].decode() == selected
    for _ in range(70):
        press(view, KEYS.Key_PageDown, SHIFT)
    caret = view.selection()[1]
    assert caret > 50_000
    assert view.row_map.rows.start <= caret <= view.row_map.rows.stop
    press(view, KEYS.Key_End, SHIFT | CONTROL)
    assert view.selection() == (0, len(data))
    press(view, KEYS.Key_Home, SHIFT | CONTROL)
    assert view.selection() == (0, 0)
    assert view.top_offset() == 0


def test_keys_that_mean_nothing_here_are_left_to_the_window(view: PoemView, qtbot: QtBot) -> None:
    given_poem(view, verse(10))
    before = bytes(view.toPlainText(), "utf-8")
    for key in (KEYS.Key_Escape, KEYS.Key_X, KEYS.Key_Return, KEYS.Key_Delete, KEYS.Key_Backspace):
        press(view, key)
    assert bytes(view.toPlainText(), "utf-8") == before
