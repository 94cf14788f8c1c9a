"""Whose line it is, and when it came, beside each line of a merged view."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPalette

from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.moments import of_day_text
from poetrygui.gui.rows.row_margins import VisibleRow
from poetrygui.gui.widgets.source_colour import source_colour

_PADDING = 6
_BAR = 4
_LONGEST_NAME = 14  # characters
_TIME = "00:00:00.000"


class SourceMargin:
    """Shows the time and the name of a line's source where it is another one than that of the line above."""

    def __init__(self, poem: MergedPoem, palette: Callable[[], QPalette]) -> None:
        """Tell the sources of ``poem``; draw in the colours that fit the ``palette`` by then."""
        self._poem = poem
        self._palette = palette

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of a time and of the longest name, whatever the ``reader`` has."""
        longest = max(map(len, self._poem.names_of_parts()), default=0)
        letters = min(longest, _LONGEST_NAME)
        return metrics.horizontalAdvance(_TIME) + metrics.horizontalAdvance("M" * letters) + 5 * _PADDING + _BAR

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter``, in ``area``, whose these rows of the reader's are. Raises OSError."""
        metrics, palette = painter.fontMetrics(), self._palette()
        quiet, height = painter.pen(), metrics.height()
        begun = metrics.horizontalAdvance(_TIME) + _PADDING
        names = self._poem.names_of_parts()
        number_before: int | None = None
        for visible in rows:
            number = self._poem.part_at(visible.row.start)
            if number is None:
                continue
            colour = source_colour(number, palette)
            painter.fillRect(QRect(area.right() - _PADDING - _BAR, visible.top, _BAR, visible.height), colour)
            if visible.row.begins_line:
                painter.setPen(quiet)
                time = self._time_at(visible.row.start)
                painter.drawText(QRect(area.left(), visible.top, begun, height), int(Qt.AlignmentFlag.AlignRight), time)
            if number != number_before:
                painter.setPen(colour)
                left = area.left() + begun + _PADDING
                room = QRect(left, visible.top, area.right() - 2 * _PADDING - _BAR - left, height)
                painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), label_text(names[number], _LONGEST_NAME))
            number_before = number
        painter.setPen(quiet)

    def _time_at(self, offset: int) -> str:
        store, row = self._poem.at(offset)
        recording = None if store is None else store.recording
        chunk = None if recording is None else recording.chunk_of_row(row)
        return "" if recording is None or chunk is None else of_day_text(recording.info.clock, chunk.time)[:-3]
