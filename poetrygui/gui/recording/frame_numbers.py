"""The numbers of frames beside a poem's rows, where those of lines stand else, and a line where a frame begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPalette

from poetrygui import recordings
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.gui.rows.row_margins import VisibleRow

GOES_ON = "│"
_PADDING = 6
_LEAST_DIGITS = 4

Where = Callable[[int], tuple[StoredPoem | None, int]]


class FrameNumbers:
    """A margin: the number of each frame beside its first row, from 1 on each connection, and a mark at its others."""

    def __init__(self, where: Where) -> None:
        """Number frames: ``where`` tells of a byte of the rows which poem it is of, and where that begins."""
        self._where = where
        self._digits = _LEAST_DIGITS
        self._rows: dict[int, recordings.FrameRows] = {}

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of the largest number, of the last poem that ``reader`` has or of one that was seen."""
        poem, _ = self._where(max(reader.size - 1, 0))
        if poem is not None:
            self._digits = max(self._digits, len(str(poem.frame_count + 1)))
        return metrics.horizontalAdvance("0") * self._digits + 2 * _PADDING

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter`` at the right of ``area`` the numbers of these rows' frames; ``reader`` has them.

        Raises OSError.
        """
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        height = painter.fontMetrics().height()
        for visible, frame in self._frames_of(rows):
            text = str(frame.number + 1) if frame.is_first else GOES_ON
            self._digits = max(self._digits, len(text))
            painter.drawText(QRect(area.left(), visible.top, area.width() - _PADDING, height), flags, text)

    def draw_borders(self, painter: QPainter, width: int, rows: Iterable[VisibleRow], palette: QPalette) -> None:
        """Draw with ``painter`` a line of ``width`` above ``rows`` that begin a frame, as fits the ``palette``.

        Where each frame is one row, there is nothing to be told apart. What cannot be read is not drawn.
        """
        colour = ruler_colours(palette).framing
        before: recordings.FrameRow | None = None
        with suppress(OSError):  # said where the rows themselves were read
            frames = list(self._frames_of(rows))
            for (visible, frame), (_, following) in zip(frames, [*frames[1:], (None, None)], strict=True):
                is_of_several = following is not None and not following.is_first
                if frame.is_first and ((before is not None and not before.is_first) or is_of_several):
                    painter.fillRect(0, visible.top, width, 1, colour)
                before = frame

    def _frames_of(self, rows: Iterable[VisibleRow]) -> Iterator[tuple[VisibleRow, recordings.FrameRow]]:
        for visible in rows:
            poem, base = self._where(visible.row.start)
            if poem is None or poem.recording is None:
                continue
            if id(poem) not in self._rows:
                self._rows = {id(poem): recordings.FrameRows(poem, poem.recording)}
            frame = self._rows[id(poem)].at(visible.row.start - base)
            if frame is not None:
                yield visible, frame if visible.row.begins_line else frame._replace(is_first=False)
