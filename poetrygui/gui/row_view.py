"""A view of the visible rows of a poem of any size: it scrolls, follows the end, and holds only what is near."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent, QWheelEvent
from PyQt6.QtWidgets import QPlainTextEdit, QWidget

from poetrygui.core.stored_poem import PoemReader
from poetrygui.gui.display_text import RUN_LIMIT
from poetrygui.gui.refresh_pacer import RefreshPacer
from poetrygui.gui.row_cutter import LONGEST_ROW
from poetrygui.gui.row_page import RowPage
from poetrygui.gui.row_window import NoPoem, RowWindow

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


class RowView(RowPage):
    """Shows a poem's rows around a place, which is the end while it follows.

    The document holds the rows of about two pages. The place is a byte offset and, where rows are wrapped, a visual
    line within the row there.
    """

    followingChanged = pyqtSignal(bool)  # noqa: N815 - a signal, named as Qt's
    readerChanged = pyqtSignal()  # noqa: N815 - a signal, named as Qt's
    readFailed = pyqtSignal(str)  # noqa: N815 - a signal, named as Qt's

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe: Callable[[], None] = lambda: None
        self._top_line = 0  # the visual line in the row at the top
        self._following = True
        self._wheel = 0  # what is left of a turn that was no whole line
        self._pacer = RefreshPacer(self._refresh, self)
        self.laid_out.connect(self._show_soon)
        self.painted.connect(self._pacer.add_cost)
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

    def set_wrap(self, wraps: bool) -> None:
        """Wrap rows at the view's edge, or let them reach beyond it."""
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth if wraps else QPlainTextEdit.LineWrapMode.NoWrap)
        self._window = self._new_window()
        self._top_line = 0
        self._show_soon()

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

    # Refreshing

    def catch_up(self) -> None:
        """Show at once what has come and is not shown yet."""
        self._pacer.catch_up()

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

    def _new_window(self) -> RowWindow:
        return RowWindow(self._reader, LONGEST_ROW if self.wraps else _UNWRAPPED_ROW)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up with what came while nobody looked."""
        super().showEvent(event)
        self._pacer.resume()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Stop refreshing."""
        super().hideEvent(event)
        self._pacer.pause()
