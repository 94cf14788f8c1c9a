"""The hex view by keys and mouse: what it shows, selects, copies and tells a screen reader, and how little it reads."""

from __future__ import annotations

import errno
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QGuiApplication, QPalette
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording import hex_view
from poetrygui.gui.recording.hex_view import HexView
from poetrygui.gui.widgets.theme import fault_colours
from poetrygui.recordings.ruler_picture import FrameBar
from tests.gui.exposed import exposed
from tests.gui.hands import click, drag, press
from tests.gui.memory_poem import MemoryPoem

KEYS = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
POEM = bytes(range(256)) * 400


class Broken(MemoryPoem):
    def read(self, start: int, stop: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[HexView]:
    view = exposed(qtbot, HexView(), 900, 400)
    yield view
    view.set_source(None)


def clipboard() -> str:
    board = QGuiApplication.clipboard()
    assert board is not None
    return board.text()


def place_of(view: HexView, offset: int) -> QPoint:
    """Return a place over the digits of a byte that is seen, as it is found by asking."""
    for y in range(1, view.canvas.height(), 4):
        for x in range(0, view.canvas.width(), 3):
            if view.offset_at(QPoint(x, y)) == offset:
                return QPoint(x + 1, y)
    raise AssertionError(f"byte {offset} is not seen")


def colours(view: HexView) -> set[str]:
    image = view.canvas.grab().toImage()
    return {image.pixelColor(x, y).name() for y in range(0, image.height(), 2) for x in range(0, image.width(), 2)}


def test_only_what_is_seen_is_read(view: HexView) -> None:
    poem = MemoryPoem(POEM * 100)
    view.set_source(poem)
    view.grab()
    before, poem.bytes_read = poem.bytes_read, 0
    assert before <= 4 * (view.page_rows + 2) * 16
    view.show_offset(5_000_000)
    view.canvas.grab()
    assert view.top == 5_000_000
    assert poem.bytes_read <= 2 * (view.page_rows + 2) * 16


def test_keys_move_the_caret(view: HexView) -> None:
    view.set_source(MemoryPoem(POEM))
    for key, modifiers, caret in (
        (KEYS.Key_Right, None, 1),
        (KEYS.Key_Down, None, 17),
        (KEYS.Key_Left, None, 16),
        (KEYS.Key_End, None, 31),
        (KEYS.Key_Home, None, 16),
        (KEYS.Key_Up, None, 0),
        (KEYS.Key_Left, None, 0),
        (KEYS.Key_PageDown, None, view.page_rows * 16),
        (KEYS.Key_End, CONTROL, len(POEM)),
        (KEYS.Key_PageUp, None, len(POEM) - view.page_rows * 16),
        (KEYS.Key_Home, CONTROL, 0),
    ):
        press(view, key, modifiers or Qt.KeyboardModifier.NoModifier)
        assert view.selected.span == (caret, caret)
        assert view.top <= caret <= view.top + (view.page_rows + 1) * 16


def test_keys_that_mean_nothing_are_left_to_the_window(view: HexView) -> None:
    view.set_source(MemoryPoem(POEM))
    press(view, KEYS.Key_F8)
    press(view, KEYS.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.selected.span == (0, 0)


def test_with_shift_keys_select_and_copying_writes_hex(view: HexView) -> None:
    view.set_source(MemoryPoem(b"Tyger\r\n"))
    for _ in range(3):
        press(view, KEYS.Key_Right)
    for _ in range(4):
        press(view, KEYS.Key_Right, SHIFT)
    assert view.selected.span == (3, 7)
    press(view, KEYS.Key_C, CONTROL)
    assert clipboard() == "65 72 0d 0a"
    press(view, KEYS.Key_A, CONTROL)
    assert view.selected.span == (0, 7)


@pytest.mark.parametrize(
    "entry,text",
    [
        ("Copy as &hex", "54 79 67 65 72"),
        ("Copy as an array of &C", "static const unsigned char data[5] = {\n    0x54, 0x79, 0x67, 0x65, 0x72,\n};"),
        ("Copy as a &Python literal", "b'Tyger'"),
        ("Copy as base&64", "VHlnZXI="),
    ],
)
def test_the_menu_copies_in_each_way(view: HexView, entry: str, text: str) -> None:
    view.set_source(MemoryPoem(b"Tyger\r\n"))
    view.select(0, 5)
    menu = view.context_menu()
    next(action for action in menu.actions() if action.text() == entry).trigger()
    assert clipboard() == text


def test_nothing_selected_is_nothing_to_copy(view: HexView) -> None:
    view.set_source(MemoryPoem(b"Tyger"))
    copies = [action for action in view.context_menu().actions() if "Copy" in action.text()]
    assert len(copies) == 4
    assert not any(action.isEnabled() for action in copies)


def test_too_much_is_refused_in_a_sentence(view: HexView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hex_view, "COPY_LIMIT", 4)
    refusals: list[str] = []
    view.copy_refused.connect(refusals.append)
    view.set_source(MemoryPoem(b"Tyger"))
    view.select(0, 5)
    press(view, KEYS.Key_C, CONTROL)
    assert refusals == ["The selection has 5 bytes and 4 can be copied at most: select less."]


def test_the_mouse_selects_what_is_under_it(view: HexView) -> None:
    view.set_source(MemoryPoem(POEM))
    drag(view.canvas, place_of(view, 20), place_of(view, 37))
    assert view.selected.span == (20, 38)
    click(view.canvas, place_of(view, 4), SHIFT)
    assert view.selected.span == (4, 20)


def test_selecting_is_told(view: HexView) -> None:
    told: list[tuple[int, int]] = []
    view.selection_changed.connect(lambda start, stop: told.append((start, stop)))
    view.set_source(MemoryPoem(POEM))
    press(view, KEYS.Key_Right)
    press(view, KEYS.Key_Down, SHIFT)
    assert told == [(1, 1), (1, 17)]


def test_the_byte_at_fault_is_marked_between_its_neighbours(view: HexView) -> None:
    view.set_source(MemoryPoem(POEM))
    ground = fault_colours(view.palette())[1].name()
    assert ground not in colours(view)
    view.show_fault(50_000)
    assert ground in colours(view)
    assert view.top < 50_000 - 16 < 50_000 + 16 < view.top + view.page_rows * 16
    assert view.selected.span == (50_000, 50_000)
    assert view.accessibleDescription().startswith(f"Byte 50,000 of 102,400: {POEM[50_000]:02x}.")


def test_what_has_just_come_can_be_at_fault_and_be_selected(view: HexView) -> None:
    poem = MemoryPoem(b"")
    view.set_source(poem)
    poem.append(POEM)
    view.show_fault(90_000)
    assert view.top < 90_000 < view.top + view.page_rows * 16
    poem.append(POEM)
    view.select(200_000, 200_001)
    assert view.top <= 200_000 < view.top + view.page_rows * 16


def test_a_selection_is_seen(view: HexView) -> None:
    view.set_source(MemoryPoem(POEM))
    ground = view.palette().color(QPalette.ColorRole.Highlight).name()
    assert ground not in colours(view)
    view.select(3, 40)
    assert ground in colours(view)


def test_bytes_that_come_are_within_reach(view: HexView) -> None:
    poem = MemoryPoem(b"")
    view.set_source(poem)
    assert view.accessibleDescription() == "No bytes."
    poem.append(POEM)
    view.show_growth()
    press(view, KEYS.Key_End, CONTROL)
    assert view.selected.caret == len(POEM)
    assert view.accessibleDescription().startswith("The end.")


def test_a_screen_reader_hears_the_row_and_the_selection(view: HexView) -> None:
    view.set_source(MemoryPoem(b"Tyger\r\n"))
    press(view, KEYS.Key_Right)
    assert view.accessibleName() == "Bytes"
    assert view.accessibleDescription() == ("Byte 1 of 7: 79. The row: 54 79 67 65 72 0d 0a. As characters: Tyger··")
    press(view, KEYS.Key_Right, SHIFT)
    assert view.accessibleDescription() == "1 byte selected, from 1 to 1."


def test_a_screen_reader_hears_of_framing(view: HexView) -> None:
    view.set_source(MemoryPoem(b"3:one,"))
    view.frames = lambda start, stop: [FrameBar(6, 0, 6, delimiter=1, header=2)]
    told = []
    for offset in (1, 2, 5):
        view.select(offset, offset)
        told.append("Framing of frame 7." in view.accessibleDescription())
    assert told == [True, False, True]


def test_bytes_that_cannot_be_read_are_said(view: HexView) -> None:
    problems: list[str] = []
    view.read_failed.connect(problems.append)
    view.set_source(Broken(b"Tyger"))
    view.grab()
    assert set(problems) == {"The bytes cannot be read from disk: Input/output error."}


def test_a_larger_font_has_fewer_rows(view: HexView) -> None:
    view.set_source(MemoryPoem(POEM))
    before = view.page_rows
    font = view.font()
    font.setPointSize(font.pointSize() * 2)
    view.setFont(font)
    assert view.page_rows < before
    press(view, KEYS.Key_End, CONTROL)
    assert view.top + view.page_rows * 16 >= len(POEM)


def test_ten_gibibytes_are_within_reach(view: HexView) -> None:
    class Huge(MemoryPoem):
        size = 10 * 1024**3

        def read(self, start: int, stop: int) -> bytes:
            return bytes(min(stop, self.size) - start)

    view.set_source(Huge())
    press(view, KEYS.Key_End, CONTROL)
    assert view.selected.caret == 10 * 1024**3
    assert view.top + view.page_rows * 16 >= 10 * 1024**3


def test_the_end_stays_in_sight_until_somebody_goes_elsewhere(view: HexView) -> None:
    poem = MemoryPoem(POEM)
    told: list[object] = []
    view.set_source(poem)
    view.selection_changed.connect(lambda *_: told.append(True))
    view.show_end()
    for _ in range(2):
        poem.append(POEM)
        view.grow()
        assert (view.rows_bar.value(), view.selected.caret) == (view.rows_bar.maximum(), poem.size)
    assert told == [], "nobody is led by it"
    top = view.top
    view.rows_bar.setValue(view.rows_bar.value() - 3)
    poem.append(POEM)
    view.grow()
    assert view.top == top - 3 * 16
    press(view, KEYS.Key_End, CONTROL)
    press(view, KEYS.Key_Left)
    here = view.top
    poem.append(POEM)
    view.grow()
    assert view.top == here
