"""Finding bytes by keys: digits or a quoted text, forwards and back."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.byte_find_bar import ByteFindBar, wanted_bytes
from poetrygui.gui.recording.hex_view import HexView
from tests.gui.hands import press, write
from tests.gui.memory_poem import MemoryPoem

Until = Callable[[Callable[[], bool]], None]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[HexView]:
    view = HexView()
    qtbot.addWidget(view)
    view.set_source(MemoryPoem(b"Tyger, tyger\r\nburning\r\n"))
    yield view
    view.set_source(None)


@pytest.fixture
def bar(qtbot: QtBot, view: HexView) -> ByteFindBar:
    bar = ByteFindBar(view, lambda _offset: "")
    qtbot.addWidget(bar)
    return bar


def test_enter_finds_the_next_and_with_shift_the_one_before(bar: ByteFindBar, view: HexView) -> None:
    write(bar.field, "0d 0a")
    press(bar.field, Qt.Key.Key_Return)
    assert view.selected.span == (12, 14)
    assert bar.told.text() == "At byte 12."
    press(bar.field, Qt.Key.Key_Return)
    assert view.selected.span == (21, 23)
    press(bar.field, Qt.Key.Key_Return)
    assert bar.told.text().startswith("Not found from here on")
    assert view.selected.span == (21, 23)
    press(bar.field, Qt.Key.Key_Return, SHIFT)
    assert view.selected.span == (12, 14)


def test_a_text_in_quotes_is_found(bar: ByteFindBar, view: HexView) -> None:
    write(bar.field, '"tyger"')
    press(bar.field, Qt.Key.Key_Return)
    assert view.selected.span == (7, 12)


def test_what_is_no_hex_is_said(bar: ByteFindBar, view: HexView) -> None:
    write(bar.field, "tyger")
    press(bar.field, Qt.Key.Key_Return)
    assert "is not hex" in bar.told.text()
    bar.field.clear()
    press(bar.field, Qt.Key.Key_Return)
    assert bar.told.text() == ""
    assert view.selected.span == (0, 0)


def test_many_bytes_are_looked_through_in_turns(bar: ByteFindBar, view: HexView, wait_until: Until) -> None:
    view.set_source(MemoryPoem(bytes(40 * 1024 * 1024) + b"\x01"))
    write(bar.field, "01")
    press(bar.field, Qt.Key.Key_Return)
    wait_until(lambda: view.selected.span == (40 * 1024 * 1024, 40 * 1024 * 1024 + 1))


def test_what_cannot_be_read_is_said(bar: ByteFindBar, view: HexView, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: object, _start: int, _stop: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    write(bar.field, "01")
    monkeypatch.setattr(MemoryPoem, "read", broken)
    press(bar.field, Qt.Key.Key_Return)
    assert bar.told.text() == "The bytes cannot be read from disk: Input/output error."


@pytest.mark.parametrize("text,wanted", [("0d0a", b"\r\n"), (" 'é' ", "é".encode()), ('""', b""), ("", b"")])
def test_bytes_are_written_in_digits_or_in_quotes(text: str, wanted: bytes) -> None:
    assert wanted_bytes(text) == wanted
