"""The ruler's lane of what was sent, and of what else happened: pauses of our own, holes, what was given up."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.moments import since_start_text, wait_text
from poetrygui.core.text.wording import size_text
from poetrygui.gui.recording.ruler_canvas import RulerCanvas
from poetrygui.recordings.ruler_picture import Picture

_BETWEEN_ARROWS = 60  # pixels: those that lie closer are one
_WORDS = {
    EventKind.PAUSED: "paused",
    EventKind.HALF_CLOSED: "the other end sends no more",
    EventKind.HOLE: "missing",
    EventKind.DROPPED: "given up",
    EventKind.SENT_NOT_KEPT: "sent, not kept",
    EventKind.TOLD: "told",
    EventKind.SENDER: "sender",
}
_AT_FAULT = (EventKind.HOLE, EventKind.DROPPED)


@frozen
class Mark:
    """What stands at a pixel: an arrow for what was sent, two strokes for all else; its texts, the longest first."""

    x: float
    texts: tuple[str, ...]
    colour: QColor
    is_arrow: bool


class SentLane:
    """Paints arrows towards the server, and strokes where something else happened."""

    def __init__(self, canvas: RulerCanvas) -> None:
        """Paint on ``canvas``."""
        self._canvas = canvas

    def paint(self, picture: Picture) -> None:
        """Paint what lies in view."""
        lane, painter = self._canvas.lanes.sent, self._canvas.painter
        marks = sorted([*self._sent(picture), *self._events(picture)], key=lambda mark: mark.x)
        top, bottom = lane.top() + 1, lane.bottom() - 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, mark in enumerate(marks):
            x = mark.x
            painter.setPen(QPen(mark.colour, 2))
            if mark.is_arrow:
                painter.drawLine(QPointF(x, bottom), QPointF(x, top + 4))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(mark.colour)
                painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x - 5, top + 7), QPointF(x + 5, top + 7)]))
            else:
                for stroke in (x - 2, x + 2):
                    painter.drawLine(QPointF(stroke, top + 3), QPointF(stroke, bottom - 2))
            following = marks[index + 1].x if index + 1 < len(marks) else self._canvas.lanes.width
            area = QRectF(x + 6, lane.top(), following - x - 12, lane.height())
            self._canvas.write(area, list(mark.texts), mark.colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _sent(self, picture: Picture) -> Iterator[Mark]:
        groups: list[tuple[float, int, int, int]] = []  # place, size, writes, time
        for mark in picture.sent:
            x = self._canvas.x(mark.wire)
            if groups and x - groups[-1][0] < _BETWEEN_ARROWS:
                place, size, count, time = groups[-1]
                groups[-1] = place, size + mark.size, count + mark.count, time
            else:
                groups.append((x, mark.size, mark.count, mark.time))
        for x, size, count, time in groups:
            what = size_text(size) if count == 1 else f"{count:,} × {size_text(size / count)}"
            yield Mark(x, (f"{what} at {since_start_text(time)}", what), self._canvas.colours.sent, is_arrow=True)

    def _events(self, picture: Picture) -> Iterator[Mark]:
        colours = self._canvas.colours
        for index, event in enumerate(picture.events):
            if event.kind not in _WORDS:
                continue
            word, text = _WORDS[event.kind], label_text(event.text, 80)
            resumed = next((each for each in picture.events[index:] if each.kind is EventKind.RESUMED), None)
            if event.kind is EventKind.PAUSED and resumed is not None:
                word += f" {wait_text(resumed.time - event.time).removeprefix('+')}"
            said = f"{word}: {text}" if text else word
            colour = colours.torn if event.kind in _AT_FAULT else colours.quiet
            yield Mark(self._canvas.x(event.wire), (said, word), colour, is_arrow=False)
