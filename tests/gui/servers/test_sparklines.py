"""How fast it comes, as a line: drawn anew only where that has changed."""

from __future__ import annotations

from PyQt6.QtCore import QRect, QSize
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtWidgets import QApplication

from poetrygui.core.text.rate_history import LONGEST
from poetrygui.gui.servers import sparklines
from poetrygui.gui.servers.sparklines import Sparklines, points

AREA = QRect(3, 2, 64, 14)


def drawn(lines: Sparklines, key: str, *rates: float) -> QImage:
    image = QImage(80, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    lines.draw(painter, AREA, key, rates, QColor("black"))
    painter.end()
    return image


def test_the_newest_is_at_the_right_and_the_largest_at_the_top() -> None:
    line = points(QSize(59, 14), [0.0, 5.0, 10.0])
    assert [point.x() for point in line] == [2 * (LONGEST - 3), 2 * (LONGEST - 2), 58]
    assert [point.y() for point in line] == [12, 7, 2]
    assert {point.y() for point in points(QSize(59, 14), [0.0, 0.0])} == {12}


def test_it_is_drawn_anew_only_where_it_has_changed(qapp: QApplication) -> None:
    lines = Sparklines()
    first = drawn(lines, "a", 1, 2, 3)
    assert first.pixelColor(1, 1) == QColor("white")
    assert first != drawn(lines, "b", 3, 2, 1)
    before = lines.made
    assert drawn(lines, "a", 1, 2, 3) == first
    assert lines.made == before
    assert drawn(lines, "a", 1, 2, 9) != first
    assert lines.made == before + 1


def test_not_more_pictures_are_kept_than_there_is_room_for(qapp: QApplication) -> None:
    lines = Sparklines()
    for key in range(sparklines.MOST + 10):
        drawn(lines, str(key), 1, 2)
    drawn(lines, "0", 1, 2)
    assert lines.made == sparklines.MOST + 11
