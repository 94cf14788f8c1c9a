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
_END = 4  # points that a new end is drawn by: one more than are seen of it
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
            if kept is not None and _goes_on(kept[0], wanted):
                _move_on(kept[1], area.size(), ratio, rates, colour)
                picture = kept[1]
            else:
                picture = _picture(area.size(), ratio, rates, colour)
            kept = self._pictures[key] = wanted, picture
        painter.drawPixmap(area.topLeft(), kept[1])


def points(size: QSize, rates: Sequence[float], begin: int = 0) -> list[QPointF]:
    """Return where the line goes in a picture of that ``size``, from the ``begin``-th of the ``rates`` on."""
    top, bottom = 2.0 * HAIRLINE, _bottom(size)
    step = (size.width() - 1) / (LONGEST - 1)
    first = LONGEST - len(rates)
    height = (bottom - top) / (max(rates, default=0.0) or 1.0)
    return [QPointF((first + place) * step, bottom - height * rate) for place, rate in enumerate(rates[begin:], begin)]


def _bottom(size: QSize) -> float:
    return float(size.height() - 2 * HAIRLINE)


def _goes_on(before: _Drawn, now: _Drawn) -> bool:
    """Tell whether a picture is the one ``before``, whole pixels farther to the left, with a new end."""
    (old, *old_rest), (new, *rest) = before, now
    step = (now[1].width() - 1) / (LONGEST - 1)
    return (
        step == int(step)
        and step * now[2] == int(step * now[2])
        and rest == old_rest
        and len(new) > _END
        and new[:-1] == old[len(old) + 1 - len(new) :]
        and max(new) == max(old)
    )


def _move_on(picture: QPixmap, size: QSize, ratio: float, rates: Sequence[float], colour: QColor) -> None:
    """Move a picture by a second, and draw its new end."""
    step = (size.width() - 1) // (LONGEST - 1)
    picture.scroll(-round(step * ratio), 0, picture.rect())
    left = size.width() - 1 - 2 * step
    end = QRect(left, 0, size.width() - left, size.height())
    painter = QPainter(picture)
    painter.setClipRect(end)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillRect(end, colour)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    _draw(painter, size, points(size, rates, len(rates) - _END), colour)
    painter.end()


def _picture(size: QSize, ratio: float, rates: Sequence[float], colour: QColor) -> QPixmap:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _draw(painter, size, points(size, rates), colour)
    painter.end()
    return picture


def _draw(painter: QPainter, size: QSize, line: Sequence[QPointF], colour: QColor) -> None:
    bottom, ground = _bottom(size), QColor(colour)
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
