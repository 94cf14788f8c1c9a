"""The ruler's lane of frames, and the zigzags where a chunk's end tears one."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui.recording.ruler_canvas import LEAST_LABEL, PADDING, RulerCanvas
from poetrygui.recordings.ruler_picture import Blur, FrameBar, Picture

ROUND = 2.0
"""The radius of a frame's corners."""

_LEAST_ROUND = 8  # pixels of a bar whose corners are round
_LEAST_DENSE = 0.35  # of the lane's height, where few frames end
_ZIGZAG = 3.0  # pixels to each side
_BESIDE = 6.0  # pixels to each side, with the width of what is drawn
_MOST_TEXT = 200  # bytes of a frame that are shown


class FrameLane:
    """Paints frames in two sands, what only leads or ends them in a third; pale, where they are somewhere."""

    def __init__(self, canvas: RulerCanvas) -> None:
        """Paint on ``canvas``."""
        self._canvas = canvas

    def paint(self, picture: Picture, data: bytes, at: int) -> None:
        """Paint what lies in view of ``picture``; ``data`` is the wire from byte ``at`` on."""
        painter, lane, colours = self._canvas.painter, self._canvas.lanes.frames, self._canvas.colours
        self._paint_blurs(picture.blurs)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in picture.frames:
            area = self._canvas.area(bar.start, bar.stop, lane)
            if area.width() < _LEAST_ROUND:
                painter.fillRect(area, colours.frames.fills[bar.number % 2])
                continue
            painter.setBrush(colours.frames.fills[bar.number % 2])
            painter.drawRoundedRect(area, ROUND, ROUND)
            if area.width() > PADDING:
                for start, stop in bar.framing:
                    painter.fillRect(self._canvas.area(start, stop, lane), colours.framing)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for bar in picture.frames:
            area = self._canvas.area(*bar.payload, lane)
            if area.width() >= LEAST_LABEL:
                self._canvas.write(
                    area, self._frame_texts(bar, data, at), colours.frames.texts[bar.number % 2], elides=True
                )
        if picture.unfinished is not None:
            self._paint_unfinished(picture.unfinished)

    def _frame_texts(self, bar: FrameBar, data: bytes, at: int) -> list[str]:
        number = f"{bar.number + 1:,}"
        start = max(bar.payload[0] - at, 0)
        stop = min(bar.payload[1] - at, start + _MOST_TEXT)
        text = label_text(data[start:stop].decode("utf-8", "replace"), _MOST_TEXT).strip() if stop > start else ""
        return [f"{number}  {text}", number] if text else [number]

    def _paint_blurs(self, blurs: tuple[Blur, ...]) -> None:
        """Draw where frames end somewhere: pale, without edges, and as high as they are dense."""
        painter, lane, colours = self._canvas.painter, self._canvas.lanes.frames, self._canvas.colours
        densities = [blur.count / max(blur.stop - blur.start, 1) for blur in blurs]
        densest = max(densities, default=1.0)
        pale = self._pale
        for blur, density in zip(blurs, densities, strict=True):
            area = self._canvas.area(blur.start, blur.stop, lane, gap=0)
            height = lane.height() * (_LEAST_DENSE + (1 - _LEAST_DENSE) * density / densest)
            painter.fillRect(QRectF(area.left(), lane.bottom() - height, area.width(), height), pale)
            if area.width() >= LEAST_LABEL:
                self._canvas.write(area, [f"{counted(blur.count, 'frame')} in here", f"{blur.count:,}"], colours.quiet)

    @property
    def _pale(self) -> QColor:
        colour = QColor(self._canvas.colours.frames.fills[1])
        colour.setAlphaF(0.55)
        return colour

    def _paint_unfinished(self, offset: int) -> None:
        """Draw what no frame was made of: hatched."""
        area = self._canvas.area(offset, self._canvas.scale.size, self._canvas.lanes.frames)
        self._canvas.painter.fillRect(area, Qt.GlobalColor.transparent)
        brush = QPen(self._canvas.colours.torn).brush()
        brush.setStyle(Qt.BrushStyle.BDiagPattern)
        self._canvas.painter.fillRect(area, brush)
        if area.width() >= LEAST_LABEL:
            text = "no frame"
            width = min(self._canvas.painter.fontMetrics().horizontalAdvance(text) + 2 * PADDING, area.width())
            label = QRectF(area.left() + PADDING, area.top() + PADDING, width, area.height() - 2 * PADDING)
            self._canvas.painter.fillRect(label, self._canvas.colours.ground)
            self._canvas.write(label, [text, ""], self._canvas.colours.text)

    def paint_torn(self, offsets: tuple[int, ...]) -> None:
        """Draw a zigzag through each frame that a chunk's end tears, and a line through the chunks."""
        painter, top = self._canvas.painter, self._canvas.lanes.chunks.top() - 2
        places, told_up_to = [], 0.0
        for offset in offsets:
            x = self._canvas.x(offset)
            if x < told_up_to:
                continue  # more of them in a place cannot be told apart
            told_up_to = x + 2 * _ZIGZAG
            places.append(QPointF(round(x) - _BESIDE, top))
        if not places:
            return
        for colour, width in ((self._canvas.colours.ground, 4.0), (self._canvas.colours.torn, 1.6)):
            zigzag = self._zigzag(QPen(colour, width))
            for place in places:
                painter.drawPixmap(place, zigzag)

    def _zigzag(self, pen: QPen) -> QPixmap:
        """Return one, drawn with ``pen``: a hundred of them take ten times as long drawn one by one."""
        frames, top = self._canvas.lanes.frames, self._canvas.lanes.chunks.top() - 2
        device = self._canvas.painter.device()
        ratio = 1.0 if device is None else device.devicePixelRatioF()
        pixels = QPixmap(math.ceil(2 * _BESIDE * ratio), math.ceil((frames.bottom() - top + 2) * ratio))
        pixels.setDevicePixelRatio(ratio)
        pixels.fill(Qt.GlobalColor.transparent)
        line = QPolygonF([QPointF(_BESIDE, 0), QPointF(_BESIDE, frames.top() - top)])
        steps = max(round(frames.height() / (2 * _ZIGZAG)), 4)
        for step in range(steps + 1):
            side = (_ZIGZAG if step % 2 else -_ZIGZAG) if 0 < step < steps else 0
            line.append(QPointF(_BESIDE + side, frames.top() - top + frames.height() * step / steps))
        painter = QPainter(pixels)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawPolyline(line)
        painter.end()
        return pixels
