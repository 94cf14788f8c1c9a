"""Times beside rows: exact for each, in three ways, and where chunks tear frames."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot

from poetrygui.core.text.moments import of_day_text
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from poetrygui.gui.recording.ruler_colours import ruler_colours
from tests.gui.recording.recorded_views import RecordedView
from tests.recordings.framed_folder import CLOCK, record_lines

CHUNKS = [b"one\ntwo\nth", b"ree\n", b"four\nfi", b"ve\nsix\n"]
WAITS = [24_664, 3200, 153, 1_340_000]
"""Rows one and two come at 24,664 µs, three at 27,864, four at 28,017, five and six at 1,368,017."""


class Written(QPainter):
    """A painter that remembers what was written."""

    def __init__(self) -> None:
        self._image = QImage(300, 600, QImage.Format.Format_RGB32)
        super().__init__(self._image)
        self.texts: list[str] = []

    def drawText(self, *arguments: object) -> None:  # noqa: N802 - Qt's name
        self.texts.append(str(arguments[-1]))


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[RecordedView]:
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", CHUNKS, waits=WAITS))
    yield shown
    shown.release()


def written(shown: RecordedView, times: Times) -> list[str]:
    """Return the times that stand beside the rows."""
    shown.parts.show_look(RecordingLook(times=times))
    painter = Written()
    rows = list(shown.view.row_map.visible_rows())
    shown.parts.beside.margin.paint(painter, QRect(0, 0, 200, 600), rows, shown.poem)
    painter.end()
    return painter.texts


def test_each_way_tells_where_a_chunk_begins(shown: RecordedView) -> None:
    assert written(shown, Times.NONE) == []
    assert written(shown, Times.SINCE_START) == ["0.024664 s", "0.027864 s", "0.028017 s", "1.368017 s"]
    assert written(shown, Times.OF_DAY) == [of_day_text(CLOCK, time) for time in (24_664, 27_864, 28_017, 1_368_017)]
    assert written(shown, Times.SINCE_FRAME) == ["+24.7 ms", "+3.2 ms", "+153 µs", "+1.34 s"]


def test_what_is_seen_first_has_its_time_wherever_its_chunk_began(shown: RecordedView) -> None:
    shown.parts.show_look(RecordingLook(times=Times.SINCE_FRAME))
    painter = Written()
    rows = list(shown.view.row_map.visible_rows())[1:]
    shown.parts.beside.margin.paint(painter, QRect(0, 0, 200, 600), rows, shown.poem)
    painter.end()
    assert painter.texts[0] == "+0 µs", "it came with the frame before"


def test_torn_frames_have_a_tick_and_chunks_a_bar(shown: RecordedView) -> None:
    shown.parts.show_look(RecordingLook(times=Times.SINCE_START))
    colours = ruler_colours(shown.view.palette())
    image = shown.view.margins.grab().toImage()
    seen = [image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())]
    assert {colour.name() for colour in colours.chunks.fills} <= set(seen)
    rows = [visible.top for visible in shown.view.row_map.visible_rows()]
    torn = {y for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) == colours.torn}
    ticks = {max(index for index, top in enumerate(rows) if top <= y) for y in torn}
    assert ticks == {2, 4}, "three and five came in two pieces"


def test_it_takes_no_room_where_there_is_nothing(shown: RecordedView) -> None:
    margin, metrics = shown.parts.beside.margin, QFontMetrics(shown.view.font())
    assert margin.width(metrics, shown.poem) == 0
    margin.show(shown.poem, Times.OF_DAY)
    wide = margin.width(metrics, shown.poem)
    margin.show(shown.poem, Times.SINCE_START)
    assert 0 < margin.width(metrics, shown.poem) < wide
    margin.show(None, Times.SINCE_START)
    assert margin.width(metrics, shown.poem) == 0
