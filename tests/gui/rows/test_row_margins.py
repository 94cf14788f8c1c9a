"""What stands beside the rows: line numbers, marks where a row goes on, and any other column that is added."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from attrs import define, field
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.text.row_cutter import Row
from poetrygui.gui.rows.row_margins import LineNumbers, MarginStrip, VisibleRow
from tests.gui.memory_poem import MemoryPoem

POEM = MemoryPoem(b"one\ntwo\nthree\n")
ROWS = (VisibleRow(Row(0, 3, 4, True, b"one"), 0, 20), VisibleRow(Row(4, 7, 8, True, b"two"), 20, 20))


@define
class Noted:
    """A margin that notes what it is asked to paint."""

    wide: int = 30
    painted: list[tuple[QRect, int]] = field(factory=list)
    fails: bool = False

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        return self.wide + reader.size

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        if self.fails:
            raise OSError(5, "Input/output error")
        self.painted.append((area, len(list(rows))))


def picture(rows: Iterable[VisibleRow], reader: PoemReader) -> QImage:
    """Return line numbers as they are painted."""
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    LineNumbers().paint(painter, QRect(0, 0, 80, 60), rows, reader)
    painter.end()
    return image


def test_each_line_has_its_own_number_and_a_row_that_goes_on_a_mark(qtbot: QtBot) -> None:
    first, second = picture(ROWS[:1], POEM), picture([VisibleRow(Row(4, 7, 8, True, b"two"), 0, 20)], POEM)
    goes_on = picture([VisibleRow(Row(0, 3, 4, False, b"one"), 0, 20)], POEM)
    assert len({bytes(each.bits().asarray(each.sizeInBytes())) for each in (first, second, goes_on)}) == 3
    assert picture([], POEM) != first


def test_the_width_grows_in_steps_of_a_digit(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widths = [LineNumbers().width(widget.fontMetrics(), MemoryPoem(b"\n" * count)) for count in (1, 9_999, 10_000)]
    assert widths[0] == widths[1] < widths[2]


def test_margins_stand_side_by_side_each_with_the_width_that_it_needs(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    strip = MarginStrip(lambda: ROWS, parent)
    before = strip.needed_width()
    noted, other = Noted(30), Noted(50)
    strip.add(noted)
    strip.add(other)
    strip.read_from(POEM)
    assert strip.needed_width() == before + 80 + 2 * POEM.size
    strip.resize(strip.needed_width(), 100)
    strip.grab()
    (area, count), (other_area, _) = noted.painted[-1], other.painted[-1]
    assert (area.left(), area.width(), area.height(), count) == (before, 30 + POEM.size, 100, 2)
    assert other_area.left() == area.left() + area.width()


def test_a_margin_that_cannot_read_leaves_the_rows_alone(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    strip = MarginStrip(lambda: ROWS, parent)
    strip.add(Noted(fails=True))
    strip.resize(strip.needed_width(), 50)
    strip.grab()


@pytest.mark.parametrize("name", ["Line numbers"])
def test_a_screen_reader_has_a_name_for_it(qtbot: QtBot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert MarginStrip(lambda: (), parent).accessibleName() == name


def test_what_did_not_come_is_shown_to_a_margin_of_all_rows_alone(qtbot: QtBot) -> None:
    among = SentAmong(POEM)
    among.put(0, b"> PING")
    rows = [VisibleRow(Row(0, 6, 7, True, b"> PING"), 0, 20), VisibleRow(Row(7, 10, 11, True, b"one"), 20, 20)]
    parent = QWidget()
    qtbot.addWidget(parent)
    strip = MarginStrip(lambda: rows, parent)
    strip.read_from(among)
    of_came, of_all = Noted(), Noted()
    strip.add(of_came)
    strip.add(of_all, of_all=True)
    strip.resize(strip.needed_width(), 60)
    strip.grab()
    assert [[count for _, count in margin.painted[-1:]] for margin in (of_came, of_all)] == [[1], [2]]
