"""Who sent each row, beside the rows of a poem whose messages come from several."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPalette

from poetrygui import recordings
from poetrygui.core.poems.chosen_lines import in_whole
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.rows.row_margins import VisibleRow
from poetrygui.gui.widgets.source_colour import source_colour

_PADDING = 6
_BAR = 4  # pixels
_LONGEST = 24  # characters: of what is longer, as by IPv6, the end is left out

Where = Callable[[int], tuple[StoredPoem | None, int]]
"""Tells of a byte of the rows which poem it is of, and where the rows of that begin: of several in a row, one."""


class SenderMargin:
    """Shows who sent a row where that is another than of the row above, each in a colour of its own.

    It takes no room where the recording tells of no senders.
    """

    def __init__(self, palette: Callable[[], QPalette]) -> None:
        """Show nothing yet; draw in the colours that fit the ``palette`` by then."""
        self._palette = palette
        self._where: Where = _nowhere
        self._of: tuple[Recording | None, recordings.ChunkSenders | None] = None, None
        self._numbers: dict[str, int] = {}
        self._letters = 0

    def show(self, where: Where | None) -> None:
        """Show the senders of the poem, or of several in a row, of which ``where`` tells; of none where it is None."""
        self._where = where or _nowhere
        self._of = None, None
        self._letters = 0

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of the longest name that was seen of the ``reader``'s; nothing where there are none."""
        if not reader.size:
            return 0
        try:
            self._sender_at(reader.size - 1, reader, None)
        except OSError:
            return 0  # said where the rows themselves are read
        return metrics.horizontalAdvance("0") * self._letters + 4 * _PADDING + _BAR if self._letters else 0

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter``, in ``area``, who sent these rows of the reader's. Raises OSError."""
        if not self._letters:
            return
        palette, height, quiet = self._palette(), painter.fontMetrics().height(), painter.pen()
        before: str | None = None
        chunk: Chunk | None = None
        for visible in rows:
            sender, chunk = self._sender_at(visible.row.start, reader, chunk)
            if not sender:
                continue
            number = self._numbers.setdefault(sender, len(self._numbers))
            colour = source_colour(number, palette)
            painter.fillRect(QRect(area.right() - _PADDING - _BAR, visible.top, _BAR, visible.height), colour)
            if sender != before:
                painter.setPen(colour)
                room = QRect(area.left() + _PADDING, visible.top, area.width() - 3 * _PADDING - _BAR, height)
                painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), label_text(sender, _LONGEST))
            before = sender
        painter.setPen(quiet)

    def sender_of(self, offset: int, reader: PoemReader) -> str:
        """Return who sent the row at a byte of the ``reader``'s; nothing where that is not known. Raises OSError."""
        return self._sender_at(offset, reader, None)[0]

    def _sender_at(self, offset: int, reader: PoemReader, last: Chunk | None) -> tuple[str, Chunk | None]:
        """Return who sent the row at a byte of ``reader``, and the chunk, which may be the ``last`` one."""
        whole = in_whole(reader, offset)
        poem, base = self._where(whole)
        found = None if poem is None else poem.recording
        if found is None:
            return "", None
        if found is not self._of[0]:
            self._of, last = (found, recordings.ChunkSenders(found)), None
        senders = self._of[1]
        assert senders is not None
        if not senders.are_told:
            return "", None
        if last is None or not last.rows_before <= whole - base < last.rows_after:
            last = found.chunk_of_row(whole - base)
        sender = "" if last is None else senders.of(last)
        self._letters = max(self._letters, min(len(sender), _LONGEST))
        return sender, last


def _nowhere(_offset: int) -> tuple[None, int]:
    return None, 0
