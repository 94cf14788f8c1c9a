"""The times beside a poem's rows, and its chunks as a bar along them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPalette

from poetrygui.core.poems.chosen_lines import in_whole, whole_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.text.moments import of_day_text, since_start_text, wait_text
from poetrygui.gui.recording.recording_look import Times
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.gui.rows.row_margins import VisibleRow

_PADDING = 6
_BAR = 4  # pixels
_TICK = 12
_LONGEST = "00:00:00.000000"

Where = Callable[[int], tuple[StoredPoem | None, int]]
"""Tells of a byte of the rows which poem it is of, and where the rows of that begin: of several in a row, one."""


class TimeMargin:
    """Shows when each row came: the time where another one begins than in the row above, and chunks in turns."""

    def __init__(self, palette: Callable[[], QPalette]) -> None:
        """Show nothing yet; draw in the colours that fit the ``palette`` by then."""
        self._times = Times.NONE
        self._palette = palette
        self._where: Where = _nowhere
        self._is_row_of_poems = False

    def show(self, poem: StoredPoem | None, times: Times, where: Where | None = None) -> None:
        """Show these times of a poem, as far as it has a recording; or of several in a row, as ``where`` tells."""
        self._where = where or (_nowhere if poem is None or poem.recording is None else lambda _: (poem, 0))
        self._is_row_of_poems = where is not None
        self._times = times

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show."""
        return self._times.is_some and self._where is not _nowhere

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of the longest time and of the bar; nothing where no times are wanted.

        Of ``reader``, the poem, the last row has the longest time since the start: it grows at ten seconds, at a
        minute, at an hour.
        """
        if not self.is_shown:
            return 0
        longest = _LONGEST
        # Of several poems in a row, any may have lasted longest.
        if self._times is Times.SINCE_START and not self._is_row_of_poems:
            with suppress(OSError):  # said where the rows themselves are read
                chunk = self._chunk_of(reader.size - 1, reader) if reader.size else None
                longest = since_start_text(0 if chunk is None else chunk.time)
        return metrics.horizontalAdvance(longest) + 2 * _PADDING + _BAR + _TICK

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter``, right in ``area``, when these rows of the reader's came; and the bar behind them.

        Raises OSError.
        """
        if not self.is_shown:
            return
        colours = ruler_colours(self._palette())
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        height = painter.fontMetrics().height()
        bar = QRect(area.right() - _PADDING - _BAR, 0, _BAR, 0)
        last: tuple[StoredPoem, int] | None = None
        is_chosen = whole_of(reader) is not reader
        for visible, poem, found, chunk, base in self._chunks_of(rows, reader):
            begins = visible.row.start - base <= chunk.rows_before
            if (poem, chunk.number) != last:
                room = QRect(area.left(), visible.top, bar.left() - _TICK // 2 - _PADDING // 2 - area.left(), height)
                before = self._wait_from(found, chunk, visible.row.start, reader) if begins or is_chosen else chunk.time
                painter.drawText(room, flags, self._text(found, chunk, before))
            last = poem, chunk.number
            colour = colours.chunks.fills[chunk.number % 2]
            painter.fillRect(QRect(bar.left(), visible.top, _BAR, visible.height), colour)
            if begins and _is_torn_before(poem, found, chunk):
                tick = QRect(bar.center().x() - _TICK // 2, visible.top + height // 2, _TICK, 2)
                painter.fillRect(tick, colours.torn)

    def _chunks_of(
        self, rows: Iterable[VisibleRow], reader: PoemReader
    ) -> Iterator[tuple[VisibleRow, StoredPoem, Recording, Chunk, int]]:
        """Yield each row with the chunk that brought its first byte, the poem of that, and where its rows begin."""
        chunk: Chunk | None = None
        before: StoredPoem | None = None
        for visible in rows:
            start = visible.row.start
            poem, base = self._poem_at(start, reader)
            found = None if poem is None else poem.recording
            if poem is None or found is None:
                continue
            if chunk is None or poem is not before or not chunk.rows_before <= start - base < chunk.rows_after:
                chunk = found.chunk_of_row(start - base)
            before = poem
            if chunk is not None:
                yield visible, poem, found, chunk, base

    def _poem_at(self, offset: int, reader: PoemReader) -> tuple[StoredPoem | None, int]:
        """Return the poem of a byte of ``reader``, and where its rows would begin if there were no others."""
        whole = in_whole(reader, offset)
        poem, base = self._where(whole)
        return poem, base + offset - whole

    def _chunk_of(self, offset: int, reader: PoemReader) -> Chunk | None:
        poem, base = self._poem_at(offset, reader)
        found = None if poem is None else poem.recording
        return None if found is None else found.chunk_of_row(offset - base)

    def _text(self, found: Recording, chunk: Chunk, before: int) -> str:
        if self._times is Times.OF_DAY:
            return of_day_text(found.info.clock, chunk.time)
        if self._times is Times.SINCE_START:
            return since_start_text(chunk.time)
        return wait_text(chunk.time - before)

    def _wait_from(self, found: Recording, chunk: Chunk, start: int, reader: PoemReader) -> int:
        """Return when what stands above a chunk's row came, which is at ``start``: the row that is shown there."""
        if whole_of(reader) is reader:
            # What came with another frame in one chunk came at the same time as that.
            before = found.chunk_of_row(chunk.rows_before - 1) if chunk.rows_before else None
        elif start <= reader.start or self._poem_at(start - 1, reader)[0] is not self._poem_at(start, reader)[0]:
            before = None
        else:
            before = self._chunk_of(start - 1, reader)
        return 0 if before is None else before.time


def _nowhere(_offset: int) -> tuple[None, int]:
    return None, 0


def _is_torn_before(poem: StoredPoem, found: Recording, chunk: Chunk) -> bool:
    """Tell whether the first frame that a chunk completed surely began in an earlier one."""
    if not chunk.start < chunk.stop:
        return False
    begins = poem.wire_stretch(chunk.rows_before, chunk.rows_before)
    if begins is not None:
        return begins[0] < chunk.start
    before = found.chunk_at(chunk.start - 1) if chunk.start else None
    # Bytes had come of which nothing was made.
    return before is not None and (before.frames_after, before.rows_after) == (before.frames_before, before.rows_before)
