"""Painting the ruler: an axis of bytes, the lanes below it, and what sums them up."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPen, QPolygonF

from poetrygui.core.text.hex_rows import shown_characters
from poetrygui.gui.recording.chunk_lane import ChunkLane
from poetrygui.gui.recording.frame_lane import ROUND, FrameLane
from poetrygui.gui.recording.ruler_canvas import FLAGS, LANES, PADDING, RulerCanvas
from poetrygui.gui.recording.sent_lane import SentLane
from poetrygui.recordings.ruler_picture import Picture
from poetrygui.recordings.ruler_scale import RulerScale, ticks
from poetrygui.recordings.ruler_words import picture_sentence

TICK_ROOM = 90
"""Pixels between two numbers of the axis, at the least."""

_BYTE_ROOM = 17  # pixels that a byte needs to be shown in hex


class LanePainter:
    """Paints one picture of a ruler."""

    def __init__(self, canvas: RulerCanvas) -> None:
        """Paint on ``canvas``."""
        self._canvas = canvas

    def paint(self, picture: Picture, data: bytes, at: int) -> None:
        """Paint the lanes of ``picture``.

        ``data`` is the wire from byte ``at`` on, as far as it is read for what it says.
        """
        self._paint_ground()
        self._canvas.painter.save()
        self._canvas.painter.setClipRect(
            QRectF(self._canvas.lanes.left, 0, self._canvas.lanes.room, self._canvas.lanes.height),
            Qt.ClipOperation.IntersectClip,
        )
        ChunkLane(self._canvas).paint(picture)
        frames = FrameLane(self._canvas)
        frames.paint(picture, data, at)
        frames.paint_torn(picture.torn)
        SentLane(self._canvas).paint(picture)
        if self.shows_bytes(self._canvas.scale):
            self._paint_bytes(data, at)
        self._canvas.painter.restore()
        if not self.shows_bytes(self._canvas.scale):
            view = self._canvas.scale.view
            self._canvas.painter.setPen(self._canvas.colours.quiet)
            said = picture_sentence(picture, min(view.stop, self._canvas.scale.size) - view.start)
            self._canvas.painter.drawText(self._canvas.lanes.bottom, FLAGS, said)
        self._paint_overview()

    def paint_chosen(self, start: int, stop: int) -> None:
        """Paint around the frames of a stretch, and where it begins."""
        lanes, painter = self._canvas.lanes, self._canvas.painter
        painter.save()
        painter.setClipRect(
            QRectF(lanes.left - PADDING, 0, lanes.room + 2 * PADDING, lanes.height), Qt.ClipOperation.IntersectClip
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._canvas.colours.cursor, 2))
        if stop > start:
            painter.drawRoundedRect(self._canvas.area(start, stop, lanes.frames).adjusted(0, 1, 0, -1), ROUND, ROUND)
        x = self._canvas.x(start)
        painter.drawLine(QPointF(x, lanes.axis.bottom() - 2), QPointF(x, lanes.sent.bottom()))
        painter.setBrush(self._canvas.colours.cursor)
        top = lanes.axis.bottom() - 6
        painter.drawPolygon(QPolygonF([QPointF(x - 4, top), QPointF(x + 4, top), QPointF(x, top + 6)]))
        painter.restore()

    def _paint_overview(self) -> None:
        """Paint which part of the wire is seen."""
        area, scale = self._canvas.lanes.overview, self._canvas.scale
        self._canvas.painter.fillRect(area, self._canvas.colours.grid)
        if scale.size:
            left = area.left() + area.width() * scale.start / scale.size
            width = max(area.width() * (scale.stop - scale.start) / scale.size, 6)
            left = min(left, area.right() - min(width, area.width()))
            self._canvas.painter.fillRect(
                QRectF(left, area.top(), width, area.height()).intersected(area), self._canvas.colours.chunks.fills[0]
            )

    @staticmethod
    def shows_bytes(scale: RulerScale) -> bool:
        """Tell whether there is room for the bytes themselves."""
        return scale.bytes_per_pixel * _BYTE_ROOM <= 1

    # One by one

    def _paint_ground(self) -> None:
        painter, lanes, colours = self._canvas.painter, self._canvas.lanes, self._canvas.colours
        painter.setPen(colours.grid)
        painter.drawLine(QPointF(0, 0.5), QPointF(lanes.width, 0.5))
        painter.setPen(colours.quiet)
        for name, lane in zip(LANES, (lanes.chunks, lanes.frames, lanes.sent), strict=True):
            painter.fillRect(lane, colours.lane)
            area = QRectF(0, lane.top(), lanes.left - 2 * PADDING, lane.height())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), name)
        for tick in ticks(self._canvas.scale, TICK_ROOM):
            x = self._canvas.x(tick)
            painter.setPen(colours.grid)
            painter.drawLine(QPointF(x, lanes.axis.bottom() - 3), QPointF(x, lanes.sent.bottom()))
            painter.setPen(colours.quiet)
            if x + TICK_ROOM / 2 < lanes.left + lanes.room:
                painter.drawText(QRectF(x + 3, lanes.axis.top(), TICK_ROOM, lanes.axis.height()), FLAGS, f"{tick:,}")

    def _paint_bytes(self, data: bytes, at: int) -> None:
        """Write each byte below its place: its digits, and the character that it may be."""
        painter, area = self._canvas.painter, self._canvas.lanes.bottom
        width = 1 / self._canvas.scale.bytes_per_pixel
        painter.setPen(self._canvas.colours.text)
        centre = int(Qt.AlignmentFlag.AlignCenter)
        half = area.height() / 2
        for offset, byte, character in self._bytes_in_view(data, at):
            x = self._canvas.x(offset)
            painter.drawText(QRectF(x, area.top(), width, half), centre, f"{byte:02x}")
            painter.drawText(QRectF(x, area.top() + half, width, half), centre, character)

    def _bytes_in_view(self, data: bytes, at: int) -> Iterator[tuple[int, int, str]]:
        view = self._canvas.scale.view
        first = max(view.start - at, 0)
        seen = data[first : max(view.stop - at, 0)]
        yield from zip(range(at + first, at + first + len(seen)), seen, shown_characters(seen), strict=True)
