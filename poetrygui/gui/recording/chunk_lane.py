"""The ruler's lane of chunks."""

from __future__ import annotations

from PyQt6.QtCore import QRectF

from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.text.moments import since_start_text, wait_text
from poetrygui.core.text.wording import size_text
from poetrygui.gui.recording.ruler_canvas import LEAST_LABEL, PADDING, RulerCanvas
from poetrygui.recordings.ruler_blocks import Cut
from poetrygui.recordings.ruler_picture import Picture

_LONG_WAIT = 1_000_000  # µs of a wait that is told in words


class ChunkLane:
    """Paints chunks in two blues, or all of them as one bar with the long waits as cuts."""

    def __init__(self, canvas: RulerCanvas) -> None:
        """Paint on ``canvas``."""
        self._canvas = canvas

    def paint(self, picture: Picture) -> None:
        """Paint what lies in view."""
        painter, lane, colours = self._canvas.painter, self._canvas.lanes.chunks, self._canvas.colours
        before: Chunk | None = None
        for chunk in picture.chunks:
            area = self._canvas.area(chunk.start, chunk.stop, lane)
            painter.fillRect(area, colours.chunks.fills[chunk.number % 2])
            # Since the chunk before: something may have been sent between the two.
            wait = chunk.wait if before is None else chunk.time - before.time
            if area.width() >= LEAST_LABEL:
                self._canvas.write(area, self._chunk_texts(chunk, wait), colours.chunks.texts[chunk.number % 2])
            before = chunk
        if picture.chunk_count and not picture.chunks:
            self._paint_cuts(picture.cuts)

    def _paint_cuts(self, cuts: tuple[Cut, ...]) -> None:
        """Draw all chunks as one bar, with a cut where one was waited for: deeper is longer."""
        painter, lane, colours = self._canvas.painter, self._canvas.lanes.chunks, self._canvas.colours
        painter.fillRect(self._canvas.area(0, self._canvas.scale.size, lane), colours.chunks.fills[0])
        for cut in cuts:
            depth = min(max(len(str(cut.wait)) - 3, 0) / 4, 1.0)  # a quarter of the lane for each tenfold
            painter.fillRect(QRectF(self._canvas.x(cut.wire), lane.top(), 2, lane.height() * depth), colours.ground)
        told_up_to = 0.0
        for cut in cuts:
            x, text = self._canvas.x(cut.wire), wait_text(cut.wait)
            if cut.wait >= _LONG_WAIT and x > told_up_to:
                width = painter.fontMetrics().horizontalAdvance(text) + 2 * PADDING
                area = QRectF(x + 2, lane.top(), width, lane.height())
                painter.fillRect(area, colours.chunks.fills[0])
                self._canvas.write(area, [text], colours.chunks.texts[0])
                told_up_to = x + width

    def _chunk_texts(self, chunk: Chunk, wait_before: int) -> list[str]:
        size, wait = size_text(chunk.stop - chunk.start), wait_text(wait_before)
        return [f"{size}  at {since_start_text(chunk.time)}  {wait}", f"{size}  {wait}", size]
