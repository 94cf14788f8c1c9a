"""The page that rows are shown on: the rows at hand as a text document, with margins and a scroll bar beside it."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TypeVar

from PyQt6.QtCore import QEvent, QRect, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextOption,
)
from PyQt6.QtWidgets import QApplication, QPlainTextEdit, QScrollBar, QToolButton, QWidget

from poetrygui.core.text.display_text import has_stacks
from poetrygui.core.text.emoji_budget import within_budget
from poetrygui.core.text.row_window import RowWindow
from poetrygui.core.text.wording import counted
from poetrygui.gui.rows.byte_scroll_bar import ByteScrollBar
from poetrygui.gui.rows.modest_text import ModestText
from poetrygui.gui.rows.row_map import RowMap
from poetrygui.gui.rows.row_margins import MarginStrip
from poetrygui.gui.widgets.text_font import wear_text_font

_T = TypeVar("_T")


class RowPage(ModestText):
    """Lays out and paints the rows that it is given. Each row is a block of the text document.

    Qt's own vertical scroll bar is hidden and moves within the rows at hand only; the one that is seen is over
    the whole poem.
    """

    laid_out = pyqtSignal()
    """The size or the font has changed."""
    painted = pyqtSignal(float)
    """And how many seconds that took."""
    filled = pyqtSignal()
    """The rows are others than before."""
    seen = pyqtSignal(bool)
    """Somebody looks at it now, or nobody does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_map = RowMap(self)
        """Which byte is where on the page."""
        self.bar = ByteScrollBar(self)
        self.margins = MarginStrip(self.row_map.visible_rows, self)
        self.to_end = QToolButton(self)
        self.lane: QWidget | None = None
        """What stands between the rows and the scroll bar, along with that."""
        self._placeholder = ""
        self._has_stacks = False
        self._inner_bar: QScrollBar = _there(super().verticalScrollBar())
        self.to_end.setToolTip("Go to the end and stay there (End)")
        self.to_end.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.to_end.hide()
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
        wear_text_font(self)

    # What is shown

    def show_rows(self, rows: RowWindow, anchor: int = 0) -> None:
        """Lay out the rows that a window holds now; those from the one of index ``anchor`` on matter most."""
        self.row_map.rows = rows
        text = "\n".join(within_budget(rows.texts, anchor))
        self._has_stacks = has_stacks(text)
        self.setPlainText(text)
        self._keep_layouts()
        self._describe()
        self.filled.emit()

    def _keep_layouts(self) -> None:
        """Have Qt keep how it has laid the rows out: it would do all of it again whenever they are painted."""
        block = _there(self.document()).begin()
        while block.isValid():
            _there(block.layout()).setCacheEnabled(True)
            block = block.next()

    def set_placeholder(self, text: str) -> None:
        """Set what is shown while there are no rows."""
        self._placeholder = text
        self._describe()
        self.canvas.update()

    def say_new(self, lines: int) -> None:
        """Say on the button that leads to the end how many lines have come since that was let go."""
        self.to_end.setText(f"↓ {counted(lines, 'new line')}" if lines > 0 else "↓ Follow")
        _put_in_corner(self.to_end, self.canvas.geometry())

    def _describe(self) -> None:
        """Tell a screen reader of the placeholder only while it is what stands here."""
        description = "" if self.row_map.rows.rows else self._placeholder
        if description != self.accessibleDescription():
            self.setAccessibleDescription(description)
            self.canvas.update()  # Qt paints the rows alone anew, and it may stand below those

    def mark_selected(self, stretch: tuple[int, int] | None) -> None:
        """Let Qt's cursor select a stretch of bytes of the rows at hand: it draws it and tells screen readers."""
        place = self._inner_bar.value()
        if stretch is not None:
            cursor = self.row_map.cursor_at(stretch[0])
            if stretch[1] == self.row_map.rows.stop:
                cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            else:
                cursor.setPosition(self.row_map.cursor_at(stretch[1]).position(), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        elif self.textCursor().hasSelection():
            self.setTextCursor(QTextCursor(self.document()))
        self._inner_bar.setValue(place)  # a cursor would be scrolled to

    @property
    def wraps(self) -> bool:
        """Whether rows are wrapped at the page's edge; they are at first."""
        return self.lineWrapMode() is QPlainTextEdit.LineWrapMode.WidgetWidth

    @property
    def canvas(self) -> QWidget:
        """The part of the widget that the rows are painted on."""
        return _there(self.viewport())

    def verticalScrollBar(self) -> ByteScrollBar:  # noqa: N802 - Qt's name
        """Return the scroll bar that is seen: the one over the whole poem."""
        return self.bar

    # Scrolling within the rows at hand

    def scroll_to(self, index: int, line: int) -> None:
        """Bring a visual line of a row to the top, or as far up as the last row allows."""
        self.row_map.lines_in(index)  # a block has a single line until it is laid out
        place = self.row_map.block(index).firstLineNumber() + line
        if self._inner_bar.value() == place:
            # Qt would not look which block that is now, after blocks above have been laid out.
            self._inner_bar.setValue(0 if place else 1)
        self._inner_bar.setValue(place)

    def scroll_to_bottom(self) -> None:
        """Bring the last row to the bottom."""
        self._inner_bar.setValue(self._inner_bar.maximum())

    @property
    def fits(self) -> bool:
        """Whether all of the rows at hand are seen at once."""
        return self._inner_bar.maximum() == 0

    @property
    def is_at_bottom(self) -> bool:
        """Whether the last row is seen whole."""
        return self._inner_bar.value() >= self._inner_bar.maximum()

    def reveal_column(self, offset: int) -> None:
        """Scroll sideways to a byte unless it is within sight."""
        bar = self.horizontalScrollBar()
        place = self.cursorRect(self.row_map.cursor_at(offset))
        if bar is not None and not 0 <= place.left() <= self.canvas.width():
            bar.setValue(bar.value() + place.left() - self.canvas.width() // 3)

    def place_children(self) -> None:
        """Put margins, scroll bar and button where they belong; the margins' width may have changed."""
        left, right = self.margins.needed_width(), self.bar.sizeHint().width()
        lane = 0 if self.lane is None else self.lane.sizeHint().width()
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, lane + right):
            self.setViewportMargins(left, 0, lane + right, 0)
        area = self.canvas.geometry()
        self.margins.setGeometry(area.left() - left, area.top(), left, area.height())
        if self.lane is not None:
            self.lane.setGeometry(area.right() + 1, area.top(), lane, area.height())
        self.bar.setGeometry(area.right() + 1 + lane, area.top(), right, area.height())
        _put_in_corner(self.to_end, area)

    def _row_areas(self, area: QRect) -> Iterator[QRect]:
        """Give the areas of the rows in an area: painted one by one, their marks are clipped at the row's edge."""
        for visible in self.row_map.visible_rows():
            # One pixel less: Qt also paints the row that ends where an area begins.
            yield QRect(area.left(), visible.top + 1, area.width(), visible.height - 1).intersected(area)

    # What Qt asks for

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the rows, or the placeholder where there are none; what that costs delays the next refresh."""
        started = perf_counter()
        if event is not None and self._has_stacks:
            for area in self._row_areas(event.rect()):
                super().paintEvent(QPaintEvent(area))
        else:
            super().paintEvent(event)
        if not self.row_map.rows.rows and self._placeholder:
            _draw_placeholder(self.canvas, self._placeholder, self.palette())
        self.painted.emit(perf_counter() - started)

    def changeEvent(self, event: QEvent | None) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self.setTabStopDistance(QFontMetricsF(self.font()).horizontalAdvance(" ") * 8)
            self.margins.setFont(self.font())
            self.place_children()
            self.laid_out.emit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the place, or the end; as it is shown first, Qt tells of no size that comes of this call."""
        super().resizeEvent(event)
        self.place_children()
        if event is not None and not self.canvas.isVisible() and self.canvas.size() != event.size():
            super().resizeEvent(QResizeEvent(self.canvas.size(), event.size()))
        self.laid_out.emit()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Tell that nobody does."""
        super().hideEvent(event)
        self.seen.emit(False)


def _put_in_corner(button: QToolButton, area: QRect) -> None:
    """Give a button the room for its words, at the right end of the foot of an ``area``."""
    size = button.sizeHint()
    button.resize(size)
    button.move(area.right() - size.width() - 8, area.bottom() - size.height() - 8)


def _draw_placeholder(canvas: QWidget, text: str, palette: QPalette) -> None:
    painter = QPainter(canvas)
    painter.setFont(QApplication.font())
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(canvas.rect().adjusted(24, 24, -24, -24), int(flags), text)


def _there(found: _T | None) -> _T:
    assert found is not None, "a widget's parts are there as long as it is"
    return found
