"""What the lanes of a ruler are painted on: where they lie, bytes as pixels, and texts that fit."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter

from poetrygui.gui.recording.ruler_colours import RulerColours
from poetrygui.recordings.ruler_scale import RulerScale

LANES = ("chunks", "frames", "sent")
PADDING = 4
"""Pixels beside texts."""

LEAST_LABEL = 26
"""Pixels of a bar that is told of in words."""

_LEAST_ELIDED = 44  # pixels of a text that is cut off and still says something
FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_GAP = 4  # pixels between lanes


@frozen
class Lanes:
    """Where the lanes lie, in pixels of a widget of that ``width``, for letters of that height.

    Each is worked out once: a picture of a thousand bars asks for it as often.
    """

    left: int
    width: int
    line: int

    @cached_property
    def height(self) -> int:
        """What all of it needs."""
        return round(self.overview.bottom()) + _GAP

    @cached_property
    def least(self) -> int:
        """What the lanes of chunks and frames need: with less it is no ruler."""
        return round(self.frames.bottom()) + _GAP

    def whole_in(self, height: int) -> int:
        """Return where that ends which is there in whole in so many pixels: nothing is shown in half."""
        ends = (self.overview, self.bottom, self.sent, self.frames)
        return next((end for each in ends if (end := round(each.bottom()) + _GAP) <= height), height)

    @cached_property
    def room(self) -> int:
        """The width of the lanes."""
        return max(self.width - self.left - PADDING, 1)

    @cached_property
    def axis(self) -> QRectF:
        """The numbers of bytes."""
        return QRectF(self.left, 2, self.room, self.line)

    @cached_property
    def chunks(self) -> QRectF:
        """The first lane."""
        return QRectF(self.left, self.axis.bottom() + 2, self.room, self.line + 8)

    @cached_property
    def frames(self) -> QRectF:
        """The second lane."""
        return QRectF(self.left, self.chunks.bottom() + _GAP, self.room, self.line + 8)

    @cached_property
    def sent(self) -> QRectF:
        """The third lane."""
        return QRectF(self.left, self.frames.bottom() + _GAP, self.room, self.line + 2)

    @cached_property
    def bottom(self) -> QRectF:
        """Two lines: of bytes, or one that sums up."""
        return QRectF(self.left, self.sent.bottom() + _GAP, self.room, 2 * self.line)

    @cached_property
    def overview(self) -> QRectF:
        """The whole wire, and what of it is seen."""
        return QRectF(self.left, self.bottom.bottom() + 2, self.room, 5)


def lanes_of(metrics: QFontMetrics, width: int) -> Lanes:
    """Return where the lanes lie with letters like these."""
    left = max(metrics.horizontalAdvance(name) for name in LANES) + 3 * PADDING
    return Lanes(left, width, metrics.height())


@frozen
class RulerCanvas:
    """A ``painter``, the font of which is small, and what it paints with."""

    painter: QPainter
    lanes: Lanes
    scale: RulerScale
    colours: RulerColours

    def x(self, offset: float) -> float:
        """Return at which pixel of the widget a byte begins."""
        return self.lanes.left + self.scale.x(offset)

    def area(self, start: float, stop: float, lane: QRectF, gap: float = 1.0) -> QRectF:
        """Return where the stretch from byte ``start`` to ``stop`` lies in a lane, as far as it is seen.

        Where there is room, it is narrower by ``gap`` pixels.
        """
        lanes = self.lanes
        left = max(self.x(start), lanes.left - PADDING)
        width = min(self.x(stop), lanes.left + lanes.room + PADDING) - left
        return QRectF(left, lane.top(), max(width - gap if width > 3 * gap else width, 0.5), lane.height())

    def write(self, area: QRectF, texts: list[str], colour: QColor, *, elides: bool = False) -> None:
        """Write into ``area``, in this colour, the first of the texts for which there is room.

        Where there is room for none of them, and it ``elides``, the first one is written as far as it goes.
        """
        seen = area.intersected(QRectF(self.lanes.left, 0, self.lanes.room, self.lanes.height))
        room = seen.width() - 2 * PADDING
        if room < LEAST_LABEL - 2 * PADDING:
            return
        metrics = self.painter.fontMetrics()
        chosen = next((text for text in texts if metrics.horizontalAdvance(text) <= room), None)
        if elides and (chosen is None or (chosen is not texts[0] and room > _LEAST_ELIDED)):
            chosen = metrics.elidedText(texts[0], Qt.TextElideMode.ElideRight, int(room))
        if chosen:
            self.painter.setPen(colour)
            self.painter.drawText(seen.adjusted(PADDING, 0, -PADDING, 0), FLAGS, chosen)
