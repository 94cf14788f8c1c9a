"""Which byte is where on a page: rows, visual lines, columns and positions in pixels."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QFontMetricsF, QTextBlock, QTextCursor
from PyQt6.QtWidgets import QPlainTextEdit, QWidget

from poetrygui.core.text.row_window import NoPoem, RowWindow
from poetrygui.gui.rows.row_margins import VisibleRow


class RowMap:
    """Answers for the rows at hand, of which each is a block of the page's document.

    A visual line is a line of pixels: a row that is wrapped has several. Positions are in the page's viewport.
    """

    def __init__(self, page: QPlainTextEdit) -> None:
        """Ask ``page`` how its document is laid out."""
        self.rows = RowWindow(NoPoem())
        """The rows at hand, as the document has them."""
        self._page = page

    def line_width(self) -> int:
        """Return how many characters about fit on a visual line."""
        return max(int(self._canvas.width() / QFontMetricsF(self._page.font()).horizontalAdvance("0")), 1)

    def page_lines(self) -> int:
        """Return how many visual lines are seen at once, a last one in part among them."""
        return max(int(self._canvas.height() / QFontMetricsF(self._page.font()).lineSpacing()), 1) + 1

    def lines_in(self, index: int) -> int:
        """Return how many visual lines the row of this index has."""
        if not self._wraps:
            return 1
        block = self.block(index)
        self._page.blockBoundingRect(block)  # has it laid out
        return max(block.lineCount(), 1)

    def visual_line(self, offset: int) -> tuple[int, int]:
        """Return the index of the row that holds a byte, and the visual line in it."""
        if not self.rows.rows:
            return 0, 0
        index = self.rows.index_of(offset)
        if self.lines_in(index) == 1:
            return index, 0
        layout = self.block(index).layout()
        assert layout is not None
        return index, layout.lineForTextPosition(self.rows.column_of(index, offset)).lineNumber()

    def line_column(self, index: int, line: int) -> int:
        """Return the column at which a visual line of a row begins."""
        layout = self.block(index).layout()
        assert layout is not None
        return layout.lineAt(line).textStart() if line < layout.lineCount() else 0

    def first_visible(self) -> tuple[int, int]:
        """Return the index of the row at the top, and the visual line of it that is there."""
        block = self._page.firstVisibleBlock()
        bar = QPlainTextEdit.verticalScrollBar(self._page)
        assert bar is not None
        return block.blockNumber(), bar.value() - block.firstLineNumber()

    def visible_rows(self) -> Iterator[VisibleRow]:
        """Give the rows that are seen, from the top."""
        block = self._page.firstVisibleBlock()
        if not self.rows.rows or not block.isValid():
            return
        top = self._page.blockBoundingGeometry(block).translated(self._page.contentOffset()).top()
        bottom = self._canvas.height()
        while block.isValid() and top < bottom and block.blockNumber() < len(self.rows.rows):
            height = self._page.blockBoundingRect(block).height()
            yield VisibleRow(self.rows.rows[block.blockNumber()], int(top), int(height))
            top += height
            block = block.next()

    def block(self, index: int) -> QTextBlock:
        """Return the document's block of a row."""
        document = self._page.document()
        assert document is not None
        return document.findBlockByNumber(index)

    def cursor_at(self, offset: int) -> QTextCursor:
        """Return a cursor before the character of a byte."""
        index = self.rows.index_of(offset)
        cursor = QTextCursor(self.block(index))
        if self.rows.rows:
            cursor.setPosition(cursor.position() + self.rows.column_of(index, offset))
        return cursor

    def offset_at(self, position: QPoint) -> int:
        """Return the byte under a position."""
        if not self.rows.rows:
            return 0
        cursor = self._page.cursorForPosition(position)
        return self.rows.offset_of(cursor.blockNumber(), cursor.positionInBlock())

    def about(self, position: QPoint) -> int:
        """Return about which byte is at a position: exact for ASCII, and near enough for a scroll bar."""
        cursor = self._page.cursorForPosition(position)
        row = self.rows.rows[cursor.blockNumber()]
        length = max(len(self.rows.texts[cursor.blockNumber()]), 1)
        return row.start + (row.next - row.start) * cursor.positionInBlock() // length

    def shows(self, offset: int) -> bool:
        """Tell whether the visual line of a byte is seen whole."""
        rows = self.rows
        if not (rows.start <= offset < rows.stop or (offset == rows.stop and rows.reaches_end)):
            return False
        place = self._page.cursorRect(self.cursor_at(offset))
        return place.top() >= 0 and place.bottom() <= self._canvas.height()

    @property
    def _wraps(self) -> bool:
        return self._page.lineWrapMode() is QPlainTextEdit.LineWrapMode.WidgetWidth

    @property
    def _canvas(self) -> QWidget:
        canvas = self._page.viewport()
        assert canvas is not None
        return canvas
