"""The times beside a poem's rows, and its chunks as a bar along them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPalette

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import PoemReader
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.text.moments import of_day_text, since_start_text, wait_text
from poetrygui.gui.recording.recording_look import Times
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.gui.rows.row_margins import VisibleRow
from poetrygui.recordings.ruler_model import RulerModel

_PADDING = 6
_BAR = 4  # pixels
_TICK = 12
_LONGEST = "00:00:00.000000"


class TimeMargin:
    """Shows when each row came: the time where another one begins than in the row above, and chunks in turns."""

    def __init__(self, palette: Callable[[], QPalette]) -> None:
        """Show nothing yet; draw in the colours that fit the ``palette`` by then."""
        self.times = Times.NONE
        self._palette = palette
        self._model: RulerModel | None = None

    def set_recording(self, recording: Recording | None) -> None:
        """Show the times of a recording."""
        self._model = None if recording is None else RulerModel(recording)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show."""
        return self.times.is_some and self._model is not None

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of the longest time and of the bar; nothing where no times are wanted."""
        if not self.is_shown or self._model is None:
            return 0
        longest = _LONGEST
        if self.times is Times.SINCE_START:
            # It grows where the times do: at ten seconds, at a minute, at an hour.
            longest = since_start_text(self._model.recording.sums.time)
        return metrics.horizontalAdvance(longest) + 2 * _PADDING + _BAR + _TICK

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter``, right in ``area``, when these rows of the reader's came; and the bar behind them.

        Raises OSError.
        """
        if not self.is_shown or self._model is None:
            return
        colours = ruler_colours(self._palette())
        self._model.look()
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        height = painter.fontMetrics().height()
        bar = QRect(area.right() - _PADDING - _BAR, 0, _BAR, 0)
        last: int | None = None
        for visible, chunk in self._chunks_of(rows):
            begins = visible.row.start <= chunk.rows_before
            if chunk.number != last:
                text = self._text(self._model, chunk, begins=begins)
                room = QRect(area.left(), visible.top, bar.left() - _TICK // 2 - _PADDING // 2 - area.left(), height)
                painter.drawText(room, flags, text)
            last = chunk.number
            colour = colours.chunks.fills[chunk.number % 2]
            painter.fillRect(QRect(bar.left(), visible.top, _BAR, visible.height), colour)
            if begins and self._is_torn_before(self._model, chunk):
                tick = QRect(bar.center().x() - _TICK // 2, visible.top + height // 2, _TICK, 2)
                painter.fillRect(tick, colours.torn)

    def _chunks_of(self, rows: Iterable[VisibleRow]) -> Iterator[tuple[VisibleRow, Chunk]]:
        chunk: Chunk | None = None
        for visible in rows:
            start = visible.row.start
            if chunk is None or not chunk.rows_before <= start < chunk.rows_after:
                chunk = None if self._model is None else self._model.recording.chunk_of_row(start)
            if chunk is None:
                return
            yield visible, chunk

    def _text(self, model: RulerModel, chunk: Chunk, *, begins: bool) -> str:
        if self.times is Times.OF_DAY:
            return of_day_text(model.recording.info.clock, chunk.time)
        if self.times is Times.SINCE_START:
            return since_start_text(chunk.time)
        # What came with another frame in one chunk came at the same time as that.
        before = model.recording.chunk_of_row(chunk.rows_before - 1) if begins and chunk.rows_before else None
        since = (0 if begins else chunk.time) if before is None else before.time
        return wait_text(chunk.time - since)

    def _is_torn_before(self, model: RulerModel, chunk: Chunk) -> bool:
        before = model.blocks.chunk(chunk.number - 1) if chunk.number else None
        return before is not None and model.is_torn(before)
