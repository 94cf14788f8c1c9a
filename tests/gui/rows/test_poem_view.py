"""The view: what it shows, where it stays, what is selected, and how little it does for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QAbstractSlider, QApplication
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.store import PoemStore
from poetrygui.core.text.display_text import shown_text
from poetrygui.gui.rows import copying
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.hands import double_click, press, press_mouse
from tests.gui.memory_poem import MemoryPoem

VERSE = b"Could frame thy fearful symmetry, said line %d\n"
KEYS = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def verse(count: int, first: int = 0) -> bytes:
    return b"".join(VERSE % number for number in range(first, first + count))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PoemView]:
    view = PoemView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.set_reader(None)


def given_poem(view: PoemView, data: bytes) -> MemoryPoem:
    poem = MemoryPoem(data)
    view.set_reader(poem)
    return poem


def seen(view: PoemView) -> list[str]:
    """Return the rows that are visible, from the top."""
    rows = []
    block = view.firstVisibleBlock()
    place = view.blockBoundingGeometry(block).translated(view.contentOffset())
    viewport = view.viewport()
    assert viewport is not None
    while block.isValid() and place.top() < viewport.height():
        rows.append(block.text())
        block = block.next()
        place = view.blockBoundingGeometry(block).translated(view.contentOffset())
    return rows


def wheel(view: PoemView, notches: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(view.mapToGlobal(QPoint(50, 50))),
        QPoint(),
        QPoint(0, round(notches * 120)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def drag(view: PoemView, start: QPoint, stop: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place, button, buttons in (
        (QEvent.Type.MouseButtonPress, start, left, left),
        (QEvent.Type.MouseMove, stop, none, left),
        (QEvent.Type.MouseButtonRelease, stop, left, none),
    ):
        event = QMouseEvent(
            kind, QPointF(place), QPointF(view.mapToGlobal(place)), button, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view.viewport(), event)


def row_places(view: PoemView) -> list[int]:
    """Return the middle of each visible row, in the viewport."""
    places = []
    block = view.firstVisibleBlock()
    for _ in seen(view):
        place = view.blockBoundingGeometry(block).translated(view.contentOffset())
        places.append(int(place.center().y()))
        block = block.next()
    return places


def clipboard_text() -> str:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    return clipboard.text()


def test_it_starts_at_the_end_and_stays_there(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(1000))
    assert view.following
    assert seen(view)[-1] == shown_text(VERSE % 999).rstrip("\n")
    poem.append(verse(500, 1000))
    qtbot.waitUntil(lambda: seen(view)[-1].endswith("line 1499"))
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_an_empty_poem_that_grows(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, b"")
    assert (view.toPlainText(), view.line_count(), view.text_between(0, 10)) == ("", 0, "")
    poem.append(b"first")
    qtbot.waitUntil(lambda: view.toPlainText() == "first")
    poem.append(b" line\nsecond")
    qtbot.waitUntil(lambda: view.toPlainText() == "first line\nsecond")
    assert view.line_count() == 2
    assert view.verticalScrollBar().maximum() == 0


def test_the_placeholder_is_shown_until_something_comes(view: PoemView, qtbot: QtBot) -> None:
    blank = view.grab().toImage()
    view.set_placeholder("Connecting…")
    assert view.grab().toImage() != blank
    assert view.accessibleDescription() == "Connecting…"
    given_poem(view, b"\n")
    assert view.grab().toImage() != blank


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


@pytest.mark.parametrize("place", [0, 100_000, None])
def test_rows_of_many_marks_fill_the_view_too(view: PoemView, place: int | None) -> None:
    given_poem(view, ("a" + "\u0301" * 15).encode() * 10_000)
    if place is not None:
        view.show_offset(place)
    viewport = view.viewport()
    assert viewport is not None
    assert row_places(view)[-1] > viewport.height() - 3 * view.fontMetrics().lineSpacing()
    assert view.following is (place is None)


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


def test_the_document_stays_small(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(10))
    for data in (verse(50_000), b"x" * 2_000_000, b"\n" * 100_000):
        poem.append(data)
        qtbot.waitUntil(lambda: not view.place.pacer.is_waiting)
        assert view.blockCount() < 200
        assert len(view.toPlainText()) < 150_000
    view.show_offset(3_000_000)
    assert view.blockCount() < 200


def test_many_small_chunks_cause_few_refreshes(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(100))
    poem.reads = 0
    for _ in range(5000):
        poem.append(b"word ")
    qtbot.waitUntil(lambda: view.toPlainText().endswith("word "))
    assert poem.reads < 500


def test_nothing_is_read_while_hidden(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(100))
    view.hide()
    poem.reads = 0
    poem.append(verse(100, 100))
    assert poem.reads == 0
    assert not view.place.pacer.wakes
    view.show()
    assert seen(view)[-1].endswith("line 199")


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


def test_select_all_and_copy_shows_marks_and_exact_copy_does_not(view: PoemView, qtbot: QtBot) -> None:
    given_poem(view, "a\x1b[0m\r\nb\u202ec\n".encode())
    press(view, KEYS.Key_A, CONTROL)
    view.copy()
    assert clipboard_text() == "a␛[0m\nb⟦U+202E⟧c\n"
    view.copy_exact()
    assert clipboard_text() == "a\x1b[0m\r\nb\u202ec\n"


def test_too_much_is_not_copied(view: PoemView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "COPY_LIMIT", 1000)
    given_poem(view, b"y" * 1001)
    view.select(0, 3)
    view.copy()
    view.selectAll()
    with qtbot.waitSignal(view.copyRefused) as refused:
        view.copy()
    assert "1,001 bytes" in refused.args[0]
    assert clipboard_text() == "yyy"


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


def test_zooming_keeps_the_place_and_changes_the_font(view: PoemView) -> None:
    given_poem(view, verse(1000))
    view.show_offset(len(verse(500)))
    size, top = view.font().pointSizeF(), view.top_offset()
    wheel(view, 1, CONTROL)
    assert view.font().pointSizeF() > size
    assert view.top_offset() == top


def test_hostile_rows_do_not_reach_into_others(view: PoemView) -> None:
    marks = "marks e" + "\u0301\u0323" * 500
    plain = given_poem(view, b"above\n\nbelow\n")
    view.set_reader(plain)
    places = row_places(view)
    viewport = view.viewport()
    assert viewport is not None
    height = viewport.height()
    clean = viewport.grab().toImage()
    given_poem(view, f"above\n{marks}\nbelow\n".encode())
    hostile = viewport.grab().toImage()
    row = places[1] - places[0]
    scale = clean.height() / height
    for place in (places[0], places[2]):
        top, bottom = int((place - row // 2 + 1) * scale), int((place + row // 2 - 1) * scale)
        assert all(
            clean.pixel(x, y) == hostile.pixel(x, y) for y in range(top, bottom) for x in range(0, clean.width(), 2)
        )


def test_a_bidi_override_is_not_obeyed(view: PoemView) -> None:
    given_poem(view, "invoice_\u202etxt.exe\n".encode())
    overridden = view.grab().toImage()
    given_poem(view, b"invoice_exe.txt\n")
    assert view.grab().toImage() != overridden
    given_poem(view, "invoice_\u202etxt.exe\n".encode())
    assert view.toPlainText() == "invoice_⟦U+202E⟧txt.exe"


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
