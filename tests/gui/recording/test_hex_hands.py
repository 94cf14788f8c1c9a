"""What keys and the mouse do to a hex view: the caret moves by bytes, rows and pages, and never beyond the bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QKeyCombination, QPoint, Qt
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.hex_view import HexView
from tests.gui.hands import click, press
from tests.gui.memory_poem import MemoryPoem

KEYS, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
SIZE = 1003


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[HexView]:
    view = HexView()
    qtbot.addWidget(view)
    view.resize(900, 300)
    with qtbot.waitExposed(view):
        view.show()
    view.set_source(MemoryPoem(bytes(SIZE)))
    yield view
    view.set_source(None)


@pytest.mark.parametrize(
    "start, key, modifiers, caret",
    [
        (5, KEYS.Key_Left, NONE, 4),
        (0, KEYS.Key_Left, NONE, 0),
        (SIZE, KEYS.Key_Right, NONE, SIZE),
        (40, KEYS.Key_Up, NONE, 24),
        (7, KEYS.Key_Up, NONE, 0),
        (SIZE - 3, KEYS.Key_Down, NONE, SIZE),
        (40, KEYS.Key_Home, NONE, 32),
        (40, KEYS.Key_End, NONE, 47),
        (SIZE - 1, KEYS.Key_End, NONE, SIZE),
        (40, KEYS.Key_Home, CONTROL, 0),
        (40, KEYS.Key_End, CONTROL, SIZE),
        (0, KEYS.Key_PageUp, NONE, 0),
        (SIZE - 1, KEYS.Key_PageDown, NONE, SIZE),
    ],
)
def test_where_a_key_takes_the_caret(
    view: HexView, start: int, key: Qt.Key, modifiers: Qt.KeyboardModifier, caret: int
) -> None:
    view.select(start, start)
    press(view, key, modifiers)
    assert (view.selected.anchor, view.selected.caret) == (caret, caret)


def test_a_page_is_what_is_seen(view: HexView) -> None:
    view.select(0, 0)
    press(view, KEYS.Key_PageDown)
    assert view.selected.caret == 16 * view.page_rows
    press(view, KEYS.Key_PageUp)
    assert view.selected.caret == 0


def test_with_shift_the_anchor_stays(view: HexView) -> None:
    view.select(20, 20)
    press(view, KEYS.Key_Down, SHIFT)
    press(view, KEYS.Key_Right, SHIFT)
    assert view.selected.span == (20, 37)
    press(view, KEYS.Key_Home, SHIFT | CONTROL)
    assert (view.selected.anchor, view.selected.caret) == (20, 0)
    press(view, KEYS.Key_A, CONTROL)
    assert view.selected.span == (0, SIZE)


@pytest.mark.parametrize("key", [KEYS.Key_Escape, KEYS.Key_F3, KEYS.Key_Tab, KEYS.Key_X])
def test_what_means_nothing_here_moves_nothing(view: HexView, key: Qt.Key) -> None:
    view.select(20, 30)
    press(view, key)
    assert view.selected.span == (20, 30)


def test_a_click_sets_the_caret_and_with_shift_the_end(view: HexView, qtbot: QtBot) -> None:
    first = QPoint(view.canvas.width() // 4, 5)
    second = first + QPoint(0, view.canvas.height() // 2)
    click(view.canvas, first)
    start = view.selected.caret
    assert view.selected.is_empty
    assert start == view.offset_at(first)
    click(view.canvas, second, SHIFT)
    assert view.selected.span == (start, view.offset_at(second))
    other: QWidget = view.canvas
    assert view.hasFocus() or other.hasFocus() or not view.isActiveWindow()


@pytest.mark.parametrize("key", [KEYS.Key_C, KEYS.Key_A, KEYS.Key_End, KEYS.Key_Home])
def test_keys_that_the_window_has_too_are_taken_from_it(view: HexView, qtbot: QtBot, key: Qt.Key) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view.setParent(window)
    taken: list[str] = []
    shortcut = QShortcut(QKeySequence(QKeyCombination(CONTROL, key)), window)
    shortcut.activated.connect(lambda: taken.append("by the window"))
    with qtbot.waitExposed(window):
        window.show()
    view.setFocus()
    view.select(0, 4)
    press(view, key, CONTROL)
    assert not taken
    view.clearFocus()
    press(window, key, CONTROL)
    assert taken
    view.setParent(None)
