"""Who sent each row: told where it is another, in a column that is there where the recording tells of senders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.source_colour import source_colour
from tests.gui.recording.recorded_views import RecordedView
from tests.recordings.framed_folder import record_lines

ONE, TWO = "127.0.0.1:1", "127.0.0.1:2"
CHUNKS = [b"one\ntwo\n", b"three\n", b"four\n", b"five\n"]


class Written(QPainter):
    """A painter that remembers what was written, and in which colour."""

    def __init__(self) -> None:
        self._image = QImage(300, 600, QImage.Format.Format_RGB32)
        super().__init__(self._image)
        self.texts: list[tuple[int, str, str]] = []

    def drawText(self, *arguments: object) -> None:  # noqa: N802 - Qt's name
        area = arguments[0]
        assert isinstance(area, QRect)
        self.texts.append((area.top(), str(arguments[-1]), self.pen().color().name()))


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[RecordedView]:
    senders = {0: ONE, 2: TWO, 3: TWO}
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", CHUNKS, senders=senders))
    yield shown
    shown.release()


def test_a_sender_stands_where_it_is_another(shown: RecordedView) -> None:
    margin, metrics = shown.parts.beside.senders, QFontMetrics(shown.view.font())
    assert margin.width(metrics, shown.poem) > metrics.horizontalAdvance(TWO)
    rows = list(shown.view.row_map.visible_rows())
    painter = Written()
    margin.paint(painter, QRect(0, 0, 200, 600), rows, shown.poem)
    painter.end()
    palette = shown.view.palette()
    assert painter.texts == [
        (rows[0].top, ONE, source_colour(0, palette).name()),
        (rows[3].top, TWO, source_colour(1, palette).name()),
    ]


def test_of_some_rows_the_first_has_its_sender(shown: RecordedView) -> None:
    rows = list(shown.view.row_map.visible_rows())[1:]
    shown.parts.beside.senders.width(QFontMetrics(shown.view.font()), shown.poem)
    painter = Written()
    shown.parts.beside.senders.paint(painter, QRect(0, 0, 200, 600), rows, shown.poem)
    painter.end()
    assert [text for _, text, _ in painter.texts] == [ONE, TWO]


def test_it_takes_no_room_where_nobody_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", CHUNKS))
    assert shown.parts.beside.senders.width(QFontMetrics(shown.view.font()), shown.poem) == 0
    shown.release()
    assert shown.parts.beside.senders.width(QFontMetrics(shown.view.font()), shown.poem) == 0
