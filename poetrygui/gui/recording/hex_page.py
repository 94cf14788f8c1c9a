"""The page that bytes are shown on as rows of hex: it reads and paints what is visible, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QPoint, QPointF, QSizeF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QRegion, QResizeEvent
from PyQt6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

from poetrygui.core.text.hex_rows import ROW, ByteSource, HexLayout, layout_for
from poetrygui.core.text.selection import Selection
from poetrygui.gui.recording.hex_grid import HexGrid, Stretch
from poetrygui.gui.recording.ruler_colours import framing_colours
from poetrygui.gui.widgets.text_font import wear_text_font
from poetrygui.gui.widgets.theme import fault_colours, match_colours
from poetrygui.recordings.ruler_picture import FrameBar

_EDGE = 8  # pixels beside the text


class HexPage(QAbstractScrollArea):
    """Shows bytes of a source, sixteen a row; the scroll bar counts rows.

    ``selected`` is drawn among the digits and among the characters; ``marked``, a stretch that is at fault, too, and
    what of its ``frames`` is framing.
    """

    read_failed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selected = Selection()
        self.marked: Stretch | None = None
        self.changed: Sequence[Stretch] = ()
        """Stretches that are other than they were."""
        self.held: int | None = None
        """A byte that stays in the middle while the size changes."""
        self.placeholder = "No bytes."
        """What is shown while there are none."""
        self.frames: Callable[[int, int], Sequence[FrameBar]] = _no_frames
        """Gives the frames from one byte up to another, as far as they are known. Raises OSError."""
        self._source: ByteSource | None = None
        wear_text_font(self)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.canvas.setBackgroundRole(QPalette.ColorRole.Base)
        self.canvas.setAutoFillBackground(True)
        self.canvas.setCursor(Qt.CursorShape.IBeamCursor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    @property
    def canvas(self) -> QWidget:
        """The part of the widget that the rows are painted on."""
        viewport = self.viewport()
        assert viewport is not None
        return viewport

    @property
    def source(self) -> ByteSource | None:
        """Where the bytes come from."""
        return self._source

    @property
    def size_shown(self) -> int:
        """The bytes that there are."""
        return 0 if self._source is None else self._source.size

    def set_source(self, source: ByteSource | None) -> None:
        """Show other bytes, from the first on, with nothing selected, marked or framed; None shows none."""
        self._source = source
        self.frames = _no_frames
        self.selected.set(0, 0)
        self.marked = None
        self.changed = ()
        self.show_growth()
        self.rows_bar.setValue(0)

    def show_growth(self) -> None:
        """Have all bytes within reach that there are by now."""
        rows = -(-self.size_shown // ROW)
        self.rows_bar.setPageStep(self.page_rows)
        first = 0 if self._source is None else self._source.start // ROW
        self.rows_bar.setRange(first, max(rows - self.page_rows, first))
        columns = self.horizontalScrollBar()
        if columns is not None:
            width = round(self._cell.width() * self.layout_now.width) + 2 * _EDGE
            columns.setPageStep(self.canvas.width())
            columns.setRange(0, max(width - self.canvas.width(), 0))
            columns.setSingleStep(round(self._cell.width()))
        self.canvas.update()

    def mark(self, stretch: Stretch | None) -> None:
        """Mark a stretch as the one at fault, or none."""
        self.marked = stretch
        self.canvas.update()

    # Where what is

    @property
    def rows_bar(self) -> QScrollBar:
        """The scroll bar over all rows."""
        bar = self.verticalScrollBar()
        assert bar is not None
        return bar

    @property
    def layout_now(self) -> HexLayout:
        """The columns of the bytes that there are now."""
        return layout_for(self.size_shown)

    @property
    def page_rows(self) -> int:
        """How many whole rows are seen at a time."""
        return max(int(self.canvas.height() // self._cell.height()), 1)

    @property
    def top(self) -> int:
        """The first byte that is seen."""
        return self.rows_bar.value() * ROW

    def show_offset(self, offset: int) -> None:
        """Bring a byte to the top, or as far up as the end allows."""
        self.rows_bar.setValue(offset // ROW)

    def show_in_middle(self, offset: int) -> None:
        """Bring a byte into the middle, with what came before and after it in sight."""
        self.show_offset(max(offset - self.page_rows // 2 * ROW, 0))

    def reveal(self, offset: int) -> None:
        """Scroll as little as needed to see a byte."""
        row, top = offset // ROW, self.rows_bar.value()
        if row < top:
            self.rows_bar.setValue(row)
        elif row >= top + self.page_rows:
            self.rows_bar.setValue(row - self.page_rows + 1)

    def offset_at(self, place: QPoint) -> int:
        """Return the byte nearest to a place on the canvas; the size where that is behind the last one."""
        return min(self.grid.offset_at(place), self.size_shown)

    @property
    def grid(self) -> HexGrid:
        """Where the bytes stand now; of the last row only a part may be seen."""
        bar = self.horizontalScrollBar()
        left = _EDGE - (0 if bar is None else bar.value())
        return HexGrid(self.layout_now, self._cell, left, self.top, self.page_rows + 1)

    @property
    def _cell(self) -> QSizeF:
        """The room of a character; its height is whole pixels, so that rows lie next to each other."""
        metrics = QFontMetricsF(self.font())
        # Of many: the width of one may be rounded.
        return QSizeF(max(metrics.horizontalAdvance("0" * ROW) / ROW, 1), max(round(metrics.height()), 1))

    # Painting

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Show as many rows as there is room for."""
        super().resizeEvent(event)
        self.show_growth()
        if self.held is not None:
            self.show_in_middle(self.held)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint all anew: what is visible is read each time."""
        self.canvas.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the visible rows."""
        painter = QPainter(self.canvas)
        painter.setFont(self.font())
        palette = self.palette()
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        if not self.size_shown or self._source is None:
            painter.setPen(quiet)
            painter.drawText(self.canvas.rect(), Qt.AlignmentFlag.AlignCenter, self.placeholder)
            return
        try:
            data = self._source.read(first := max(self.top, self._source.start), self.top + (self.page_rows + 1) * ROW)
            frames = self.frames(first, first + len(data))
        except OSError as error:
            self.read_failed.emit(f"The bytes cannot be read from disk: {error.strerror or error}.")
            return
        grid, everything = self.grid, QRegion(self.canvas.rect())
        _paint_rows(painter, grid, first, data, (palette.color(QPalette.ColorRole.Text), quiet))
        highlight = palette.color(QPalette.ColorRole.Highlight)
        for stretches, (text, ground) in (
            ([framing for frame in frames for framing in frame.framing], framing_colours(palette)),
            (self.changed, match_colours(palette)),
            ([self.marked or (0, 0)], fault_colours(palette)),
            ([self.selected.span], (palette.color(QPalette.ColorRole.HighlightedText), highlight)),
        ):
            region = grid.region(stretches)
            if not region.isEmpty():
                painter.setClipRegion(region)
                painter.fillRect(self.canvas.rect(), ground)
                _paint_rows(painter, grid, first, data, (text, text))
                painter.setClipRegion(everything)
        if self.hasFocus():
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            for area in grid.areas((self.selected.caret, self.selected.caret + 1)):
                painter.drawRect(area.adjusted(-1, 0, 0, -1))


def _paint_rows(painter: QPainter, grid: HexGrid, first: int, data: bytes, colours: tuple[QColor, QColor]) -> None:
    """Paint what is there from byte ``first`` on; ``colours`` are those of the bytes and of their offsets."""
    layout, (text, offsets) = grid.layout, colours
    ascent = QFontMetricsF(painter.font()).ascent()
    for at in range(first - first % ROW, first + len(data), ROW):
        y = (at - grid.top) // ROW * grid.cell.height() + ascent
        row = layout.text_from(first, at, data[max(at - first, 0) : at + ROW - first])
        painter.setPen(offsets)
        painter.drawText(QPointF(grid.left, y), row[: layout.digits])
        painter.setPen(text)
        for begin, end in ((layout.first_pair, layout.first_character), (layout.first_character, layout.width)):
            painter.drawText(QPointF(grid.left + begin * grid.cell.width(), y), row[begin:end])


def _no_frames(start: int, stop: int) -> Sequence[FrameBar]:
    return ()
