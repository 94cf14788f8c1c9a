"""The bytes of a recording below a text: found, led to, and more of them as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Undelivered
from poetrygui.core.poems.recording import Recording
from poetrygui.core.text.moments import of_day_text
from poetrygui.gui.recording.bytes_pane import BytesPane, WireBytes
from tests.gui.hands import press, write
from tests.recordings.framed_folder import CLOCK, record_lines

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Recording]:
    recording = Recording.existing(record_lines(tmp_path / "poem", [b"line\n"] * 200 + [b"rest"]))
    yield recording
    recording.close()


@pytest.fixture
def pane(qtbot: QtBot, recording: Recording) -> Iterator[BytesPane]:
    pane = BytesPane()
    qtbot.addWidget(pane)
    pane.resize(700, 300)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.set_recording(recording)
    yield pane
    pane.set_recording(None)


def test_the_wire_is_read_as_far_as_it_came(recording: Recording) -> None:
    source = WireBytes(recording)
    assert source.size == 1004
    assert source.read(995, 2000) == b"line\nrest"


def test_control_f_finds_among_the_bytes(pane: BytesPane) -> None:
    pane.view.setFocus()
    press(pane.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert pane.find_bar.field.hasFocus()
    press(pane.find_bar.field, Qt.Key.Key_Escape)
    assert pane.view.hasFocus()


def test_what_is_found_is_said_with_its_time(pane: BytesPane) -> None:
    pane.view.select(14, 14)
    write(pane.find_bar.field, "0a 6c")
    press(pane.find_bar.field, Qt.Key.Key_Return)
    # The third line came three thousandths of a second after the beginning.
    assert pane.find_bar.told.text() == f"At byte 14 · {of_day_text(CLOCK, 3000)[:-3]}"
    pane.set_recording(None)


def test_the_bytes_at_fault_stay_in_the_middle_while_the_size_changes(pane: BytesPane) -> None:
    pane.show_fault(Undelivered(500, b"line\n"))
    assert pane.find_bar.told.text().startswith("Received, not delivered")
    for height in (200, 500, 260):
        pane.resize(700, height)
        middle = pane.view.top + pane.view.page_rows // 2 * 16
        assert abs(middle - 500) <= 32
    assert pane.view.marked == (500, 505)
    pane.view.select(0, 0)
    pane.resize(700, 400)
    assert pane.view.top == 0, "somebody went elsewhere"
    pane.show_fault(None)
    assert not bool(pane.view.marked)
    assert pane.find_bar.told.text() == ""


def test_what_comes_is_within_reach(pane: BytesPane, recording: Recording, tmp_path: Path, wait_until: Until) -> None:
    before = pane.view.rows_bar.maximum()
    longer = record_lines(tmp_path / "longer", [b"line\n"] * 2000)
    for name in ("log.000", "wire.000"):
        (tmp_path / "poem" / name).write_bytes((longer / name).read_bytes())
    recording.look()
    wait_until(lambda: pane.view.rows_bar.maximum() > before)


def test_of_nothing_there_is_nothing(pane: BytesPane) -> None:
    pane.set_recording(None)
    assert pane.view.size_shown == 0
    pane.grab()


def test_f3_finds_on_among_the_bytes(pane: BytesPane) -> None:
    pane.find_bar.field.setText('"line"')
    pane.view.select(0, 0)
    pane.view.setFocus()
    for place, key, found in (
        (pane.view, Qt.KeyboardModifier.NoModifier, 5),
        (pane.find_bar.field, Qt.KeyboardModifier.NoModifier, 10),
        (pane.view, Qt.KeyboardModifier.ShiftModifier, 5),
    ):
        pane.view.select(pane.view.selected.span[0], pane.view.selected.span[0] + 1)
        press(place, Qt.Key.Key_F3, key)
        assert pane.view.selected.span == (found, found + 4)
