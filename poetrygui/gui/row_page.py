"""The page that rows are shown on: the rows at hand as a text document, with a margin and a scroll bar beside it."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TypeVar

from PyQt6.QtCore import QEvent, QPoint, QRect, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextOption,
)
from PyQt6.QtWidgets import QApplication, QPlainTextEdit, QScrollBar, QToolButton, QWidget

from poetrygui.core.stored_poem import PoemReader
from poetrygui.gui.byte_scroll_bar import ByteScrollBar
from poetrygui.gui.display_text import has_stacks
from poetrygui.gui.row_margin import RowMargin
from poetrygui.gui.row_window import NoPoem, RowWindow

_T = TypeVar("_T")


class RowPage(QPlainTextEdit):
    """Lays out and paints the rows of a window. Each row is a block of the text document.

    Qt's own vertical scroll bar is hidden and moves within the document only; the one that is seen is over the poem.
    A visual line is a line of pixels: a row that is wrapped has several.
    """

    laid_out = pyqtSignal()  # the size or the font has changed
    painted = pyqtSignal(float)  # and how many seconds that took

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader: PoemReader = NoPoem()
        self._window = RowWindow(self._reader)
        self._top = 0  # the byte at which the first visible row begins
        self._placeholder = ""
        self._has_stacks = False
        self._bar = ByteScrollBar(self)
        self._margin = RowMargin(self._margin_labels, self)
        self._to_end = QToolButton(self)
        self._to_end.setText("↓ Follow")
        self._to_end.setToolTip("Go to the end and stay there (End)")
        self._to_end.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._to_end.hide()
        self._inner_bar: QScrollBar = _there(super().verticalScrollBar())
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        # What is beside the rows while there is nothing to scroll looks like more of the page.
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        # Without a caret nothing blinks, so an idle view wakes nobody up.
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))

    def set_placeholder(self, text: str) -> None:
        """Set what is shown while there are no rows."""
        self._placeholder = text
        self.setAccessibleDescription(text)
        self._viewport().update()

    @property
    def wraps(self) -> bool:
        """Whether rows are wrapped at the view's edge; they are at first."""
        return self.lineWrapMode() is QPlainTextEdit.LineWrapMode.WidgetWidth

    def verticalScrollBar(self) -> ByteScrollBar:  # noqa: N802 - Qt's name
        """Return the scroll bar that is seen: the one over the whole poem."""
        return self._bar

    # Rows and lines

    def _fill(self) -> None:
        text = "\n".join(self._window.texts)
        self._has_stacks = has_stacks(text)
        self.setPlainText(text)

    def _viewport(self) -> QWidget:
        return _there(self.viewport())

    def _block(self, index: int) -> QTextBlock:
        return _there(self.document()).findBlockByNumber(index)

    def _lines_in(self, index: int) -> int:
        if not self.wraps:
            return 1
        block = self._block(index)
        self.blockBoundingRect(block)  # has it laid out
        return max(block.lineCount(), 1)

    def _scroll_inner(self, index: int, line: int) -> None:
        self._lines_in(index)  # a block has a single line until it is laid out
        place = self._block(index).firstLineNumber() + line
        if self._inner_bar.value() == place:
            # Qt would not look which block that is now, after blocks above have been laid out.
            self._inner_bar.setValue(0 if place else 1)
        self._inner_bar.setValue(place)

    def _line_width(self) -> int:
        return max(int(self._viewport().width() / QFontMetricsF(self.font()).horizontalAdvance("0")), 1)

    def _page_lines(self) -> int:
        return max(int(self._viewport().height() / QFontMetricsF(self.font()).lineSpacing()), 1) + 1

    def _visual_line(self, offset: int) -> tuple[int, int]:
        """Return the index of the row of the window that holds a byte, and the visual line in it."""
        if not self._window.rows:
            return 0, 0
        index = self._window.index_of(offset)
        if self._lines_in(index) == 1:
            return index, 0
        layout = _there(self._block(index).layout())
        return index, layout.lineForTextPosition(self._window.column_of(index, offset)).lineNumber()

    def _line_column(self, index: int, line: int) -> int:
        """Return the column at which a visual line of a row begins."""
        layout = _there(self._block(index).layout())
        return layout.lineAt(line).textStart() if line < layout.lineCount() else 0

    def _about(self, position: QPoint) -> int:
        """Return about which byte is at a position: exact for ASCII, and near enough for a scroll bar."""
        cursor = self.cursorForPosition(position)
        row = self._window.rows[cursor.blockNumber()]
        length = max(len(self._window.texts[cursor.blockNumber()]), 1)
        return row.start + (row.next - row.start) * cursor.positionInBlock() // length

    # Beside the rows

    def _place_children(self) -> None:
        left = self._margin.width_for(self._reader.line_count)
        right = self._bar.sizeHint().width()
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        area = self._viewport().geometry()
        self._margin.setGeometry(area.left() - left, area.top(), left, area.height())
        self._bar.setGeometry(area.right() + 1, area.top(), right, area.height())
        button = self._to_end.sizeHint()
        self._to_end.move(area.right() - button.width() - 8, area.bottom() - button.height() - 8)

    def _margin_labels(self) -> Iterator[tuple[int, int | None]]:
        """Give the top edge of each visible row, and the line's number, from 1, where one begins there."""
        rows = self._window.rows
        block = self.firstVisibleBlock()
        if not rows or not block.isValid():
            return
        try:
            number = self._reader.line_at(self._top)
        except OSError:
            return  # said where the rows themselves were read
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        bottom = self._viewport().height()
        while block.isValid() and top < bottom and block.blockNumber() < len(rows):
            begins = rows[block.blockNumber()].begins_line
            number += begins and rows[block.blockNumber()].start != self._top
            yield int(top), number + 1 if begins else None
            top += self.blockBoundingRect(block).height()
            block = block.next()

    def _row_areas(self, area: QRect) -> Iterator[QRect]:
        """Give the areas of the rows in an area: painted one by one, their marks are clipped at the row's edge."""
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= area.bottom():
            height = self.blockBoundingRect(block).height()
            # One pixel less: Qt also paints the row that ends where an area begins.
            yield QRect(area.left(), int(top) + 1, area.width(), int(height) - 1).intersected(area)
            top += height
            block = block.next()

    # What Qt asks for

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the rows, or the placeholder where there are none; what that costs delays the next refresh."""
        started = perf_counter()
        if event is not None and self._has_stacks:
            for area in self._row_areas(event.rect()):
                super().paintEvent(QPaintEvent(area))
        else:
            super().paintEvent(event)
        if not self._window.rows and self._placeholder:
            painter = QPainter(self.viewport())
            painter.setFont(QApplication.font())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self._viewport().rect().adjusted(24, 24, -24, -24), int(flags), self._placeholder)
        self.painted.emit(perf_counter() - started)

    def changeEvent(self, event: QEvent | None) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self.setTabStopDistance(QFontMetricsF(self.font()).horizontalAdvance(" ") * 8)
            self._margin.setFont(self.font())
            self._place_children()
            self.laid_out.emit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the place, or the end."""
        super().resizeEvent(event)
        self._place_children()
        self.laid_out.emit()


def _there(found: _T | None) -> _T:
    assert found is not None, "a widget's parts are there as long as it is"
    return found
