"""Frames are numbered beside their first rows, and those of several rows are parted."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.frame_numbers import GOES_ON, FrameNumbers
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.rows.row_margins import VisibleRow
from tests.core.poems.recorded_poem import RecordedPoem
from tests.core.reference_rows import Delivery
from tests.gui.recording.test_time_margin import Written


def test_numbers_stand_at_first_rows(qtbot: QtBot, tmp_path: Path) -> None:
    recorded = RecordedPoem(tmp_path / "poem")
    recorded.chunk(b"#", Delivery("frames", [b"a\nb", b"c", b"d"]))
    poem = recorded.open()
    view = PoemView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    view.set_reader(poem)
    rows: list[VisibleRow] = list(view.row_map.visible_rows())
    numbers = FrameNumbers(lambda _: (poem, 0))
    painter = Written()
    numbers.paint(painter, QRect(0, 0, 90, 200), rows, poem)
    painter.end()
    assert painter.texts == ["1", GOES_ON, "2", "3"]
    assert numbers.width(QFontMetrics(view.font()), poem) > 0
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0)
    drawing = QPainter(image)
    numbers.draw_borders(drawing, 300, rows, view.palette())
    drawing.end()
    colour = ruler_colours(view.palette()).framing.rgb()
    lines = [row.top for row in rows if image.pixel(150, row.top) == colour]
    assert lines == [rows[0].top, rows[2].top]
    view.set_reader(None)
