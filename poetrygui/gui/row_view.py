"""A view of the visible rows of a poem of any size: it scrolls, follows the end, and holds only what is near."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TypeVar

from PyQt6.QtCore import QEvent, QPoint, QRect, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFontDatabase,
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextOption,
    QWheelEvent,
)
from PyQt6.QtWidgets import QApplication, QPlainTextEdit, QScrollBar, QToolButton, QWidget

from poetrygui.core.stored_poem import PoemReader
from poetrygui.gui.byte_scroll_bar import ByteScrollBar
from poetrygui.gui.display_text import RUN_LIMIT, has_stacks
from poetrygui.gui.refresh_pacer import RefreshPacer
from poetrygui.gui.row_margin import RowMargin
from poetrygui.gui.row_window import LONGEST_ROW, NoPoem, RowWindow

# Without wrapping all of a row is laid out and not only what is visible of it, so the rows of a long line are shorter.
_UNWRAPPED_ROW = 512
# Rows that are held, in pages. Qt lays out the visible ones, and the last page to learn how far it can scroll: so there
# is little below the visible ones.
_SHARE_ABOVE = 0.5
_SHARE_BELOW = 1.3
# Text that is all marks takes so much less room than its length, in the worst case.
_SHARE_OF_MARKS = _SHARE_BELOW * (RUN_LIMIT + 1)
_WHEEL_ROWS = 3
_WHEEL_NOTCH = 120  # in eighths of a degree, as Qt counts
_WRAPPED = QPlainTextEdit.LineWrapMode.WidgetWidth
_T = TypeVar("_T")
_UNWRAPPED = QPlainTextEdit.LineWrapMode.NoWrap


class RowView(QPlainTextEdit):
    """Shows a poem's rows around a place, which is the end while it follows.

    The text document holds the rows of about two pages. The place is a byte offset and, where rows are wrapped, a
    visual line within the row there. Qt's own vertical scroll bar is hidden and moves within the document only.
    """

    followingChanged = pyqtSignal(bool)  # noqa: N815 - a signal, named as Qt's
    readerChanged = pyqtSignal()  # noqa: N815 - a signal, named as Qt's
    readFailed = pyqtSignal(str)  # noqa: N815 - a signal, named as Qt's

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader: PoemReader = NoPoem()
        self._window = RowWindow(self._reader)
        self._unsubscribe: Callable[[], None] = lambda: None
        self._top = 0  # the byte at which the first visible row begins
        self._top_line = 0  # the visual line in that row
        self._following = True
        self._wheel = 0  # what is left of a turn that was no whole line
        self._placeholder = ""
        self._has_stacks = False
        self._bar = ByteScrollBar(self)
        self._margin = RowMargin(self._margin_labels, self)
        self._to_end = QToolButton(self)
        self._to_end.setText("↓ Follow")
        self._to_end.setToolTip("Go to the end and stay there (End)")
        self._to_end.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._to_end.hide()
        self._pacer = RefreshPacer(self._refresh, self)
        self._inner_bar: QScrollBar = _there(super().verticalScrollBar())
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        # Without a caret nothing blinks, so an idle view wakes nobody up.
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._bar.moved.connect(self.show_offset)
        self._bar.moved_to_end.connect(self.follow)
        self._bar.stepped.connect(self.scroll_lines)
        self._bar.paged.connect(self.scroll_pages)
        self._bar.wheeled.connect(self.wheelEvent)
        self._to_end.clicked.connect(self.follow)

    # What is shown

    def set_reader(self, reader: PoemReader | None) -> None:
        """Show another poem, from its end on; None shows nothing."""
        self._unsubscribe()
        self._reader = NoPoem() if reader is None else reader
        self._window = self._new_window()
        self._unsubscribe = self._reader.subscribe(self._pacer.request)
        self._top = self._top_line = 0
        self._fill()
        self.follow()
        self.readerChanged.emit()

    @property
    def reader(self) -> PoemReader:
        """The poem that is shown; one of nothing where none was given."""
        return self._reader

    def line_count(self) -> int:
        """Return how many lines the poem has; a last one without newline counts."""
        return self._reader.line_count

    def first_visible_line(self) -> int:
        """Return the number of the line at the top, counted from 0."""
        return self._reader.line_at(self._top)

    def top_offset(self) -> int:
        """Return the byte at which the first visible row begins."""
        return self._top

    def set_placeholder(self, text: str) -> None:
        """Set what is shown while there are no rows."""
        self._placeholder = text
        self.setAccessibleDescription(text)
        self._viewport().update()

    @property
    def wraps(self) -> bool:
        """Whether rows are wrapped at the view's edge; they are at first."""
        return self.lineWrapMode() is _WRAPPED

    def set_wrap(self, wraps: bool) -> None:
        """Wrap rows at the view's edge, or let them reach beyond it."""
        self.setLineWrapMode(_WRAPPED if wraps else _UNWRAPPED)
        self._window = self._new_window()
        self._top_line = 0
        self._show_soon()

    def verticalScrollBar(self) -> ByteScrollBar:  # noqa: N802 - Qt's name
        """Return the scroll bar that is seen: the one over the whole poem."""
        return self._bar

    # Following

    @property
    def following(self) -> bool:
        """Whether the view stays at the end while the poem grows."""
        return self._following

    def follow(self) -> None:
        """Go to the end and stay there."""
        self._set_following(True)
        self._show_soon()

    def let_go(self) -> None:
        """Stay where the view is while the poem grows."""
        self._set_following(False)

    def _set_following(self, following: bool) -> None:
        if following != self._following:
            self._following = following
            self._to_end.setVisible(not following)
            self.followingChanged.emit(following)

    # Going to a place

    def show_offset(self, offset: int, lines_above: int = 0) -> None:
        """Bring the row that holds a byte to the top, or as far up as the end allows, some lines of text above it."""
        self.let_go()
        self._load(offset)
        index, line = self._visual_line(offset)
        self._scroll_to(*self._walk(index, line, -lines_above))

    def scroll_pages(self, pages: int) -> None:
        """Go down by pages, or up."""
        self.scroll_lines(pages * max(self._page_lines() - 2, 1))

    def scroll_lines(self, lines: int) -> None:
        """Go down by visual lines, or up. What leaves the end lets it go; what comes down to it takes it up again."""
        if not self._window.rows or (self._following and lines > 0):
            return
        before = (self._top, self._top_line)
        self._scroll_to(*self._walk(*self._top_in_window(), lines))
        if lines < 0 and (self._top, self._top_line) != before:
            self.let_go()
        elif lines > 0 and self._is_at_end():
            self.follow()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Scroll by rows; with Ctrl, zoom."""
        if event is None:
            return
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomIn(1 if turn.y() > 0 else -1)
        elif abs(turn.x()) > abs(turn.y()):
            super().wheelEvent(event)
        else:
            self._wheel += turn.y() * _WHEEL_ROWS
            lines = int(self._wheel / _WHEEL_NOTCH)
            self._wheel -= lines * _WHEEL_NOTCH
            self.scroll_lines(-lines)
        event.accept()

    def _is_at_end(self) -> bool:
        return self._window.reaches_end and self._inner_bar.value() >= self._inner_bar.maximum()

    def _walk(self, index: int, line: int, lines: int) -> tuple[int, int]:
        """Return the place so many visual lines away; the window is moved along as far as needed."""
        line += lines
        while line < 0:
            if index == 0:
                index = self._load_around(0)
            if index == 0:
                return 0, 0
            index -= 1
            line += self._lines_in(index)
        while line >= (count := self._lines_in(index)):
            if index + 1 == len(self._window.rows):
                index = self._load_around(index)
            if index + 1 == len(self._window.rows):
                return index, count - 1
            index += 1
            line -= count
        return index, line

    def _scroll_to(self, index: int, line: int) -> None:
        """Bring a visual line of a row of the window to the top."""
        self._scroll_inner(index, line)
        for share in (_SHARE_BELOW, _SHARE_OF_MARKS):
            if self._lacks_rows_below():
                start = self._window.rows[index].start
                self._load(start, share)
                index = self._window.index_of(start)
                self._scroll_inner(index, line)
        self._notice_place()

    def _lacks_rows_below(self) -> bool:
        at_bottom = self._inner_bar.value() >= self._inner_bar.maximum()
        return at_bottom and not self._window.reaches_end

    def _top_in_window(self) -> tuple[int, int]:
        if not self._window.start <= self._top < self._window.stop:
            self._load(self._top)
        return self._window.index_of(self._top), self._top_line

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

    # Refreshing

    def _refresh(self) -> None:
        # Rows that come out of sight change nothing but the scroll bar and the margin.
        if self._following or self._window.reaches_end:
            self._reload()
        else:
            self._notice_place()

    def _show_soon(self) -> None:
        """Show the rows at once, or where nobody looks, when somebody does."""
        if self.isVisible():
            self._reload()
        else:
            self._pacer.request()

    def _reload(self) -> None:
        """Read the rows anew, at the end or at the same place."""
        if self._following:
            self._load(None)
            if self._inner_bar.maximum() == 0 and self._window.start > 0:
                self._load(None, _SHARE_OF_MARKS)
            self._inner_bar.setValue(self._inner_bar.maximum())
            self._notice_place()
        else:
            self._load(self._top)
            self._scroll_to(*self._top_in_window())

    def _load_around(self, index: int) -> int:
        """Move the window so that a row of it comes to its middle; return the row's new index."""
        if not self._window.rows:
            return 0
        start = self._window.rows[index].start
        self._load(start)
        return self._window.index_of(start)

    def _load(self, offset: int | None, share_below: float = _SHARE_BELOW) -> None:
        """Hold the rows around a byte, or the last ones."""
        page, width = self._page_lines(), self._line_width() if self.wraps else 0
        below = int(share_below * page) + 1
        try:
            if offset is None:
                changed = self._window.load_end(below, width)
            else:
                changed = self._window.load(offset, int(_SHARE_ABOVE * page) + 1, below, width)
        except OSError as error:
            self.readFailed.emit(f"The poem cannot be read from disk: {error.strerror or error}.")
        else:
            if changed:
                self._fill()

    def _fill(self) -> None:
        text = "\n".join(self._window.texts)
        self._has_stacks = has_stacks(text)
        self.setPlainText(text)

    def _notice_place(self) -> None:
        """Find out which rows are visible now, and show it beside them."""
        first = last = 0
        if self._window.rows:
            block = self.firstVisibleBlock()
            row = self._window.rows[block.blockNumber()]
            self._top = row.start
            self._top_line = self._inner_bar.value() - block.firstLineNumber()
            view = self._viewport().rect()
            first, last = self._about(QPoint(0, 0)), self._about(view.bottomRight())
        at_end = self._following or self._is_at_end()
        self._bar.show_place(first, last - first, self._reader.size, at_end=at_end)
        self._place_children()
        self._margin.update()

    def _about(self, position: QPoint) -> int:
        """Return about which byte is at a position: exact for ASCII, and near enough for a scroll bar."""
        cursor = self.cursorForPosition(position)
        row = self._window.rows[cursor.blockNumber()]
        length = max(len(self._window.texts[cursor.blockNumber()]), 1)
        return row.start + (row.next - row.start) * cursor.positionInBlock() // length

    def _new_window(self) -> RowWindow:
        return RowWindow(self._reader, LONGEST_ROW if self.wraps else _UNWRAPPED_ROW)

    # Geometry and painting

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

    def changeEvent(self, event: QEvent | None) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self.setTabStopDistance(QFontMetricsF(self.font()).horizontalAdvance(" ") * 8)
            self._margin.setFont(self.font())
            self._place_children()
            self._show_soon()

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
        number = self._reader.line_at(self._top)
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
        self._pacer.add_cost(perf_counter() - started)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the place, or the end."""
        super().resizeEvent(event)
        self._place_children()
        self._show_soon()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up with what came while nobody looked."""
        super().showEvent(event)
        self._pacer.resume()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Stop refreshing."""
        super().hideEvent(event)
        self._pacer.pause()


def _there(found: _T | None) -> _T:
    assert found is not None, "a widget's parts are there as long as it is"
    return found
