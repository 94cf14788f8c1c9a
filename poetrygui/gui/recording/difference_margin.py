"""Marks beside a poem's rows where another framing of the same recording makes other frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPalette, QPen, QPolygon

from poetrygui.core.poems.chosen_lines import stretch_in_whole
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.gui.rows.row_margins import VisibleRow
from poetrygui.recordings.difference import HunkKind
from poetrygui.recordings.difference_rows import DifferenceRows, Rows

_PADDING = 4
_BAR = 4  # pixels
_HOOK = 9  # how far a bracket reaches
_DOT = 3


class DifferenceMargin:
    """Draws each kind in a shape of its own: a bracket where frames are cut elsewhere, dots where the cut is the same.

    An arrow between two rows is where the other side has frames and this one has none. The ``chosen`` one is thicker.
    """

    def __init__(self, palette: Callable[[], QPalette]) -> None:
        """Show nothing yet; draw in the colours that fit the ``palette`` by then."""
        self.rows: DifferenceRows | None = None
        """Where they are; None where nothing is compared."""
        self.chosen: int | None = None
        """The number of the one to which the keys have led."""
        self._palette = palette

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of a bracket, whatever the text is; nothing where nothing is compared."""
        return 0 if self.rows is None else _HOOK + 2 * _PADDING

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter`` into ``area`` what stands beside these rows of the reader's. Raises OSError."""
        visible = tuple(_in_whole(each, reader) for each in rows)
        if self.rows is None or not visible:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colour = ruler_colours(self._palette()).torn
        left = area.left() + _PADDING
        for number, found in self.rows.between(visible[0].row.start, visible[-1].row.next):
            edges = _edges(visible, found)
            if edges is None:
                continue
            painter.setPen(QPen(colour, 3 if number == self.chosen else 1))
            painter.setBrush(QBrush(colour))
            if found[0] == found[1]:
                _arrow(painter, left, edges[0])
            elif self.rows.differences[number].kind is HunkKind.VALUE:
                _dots(painter, QRect(left, edges[0], _BAR, edges[1] - edges[0]), colour, wide=number == self.chosen)
            else:
                _bracket(painter, left, *edges, begins=found[0] >= visible[0].row.start, bar=number == self.chosen)
        painter.restore()


def _in_whole(visible: VisibleRow, reader: PoemReader) -> VisibleRow:
    """Return a row as it lies in the poem of which ``reader`` may have only some lines."""
    row = visible.row
    start, stop = stretch_in_whole(reader, row.start, row.next)
    return visible if start == row.start else visible._replace(row=row._replace(start=start, next=stop))


def _edges(visible: Sequence[VisibleRow], rows: Rows) -> tuple[int, int] | None:
    """Return the upper and the lower edge of what is seen of these rows, in pixels; None where nothing is."""
    start, stop = rows
    if start == stop:
        for each in visible:
            if each.row.start == start:
                return each.top, each.top
        last = visible[-1]
        return (last.top + last.height, last.top + last.height) if last.row.next == start else None
    seen = [each for each in visible if each.row.start < stop and each.row.next > start]
    return (seen[0].top, seen[-1].top + seen[-1].height) if seen else None


def _bracket(painter: QPainter, left: int, top: int, bottom: int, *, begins: bool, bar: bool) -> None:
    painter.fillRect(QRect(left, top, _BAR if bar else _BAR // 2, bottom - top), painter.brush())
    if begins:
        painter.drawLine(left, top + 1, left + _HOOK, top + 1)
    painter.drawLine(left, bottom - 2, left + _HOOK, bottom - 2)


def _dots(painter: QPainter, place: QRect, colour: QColor, *, wide: bool) -> None:
    for top in range(place.top() + 1, place.bottom(), 2 * _DOT):
        painter.fillRect(QRect(place.left(), top, 2 * _DOT if wide else _DOT, _DOT), colour)


def _arrow(painter: QPainter, left: int, y: int) -> None:
    points = [QPoint(left + _HOOK, y - _BAR), QPoint(left + _HOOK, y + _BAR), QPoint(left + _BAR, y)]
    painter.drawPolygon(QPolygon(points))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawLine(left, y, left + _HOOK, y)


_ = Qt  # kept with its room
