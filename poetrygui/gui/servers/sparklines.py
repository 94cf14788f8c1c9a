"""Small pictures of how fast bytes come, drawn anew only where that has changed."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPointF, QRect, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPixmap, QPolygonF

from poetrygui.core.text.rate_history import LONGEST
from poetrygui.gui.widgets.tokens import HAIRLINE

MOST = 512
"""Pictures that are kept."""
_BELOW = 0.25  # how much of the line's colour is below it
_Drawn = tuple[tuple[float, ...], QSize, float, int]


class Sparklines:
    """Draws rates as a line over the last half minute: the newest at the right, the largest at the top."""

    def __init__(self) -> None:
        """Keep no picture yet."""
        self.made = 0
        """How many pictures were drawn."""
        self._pictures: dict[str, tuple[_Drawn, QPixmap]] = {}

    def draw(self, painter: QPainter, area: QRect, key: str, rates: Sequence[float], colour: QColor) -> None:
        """Draw ``rates`` in ``colour`` into an ``area`` by ``painter``; the picture is kept by ``key``."""
        device = painter.device()
        ratio = 1.0 if device is None else device.devicePixelRatioF()
        wanted = tuple(rates), area.size(), ratio, colour.rgb()
        kept = self._pictures.get(key)
        if kept is None or kept[0] != wanted:
            if len(self._pictures) >= MOST:
                self._pictures.clear()
            self.made += 1
            kept = self._pictures[key] = wanted, _picture(area.size(), ratio, rates, colour)
        painter.drawPixmap(area.topLeft(), kept[1])


def points(size: QSize, rates: Sequence[float]) -> list[QPointF]:
    """Return where the line goes in a picture of that size."""
    top, bottom = 2.0 * HAIRLINE, float(size.height() - 2 * HAIRLINE)
    step = (size.width() - 1) / (LONGEST - 1)
    first = LONGEST - len(rates)
    most = max(rates, default=0.0) or 1.0
    return [QPointF((first + place) * step, bottom - (bottom - top) * rate / most) for place, rate in enumerate(rates)]


def _picture(size: QSize, ratio: float, rates: Sequence[float], colour: QColor) -> QPixmap:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    line = points(size, rates)
    bottom = float(size.height() - 2 * HAIRLINE)
    painter = QPainter(picture)
    ground = QColor(colour)
    ground.setAlphaF(_BELOW)
    painter.setBrush(ground)
    painter.setPen(Qt.PenStyle.NoPen)
    # Without smooth edges, which take several times as long: the line above smooths it.
    painter.drawPolygon(QPolygonF([QPointF(line[0].x(), bottom), *line, QPointF(line[-1].x(), bottom)]))
    painter.setPen(ground)
    painter.drawLine(QPointF(0, bottom), QPointF(size.width(), bottom))  # of all the half minute
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour)
    painter.drawPolyline(QPolygonF(line))
    painter.end()
    return picture
