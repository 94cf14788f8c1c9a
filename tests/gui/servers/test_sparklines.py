"""How fast it comes, as a line: drawn anew only where that has changed."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QRect, QSize
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtWidgets import QApplication

from poetrygui.core.text.rate_history import LONGEST
from poetrygui.gui.servers import sparklines
from poetrygui.gui.servers.sparklines import Sparklines, points

UNSEEN = 100
"""Of 255, in one pixel where two strokes of a smooth line meet."""
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


@pytest.mark.parametrize("width, ratio", [(59, 1.0), (59, 2.0), (59, 1.25), (64, 1.0)])
def test_a_picture_that_goes_on_is_as_one_that_was_drawn_anew(qapp: QApplication, width: int, ratio: float) -> None:
    def shown(lines: Sparklines, rates: list[float]) -> bytes:
        image = QImage(round(width * ratio), round(14 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor("white"))
        painter = QPainter(image)
        lines.draw(painter, QRect(0, 0, width, 14), "a", rates, QColor("navy"))
        painter.end()
        left = round(2 * ratio)  # where the line comes in from before that
        seen = image.copy(left, 0, image.width() - left, image.height())
        bits = seen.constBits()
        assert bits is not None
        return bits.asstring(seen.sizeInBytes())

    rates, lines = [0.0, 90.0, 20.0], Sparklines()
    for second in range(2 * LONGEST):
        rates = [*rates, float(second * 37 % 60 + 100 * (second == 40))][-LONGEST:]
        moved, drawn_anew = shown(lines, rates), shown(Sparklines(), rates)
        assert max(abs(one - other) for one, other in zip(moved, drawn_anew, strict=True)) < UNSEEN, second
