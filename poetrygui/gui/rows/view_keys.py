"""What the keyboard does to a view: it scrolls and, with Shift, selects."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence

from poetrygui.gui import rows

_LINES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ViewKeys(QObject):
    """Takes a view's key presses; those that mean nothing here are left to the window."""

    def __init__(self, view: rows.PoemView) -> None:
        """Take the keys of ``view``."""
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Scroll, select or copy."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        event.accept()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._view.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._view.selectAll()
        elif event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            event.ignore()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() != Qt.Key.Key_Space:
            self._extend(event)
        else:
            self._scroll(event)
        return True

    def _scroll(self, event: QKeyEvent) -> None:
        key, place = Qt.Key(event.key()), self._view.place
        sideways = self._view.horizontalScrollBar()
        if key in _LINES:
            place.scroll_lines(_LINES[key])
        elif key in _PAGES:
            place.scroll_pages(_PAGES[key])
        elif key == Qt.Key.Key_Space:
            place.scroll_pages(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in _SIDES and sideways is not None:
            sideways.setValue(sideways.value() + _SIDES[key] * sideways.singleStep())
        elif key == Qt.Key.Key_Home:
            place.show_offset(0)
        elif key == Qt.Key.Key_End:
            place.follow()
        else:
            event.ignore()

    def _extend(self, event: QKeyEvent) -> None:
        """Move the selection's caret; where nothing is selected yet it begins at the top of the view."""
        selected, place, row_map = self._view.selected, self._view.place, self._view.row_map
        if selected.is_empty and not place.top <= selected.caret <= row_map.rows.stop:
            selected.set(place.top, place.top)
        before = selected.caret
        whole = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        caret = self._moved(Qt.Key(event.key()), before, whole=whole)
        if caret is None:
            event.ignore()
            return
        self._view.select(selected.anchor, caret)
        place.reveal(caret, max(row_map.page_lines() - 3, 0) if caret > before else 0)

    def _moved(self, key: Qt.Key, caret: int, *, whole: bool) -> int | None:
        """Return where a key takes the caret, to an end of the ``whole`` poem or of its row; None for no such key."""
        index = self._view.place.row_of(caret)
        row_map = self._view.row_map
        row = row_map.rows.rows[index] if row_map.rows.rows else None
        if key in _SIDES:
            return row_map.rows.neighbour(caret, _SIDES[key])
        if key in _LINES:
            return self._lines_away(caret, _LINES[key])
        if key in _PAGES:
            return self._lines_away(caret, _PAGES[key] * (row_map.page_lines() - 2))
        if key == Qt.Key.Key_Home:
            return 0 if whole or row is None else row.start
        if key == Qt.Key.Key_End:
            return self._view.reader.size if whole or row is None else row.stop
        return None

    def _lines_away(self, caret: int, lines: int) -> int:
        """Return the byte in the caret's column so many visual lines away."""
        row_map = self._view.row_map
        if not row_map.rows.rows:
            return caret
        index, line = row_map.visual_line(caret)
        column = row_map.rows.column_of(index, caret) - row_map.line_column(index, line)
        target, target_line = self._view.place.lines_away(index, line, lines)
        return row_map.rows.offset_of(target, row_map.line_column(target, target_line) + column)
