"""The view: what it shows, where it stays, what is selected, and how little it does for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QContextMenuEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.store import PoemStore
from poetrygui.core.text.display_text import shown_text
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.hands import double_click, press
from tests.gui.rows.views import (
    CONTROL,
    KEYS,
    clipboard_text,
    given_poem,
    seen,
    verse,
)


def test_an_empty_poem_that_grows(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, b"")
    assert (view.toPlainText(), view.line_count(), view.text_between(0, 10)) == ("", 0, "")
    poem.append(b"first")
    qtbot.waitUntil(lambda: view.toPlainText() == "first")
    poem.append(b" line\nsecond")
    qtbot.waitUntil(lambda: view.toPlainText() == "first line\nsecond")
    assert view.line_count() == 2
    assert view.verticalScrollBar().maximum() == 0


def test_a_bar_that_is_dragged_is_left_alone_while_more_comes(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(5000))
    bar = view.verticalScrollBar()
    bar.setSliderDown(True)
    bar.setSliderPosition(bar.maximum() // 4)
    place, top = bar.value(), view.top_offset()
    poem.append(verse(5000, 5000))
    qtbot.waitUntil(lambda: not view.place.pacer.is_waiting)
    assert (bar.value(), view.top_offset()) == (place, top)
    bar.setSliderDown(False)


def test_a_timer_runs_only_until_what_came_is_shown(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(100))
    poem.append(b"more\n")
    assert view.place.pacer.is_waiting
    qtbot.waitUntil(lambda: not view.place.pacer.is_waiting)
    assert not view.place.pacer.wakes
    assert not view.mouse.is_dragging


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.one_of(st.binary(max_size=30), st.sampled_from([b"\r\n", b"\n"])), max_size=12).map(b"".join),
    st.integers(-2, 12),
    st.integers(-2, 12),
)
def test_text_between(view: PoemView, data: bytes, first: int, last: int) -> None:
    given_poem(view, data)
    lines = data.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    # A carriage return before the newline is part of the ending; a last line without newline has none.
    ended = data.count(b"\n")
    shown = [shown_text(line.removesuffix(b"\r") if place < ended else line) for place, line in enumerate(lines)]
    expected = shown[max(first, 0) : max(last + 1, 0)]
    assert view.line_count() == len(lines)
    assert view.text_between(first, last) == "\n".join(expected)


def test_a_selection_outlives_scrolling_and_is_copied_from_the_poem(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(2000))
    view.select(10, len(verse(1500)) + 5)
    assert not view.following
    for key in (KEYS.Key_Home, KEYS.Key_PageDown, KEYS.Key_End, KEYS.Key_PageUp):
        press(view, key)
        assert view.selection() == (10, len(verse(1500)) + 5)
    view.show_offset(len(verse(1400)))
    assert view.textCursor().hasSelection()
    press(view, KEYS.Key_C, CONTROL)
    assert clipboard_text() == bytes(poem.data[10 : len(verse(1500)) + 5]).decode()
    view.show_offset(len(verse(1600)))
    assert not view.textCursor().hasSelection()


def test_a_poem_that_cannot_be_read_is_told(view: PoemView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    poem = given_poem(view, verse(1000))

    def fail(start: int, stop: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(poem, "read", fail)
    with qtbot.waitSignal(view.readFailed) as failed:
        view.show_offset(0)
    assert "Input/output error" in failed.args[0]
    view.selectAll()
    with qtbot.waitSignal(view.copyRefused):
        view.copy()


def test_a_poem_on_disk(view: PoemView, qtbot: QtBot, tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    view.set_reader(store)
    for number in range(300):
        store.frame(b"frame %d" % number)
        store.part(b"a part ")
        store.frame(b"and the rest\n")
        store.flush()
    qtbot.waitUntil(lambda: seen(view)[-2:] == ["frame 299", "a part and the rest"])
    assert view.line_count() == 600
    assert view.text_between(598, 700) == "frame 299\na part and the rest"
    store.close()
    press(view, KEYS.Key_Home)
    assert seen(view)[0] == "frame 0"
    store.discard()
    press(view, KEYS.Key_PageDown)
    double_click(view.viewport(), QPoint(5, 5))
    view.grab()


def test_another_poem_takes_the_place(view: PoemView, qtbot: QtBot) -> None:
    first = given_poem(view, verse(1000))
    view.select(3, 9)
    second = given_poem(view, b"short\n")
    assert first.subscribers == []
    assert view.toPlainText() == "short"
    assert view.selection() == (0, 0)
    assert view.following
    second.append(b"er\n")
    qtbot.waitUntil(lambda: view.toPlainText() == "short\ner")
    view.set_reader(None)
    assert view.toPlainText() == ""
    assert second.subscribers == []


def test_a_menu_is_asked_for_where_the_mouse_is(view: PoemView) -> None:
    given_poem(view, verse(10))
    asked: list[QPoint] = []
    view.menuWanted.connect(asked.append)
    where = view.mapToGlobal(QPoint(20, 10))
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(20, 10), where))
    assert asked == [where]


def test_it_tells_when_there_begins_or_ceases_to_be_a_selection(view: PoemView) -> None:
    given_poem(view, verse(10))
    told: list[bool] = []
    view.hasSelectionChanged.connect(told.append)
    view.selectAll()
    view.select(0, 3)
    assert told == [True]
    view.select(3, 3)
    assert told == [True, False]
    view.selectAll()
    view.set_reader(None)
    assert told == [True, False, True, False]


def test_it_has_a_name_for_screen_readers(view: PoemView) -> None:
    assert view.objectName() == "poemView"
    assert view.accessibleName()
    assert view.isReadOnly()
    assert not view.isUndoRedoEnabled()
