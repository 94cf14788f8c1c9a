"""Whose line it is, and when it came or was sent, beside each line of a merged view."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPalette

from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.library.sent_found import FoundMessage
from poetrygui.core.poems.chosen_lines import in_whole
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.moments import of_day_text
from poetrygui.gui.rows.row_margins import VisibleRow
from poetrygui.gui.widgets.source_colour import source_colour

_PADDING = 6
_BAR = 4
_LONGEST_NAME = 14  # characters
_TIME = "00:00:00.000"


class SourceMargin:
    """Shows the time and the name of a line's source where it is another one than that of the line above.

    It is to be given all rows: a message that was sent has the name of the server that it was sent to.
    """

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
            sent = _sent_at(reader, visible.row.start)
            whole = in_whole(reader, visible.row.start)
            number = self._poem.part_at(whole) if sent is None else self._part_of(sent)
            if number is None:
                continue
            colour = source_colour(number, palette)
            painter.fillRect(QRect(area.right() - _PADDING - _BAR, visible.top, _BAR, visible.height), colour)
            if visible.row.begins_line:
                painter.setPen(quiet)
                time = self._time_at(whole) if sent is None else _time_of(sent)
                painter.drawText(QRect(area.left(), visible.top, begun, height), int(Qt.AlignmentFlag.AlignRight), time)
            if number != number_before:
                painter.setPen(colour)
                left = area.left() + begun + _PADDING
                room = QRect(left, visible.top, area.right() - 2 * _PADDING - _BAR - left, height)
                painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), label_text(names[number], _LONGEST_NAME))
            number_before = number
        painter.setPen(quiet)

    def _part_of(self, sent: object) -> int | None:
        return self._poem.part_of(sent.store) if isinstance(sent, FoundMessage) else None

    def _time_at(self, offset: int) -> str:
        store, row = self._poem.at(offset)
        recording = None if store is None else store.recording
        chunk = None if recording is None else recording.chunk_of_row(row)
        return "" if recording is None or chunk is None else of_day_text(recording.info.clock, chunk.time)[:-3]


def _sent_at(reader: PoemReader, offset: int) -> object:
    """Return what stands there that did not come: a FoundMessage, or a line about those; None for what came."""
    if not isinstance(reader, SentAmong) or reader.index_at(offset) is None:
        return None
    return reader.what_at(offset) or ""


def _time_of(sent: object) -> str:
    if not isinstance(sent, FoundMessage):
        return ""
    return of_day_text(sent.search.recording.info.clock, sent.message.time)[:-3]
