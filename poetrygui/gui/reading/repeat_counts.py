"""How often a line came in a row, beside it, where repeats are folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter

from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.rows.row_margins import VisibleRow
from poetrygui.gui.widgets.theme import mark_colour

_PADDING = 4
_WIDEST = "×9,999"
LOOKED_AT = 64 * 1024
"""So many bytes behind a line are looked at for repeats of it, where a filter leaves out other lines as well."""


class RepeatCounts:
    """A margin: ``×3`` beside a line that came three times; it takes no room where nothing is folded."""

    def __init__(self, is_filtered: Callable[[], bool], view: PoemView) -> None:
        """Count nothing yet beside ``view``; ``is_filtered`` tells whether other lines than repeats are left out."""
        self.is_shown = False
        """Whether there is anything to count."""
        self._is_filtered = is_filtered
        self._view = view
        view.margins.add(self)

    def show(self, wanted: bool) -> None:
        """Count, or do not."""
        self.is_shown = wanted
        self._view.place_children()

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of a large count, whatever the ``reader`` has."""
        return metrics.horizontalAdvance(_WIDEST) + 2 * _PADDING if self.is_shown else 0

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter``, right in ``area``, how often the lines of these rows of ``reader`` came in a row.

        Raises OSError.
        """
        if not self.is_shown or not isinstance(reader, ChosenLines):
            return
        painter.save()
        painter.setPen(mark_colour(self._view.palette()))
        flags = int(Qt.AlignmentFlag.AlignRight)
        height = painter.fontMetrics().height()
        for visible in rows:
            words = self.words(reader, visible)
            if words:
                room = QRect(area.left(), visible.top, area.width() - _PADDING, height)
                painter.drawText(room, flags, words)
        painter.restore()

    def words(self, reader: ChosenLines, visible: VisibleRow) -> str:
        """Return how often the line of a row came, as ``×3``; nothing for once, or for a part of a line.

        Which line that is, ``visible`` tells of ``reader``. Raises OSError.
        """
        row = visible.row
        size = row.next - row.start
        if not row.begins_line or row.stop == row.next:
            return ""
        start = reader.in_whole(row.start)
        if not self._is_filtered():
            # All that was left out behind it is the same.
            stop = reader.in_whole(row.next) if row.next < reader.size else reader.searched
            count, is_all = (stop - start) // size, True
        else:
            line = reader.whole.read(start, start + size)
            data = reader.whole.read(start, start + max(LOOKED_AT, 2 * size))
            count = 1
            while data.startswith(line, count * size):
                count += 1
            is_all = (count + 1) * size <= len(data) or start + len(data) >= reader.whole.size
        return f"×{count:,}{'' if is_all else '+'}" if count > 1 else ""
