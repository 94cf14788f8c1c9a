"""Lines that somebody has marked: drawn beside the text, and gone to by keys."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.rows.row_margins import VisibleRow
from poetrygui.gui.widgets.theme import mark_colour

MARK = "◆"
_PADDING = 3


class Marks:
    """Keeps the marks of one view, and is a margin that draws them; it takes no room where there are none."""

    def __init__(self, view: PoemView) -> None:
        """Mark nothing yet in what ``view`` shows."""
        self._view = view
        self._starts: list[int] = []  # of the lines
        view.margins.add(self)

    @property
    def lines(self) -> list[int]:
        """The numbers of the marked lines, from 0."""
        return [self._view.reader.line_at(start) for start in self._starts]

    def toggle(self) -> int | None:
        """Mark the line in which something is selected, else the last, where the end is followed, or the topmost.

        One that is marked is so no more. Return the number of a line that is marked now, from 0. Raises OSError.
        """
        reader, view = self._view.reader, self._view
        start, stop = view.selection()
        if not reader.size:
            return None
        here = start if start < stop else reader.size - 1 if view.following else view.top_offset()
        line = reader.line_at(here)
        begins = reader.line_start(line)
        place = bisect_left(self._starts, begins)
        was_marked = place < len(self._starts) and self._starts[place] == begins
        if was_marked:
            del self._starts[place]
        else:
            insort(self._starts, begins)
        view.place_children()
        view.margins.update()
        return None if was_marked else line

    def go(self, *, backward: bool = False) -> bool:
        """Go to the next mark, or the one before, from the other end after the last; tell whether there is any."""
        starts = [start for start in self._starts if start >= self._view.reader.start]
        if not starts:
            return False
        start, stop = self._view.selection()
        here = start if start < stop else self._view.reader.size if self._view.following else self._view.top_offset()
        index = bisect_left(starts, here) - 1 if backward else bisect_right(starts, here)
        self._view.show_line(self._view.reader.line_at(starts[index % len(starts)]))
        return True

    # What a margin has

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of a mark, whatever the ``reader`` has; nothing where there is none."""
        return metrics.horizontalAdvance(MARK) + 2 * _PADDING if self._starts else 0

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter``, in ``area``, a mark beside each of these rows that begins a marked line.

        Where that is, is known without the ``reader``.
        """
        if not self._starts:
            return
        painter.save()
        painter.setPen(mark_colour(self._view.palette()))
        height = painter.fontMetrics().height()
        for visible in rows:
            place = bisect_left(self._starts, visible.row.start)
            if place < len(self._starts) and self._starts[place] == visible.row.start:
                room = QRect(area.left(), visible.top, area.width(), height)
                painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), MARK)
        painter.restore()
