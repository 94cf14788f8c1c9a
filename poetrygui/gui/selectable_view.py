"""Rows with a selection that is a stretch of the poem, not of what happens to be shown of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from PyQt6.QtCore import QMimeData, QPoint, pyqtSignal
from PyQt6.QtGui import QClipboard, QColor, QGuiApplication, QPalette, QTextCharFormat, QTextCursor
from PyQt6.QtWidgets import QTextEdit, QWidget

from poetrygui.core.stored_poem import PoemReader
from poetrygui.gui.poem_text import exact_between, shown_between
from poetrygui.gui.row_view import RowView

COPY_LIMIT = 64 * 1024 * 1024
"""Bytes of a poem that may be copied to the clipboard."""

_OFFERED = 1024 * 1024  # bytes that are offered for the middle mouse button without being asked for
_MOST_HIGHLIGHTS = 500
_MATCH_LIGHT, _MATCH_DARK = QColor("#ffe08a"), QColor("#6b5200")
_DARK = 128

FindMatches = Callable[[int, bytes], Iterable[tuple[int, int]]]


class SelectableView(RowView):
    """Adds a selection in byte offsets, served to the clipboard from the poem, and highlights.

    A selection goes from an anchor to a caret, which may come before it. Selecting lets the end go.
    """

    copyRefused = pyqtSignal(str)  # noqa: N815 - a signal, named as Qt's

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anchor = 0
        self._caret = 0
        self._find_matches: FindMatches | None = None

    def set_reader(self, reader: PoemReader | None) -> None:
        """Show another poem, with nothing selected."""
        self._anchor = self._caret = 0
        super().set_reader(reader)

    # Selecting

    def selection(self) -> tuple[int, int]:
        """Return the bytes that are selected: the first and the one after the last, the same where nothing is."""
        return min(self._anchor, self._caret), max(self._anchor, self._caret)

    def select(self, anchor: int, caret: int) -> None:
        """Select the bytes between two offsets; nothing where they are the same."""
        self._anchor, self._caret = anchor, caret
        if anchor != caret:
            self.let_go()
        self._draw_selection()

    def select_match(self, start: int, stop: int) -> None:
        """Select a stretch and show it, with some text above."""
        self.select(start, stop)
        self.let_go()
        self.reveal(start, self._page_lines() // 3)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Select the whole poem, as far as it has come."""
        self.select(0, self._reader.size)

    def reveal(self, offset: int, lines_above: int = 0) -> None:
        """Scroll to a byte unless it is visible."""
        window = self._window
        if window.start <= offset < window.stop or (offset == window.stop and window.reaches_end):
            place = self.cursorRect(self._cursor_at(offset))
            if place.top() >= 0 and place.bottom() <= self._viewport().height():
                self._reveal_column(offset)
                return
        self.show_offset(offset, lines_above)
        self._reveal_column(offset)

    def offset_at(self, position: QPoint) -> int:
        """Return the byte under a position in the viewport."""
        if not self._window.rows:
            return 0
        cursor = self.cursorForPosition(position)
        return self._window.offset_of(cursor.blockNumber(), cursor.positionInBlock())

    def _reveal_column(self, offset: int) -> None:
        bar = self.horizontalScrollBar()
        place = self.cursorRect(self._cursor_at(offset))
        if bar is not None and not 0 <= place.left() <= self._viewport().width():
            bar.setValue(bar.value() + place.left() - self._viewport().width() // 3)

    def _cursor_at(self, offset: int) -> QTextCursor:
        index = self._window.index_of(offset)
        cursor = QTextCursor(self._block(index))
        if self._window.rows:
            cursor.setPosition(cursor.position() + self._window.column_of(index, offset))
        return cursor

    # Copying

    def copy(self) -> None:
        """Put the shown text of the selection on the clipboard."""
        self._copy(shown_between)

    def copy_exact(self) -> None:
        """Put the selected bytes on the clipboard as text, with the control characters that they hold."""
        self._copy(exact_between)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give Qt the shown text of the selection, as far as it may be copied."""
        data = QMimeData()
        start, stop = self.selection()
        if stop - start <= COPY_LIMIT:
            with suppress(OSError):
                data.setText(shown_between(self._reader, start, stop))
        return data

    def offer_selection(self) -> None:
        """Let the middle mouse button paste a selection that is not too long, where the platform has that."""
        clipboard = QGuiApplication.clipboard()
        start, stop = self.selection()
        if clipboard is not None and clipboard.supportsSelection() and 0 < stop - start <= _OFFERED:
            with suppress(OSError):  # it is an offer: one who asks to copy is told
                clipboard.setText(shown_between(self._reader, start, stop), QClipboard.Mode.Selection)

    def _copy(self, text_between: Callable[[PoemReader, int, int], str]) -> None:
        start, stop = self.selection()
        clipboard = QGuiApplication.clipboard()
        if stop - start > COPY_LIMIT:
            self.copyRefused.emit(
                f"The selection has {stop - start:,} bytes and the clipboard takes {COPY_LIMIT:,} at most: "
                "save the poem to a file instead."
            )
        elif stop > start and clipboard is not None:
            try:
                clipboard.setText(text_between(self._reader, start, stop))
            except OSError as error:
                self.copyRefused.emit(f"The selection cannot be read from disk: {error.strerror or error}.")

    # Drawing

    def set_highlighter(self, find_matches: FindMatches | None) -> None:
        """Mark what ``find_matches`` finds: of an offset and the bytes there it returns starts and stops in them."""
        self._find_matches = find_matches
        self.draw_highlights()

    def _fill(self) -> None:
        super()._fill()
        self._draw_selection()
        self.draw_highlights()

    def _draw_selection(self) -> None:
        """Let Qt's cursor select what is in the window of the selection: it draws it and tells screen readers."""
        window = self._window
        start, stop = self.selection()
        first, last = max(start, window.start), min(stop, window.stop)
        place = self._inner_bar.value()
        if first < last:
            cursor = self._cursor_at(first)
            if last == window.stop:
                cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            else:
                cursor.setPosition(self._cursor_at(last).position(), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        elif self.textCursor().hasSelection():
            self.setTextCursor(QTextCursor(self.document()))
        self._inner_bar.setValue(place)  # a cursor would be scrolled to

    def _bytes_at_hand(self) -> bytes:
        try:
            return self._reader.read(self._window.start, self._window.stop)
        except OSError:
            return b""  # said where the rows themselves were read

    def draw_highlights(self) -> None:
        """Ask for the matches in the rows at hand, and mark them."""
        found: list[QTextEdit.ExtraSelection] = []
        if self._find_matches is not None and self._window.rows:
            base = self._window.start
            colours = self.palette()
            dark = colours.color(QPalette.ColorRole.Base).lightness() < _DARK
            style = QTextCharFormat()
            style.setBackground(_MATCH_DARK if dark else _MATCH_LIGHT)
            style.setForeground(colours.color(QPalette.ColorRole.Text))
            for start, stop in self._find_matches(base, self._bytes_at_hand()):
                if len(found) == _MOST_HIGHLIGHTS:
                    break
                mark = QTextEdit.ExtraSelection()
                mark.cursor = self._cursor_at(base + start)
                mark.cursor.setPosition(self._cursor_at(base + stop).position(), QTextCursor.MoveMode.KeepAnchor)
                mark.format = style
                found.append(mark)
        if found or self.extraSelections():
            self.setExtraSelections(found)
