"""A strip along the scroll bar shows how quickly it came, and a click on it goes there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QHelpEvent
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.coloured import Mark
from poetrygui.gui.recording import arrival_strip
from poetrygui.gui.recording.arrival_strip import ArrivalStrip
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.widgets.theme import rule_colours
from tests.gui.hands import click
from tests.gui.recording.recorded_views import RecordedView
from tests.recordings.framed_folder import record_lines

LINE = b"some verse, and nothing else, number %04d\n"
CHUNKS = [b"".join(LINE % (chunk * 50 + number) for number in range(50)) for chunk in range(10)]
WAITS = [1000] * 5 + [60_000_000] + [1000] * 4
ARRIVALS = RecordingLook(arrivals=True)


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[RecordedView]:
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", CHUNKS, waits=WAITS))
    yield shown
    shown.release()


def strip_of(shown: RecordedView, qtbot: QtBot) -> ArrivalStrip:
    shown.parts.show_look(ARRIVALS)
    strip = shown.parts.beside.arrivals
    qtbot.waitUntil(lambda: bool(strip.stretches()) and not strip.is_working)
    return strip


def test_the_pause_is_marked_and_a_click_goes_there(shown: RecordedView, qtbot: QtBot) -> None:
    strip = strip_of(shown, qtbot)
    (pause,) = strip.pauses()
    size = shown.poem.size
    assert pause.start < size // 2 <= pause.stop + len(LINE)
    assert strip.geometry().right() < shown.view.bar.geometry().left()
    followed = [shown.view.following]
    place = QPoint(5, strip.height() * pause.start // size)
    click(strip, place)
    followed.append(shown.view.following)
    assert followed == [True, False]
    assert abs(shown.view.top_offset() - pause.start) < 2 * len(LINE) + size // strip.height()
    place.setY(strip.height() * (pause.start + pause.stop) // (2 * size))
    help_ = QHelpEvent(QHelpEvent.Type.ToolTip, place, strip.mapToGlobal(place))
    QApplication.sendEvent(strip, help_)
    assert "in 1 min" in QToolTip.text()
    QToolTip.hideText()


def test_where_rules_find_something_is_marked_at_its_edge(shown: RecordedView, qtbot: QtBot) -> None:
    strip = strip_of(shown, qtbot)
    before = strip.grab().toImage()
    half = shown.poem.size // 2
    shown.parts.beside.show_marks([Mark(half, half + 40, "red"), Mark(0, 40, "blue")])
    after = strip.grab().toImage()
    right, left, middle = before.width() - 2, 1, before.height() // 2
    for row, colour in ((middle, "red"), (0, "blue")):
        assert after.pixelColor(right, row) == rule_colours(colour, strip.palette())[1]
        assert after.pixelColor(left, row) == before.pixelColor(left, row)


def test_pauses_are_gone_to_in_turn(shown: RecordedView, qtbot: QtBot) -> None:
    strip = strip_of(shown, qtbot)
    (pause,) = strip.pauses()
    for backward in (True, False, True):
        assert strip.go_to_pause(backward=backward)
        assert pause.stop - len(LINE) <= shown.view.top_offset() <= pause.stop


def test_a_pause_is_gone_to_before_all_is_looked_up(shown: RecordedView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrival_strip, "AT_ONCE", 60.0)
    shown.parts.show_look(ARRIVALS)
    strip = shown.parts.beside.arrivals
    assert not strip.stretches()
    assert strip.go_to_pause()
    assert len(strip.pauses()) == 1
    assert strip.no_pause.endswith("for 10 s or longer.")


def test_where_that_takes_long_nobody_is_told_that_there_is_no_pause(
    shown: RecordedView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrival_strip, "AT_ONCE", 0.0)
    shown.parts.show_look(ARRIVALS)
    strip = shown.parts.beside.arrivals
    assert not strip.go_to_pause()
    assert strip.no_pause.endswith("try it again in a moment.")
    assert strip_of(shown, qtbot).go_to_pause()


def test_it_goes_where_nobody_wants_it(shown: RecordedView, qtbot: QtBot) -> None:
    strip = strip_of(shown, qtbot)
    width = shown.view.canvas.width()
    shown.parts.show_look(RecordingLook())
    assert strip.isHidden()
    assert shown.view.canvas.width() > width
    shown.parts.show_look(ARRIVALS)
    assert strip.isVisible()
