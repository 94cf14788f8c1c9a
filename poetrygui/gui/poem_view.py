"""The view of a poem: its rows, live, with a selection, and what keyboard, mouse and menu do to them."""

from __future__ import annotations

from contextlib import suppress

from PyQt6.QtCore import QPoint, Qt, QTimer
from PyQt6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PyQt6.QtWidgets import QApplication, QMenu, QWidget

from poetrygui.gui.poem_text import shown_lines, word_around
from poetrygui.gui.selectable_view import SelectableView

_DRAG_INTERVAL = 40  # milliseconds between two steps while the mouse is held beyond the edge

_LINES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PoemView(SelectableView):
    """Reads a poem out to the user. It is given a poem by :meth:`set_reader`, and nothing can be written into it.

    The keys scroll; with Shift they select. End goes to the end and stays there while the poem grows.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("poemView")
        self.setAccessibleName("Poem")
        self._mouse = QPoint()
        self._double_clicked_at: QPoint | None = None
        self._drag_timer = QTimer(self)
        self._drag_timer.setInterval(_DRAG_INTERVAL)
        self._drag_timer.timeout.connect(self._drag_on)

    def text_between(self, first_line: int, last_line: int) -> str:
        """Return the shown text of lines, counted from 0, both included; lines that are not there are left out."""
        return shown_lines(self._reader, first_line, last_line)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Scroll, select or copy; other keys are left to the window."""
        if event is None:
            return
        event.accept()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            event.ignore()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() != Qt.Key.Key_Space:
            self._extend(event)
        else:
            self._scroll(event)

    def _scroll(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        sideways = self.horizontalScrollBar()
        if key in _LINES:
            self.scroll_lines(_LINES[key])
        elif key in _PAGES:
            self.scroll_pages(_PAGES[key])
        elif key == Qt.Key.Key_Space:
            self.scroll_pages(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in _SIDES and sideways is not None:
            sideways.setValue(sideways.value() + _SIDES[key] * sideways.singleStep())
        elif key == Qt.Key.Key_Home:
            self.show_offset(0)
        elif key == Qt.Key.Key_End:
            self.follow()
        else:
            event.ignore()

    def _extend(self, event: QKeyEvent) -> None:
        """Move the selection's caret; where nothing is selected yet it begins at the top of the view."""
        key = Qt.Key(event.key())
        if self._anchor == self._caret and not self._top <= self._caret <= self._window.stop:
            self._anchor = self._caret = self._top
        if not self._window.start <= self._caret < self._window.stop:
            self._load(self._caret)
        caret = self._caret
        index = self._window.index_of(caret)
        whole = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _SIDES:
            caret = self._window.neighbour(caret, _SIDES[key])
        elif key in _LINES:
            caret = self._caret_after(_LINES[key])
        elif key in _PAGES:
            caret = self._caret_after(_PAGES[key] * (self._page_lines() - 2))
        elif key == Qt.Key.Key_Home:
            caret = 0 if whole or not self._window.rows else self._window.rows[index].start
        elif key == Qt.Key.Key_End:
            caret = self._reader.size if whole or not self._window.rows else self._window.rows[index].stop
        else:
            event.ignore()
            return
        down = caret > self._caret
        self.select(self._anchor, caret)
        self.reveal(caret, max(self._page_lines() - 3, 0) if down else 0)

    def _caret_after(self, lines: int) -> int:
        """Return the byte in the caret's column so many visual lines away."""
        if not self._window.rows:
            return self._caret
        index, line = self._visual_line(self._caret)
        column = self._window.column_of(index, self._caret) - self._line_column(index, line)
        target, target_line = self._walk(index, line, lines)
        return self._window.offset_of(target, self._line_column(target, target_line) + column)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin to select; a third click takes the whole row."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._mouse = event.position().toPoint()
        offset = self.offset_at(self._mouse)
        near = QApplication.startDragDistance()
        if self._double_clicked_at and (self._mouse - self._double_clicked_at).manhattanLength() < near:
            row = self._window.rows[self._window.index_of(offset)] if self._window.rows else None
            self.select(row.start if row else 0, row.next if row else 0)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.select(self._anchor, offset)
        else:
            self.select(offset, offset)
        self._double_clicked_at = None

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Select up to the mouse, and scroll while it is beyond the edge."""
        if event is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        self._mouse = event.position().toPoint()
        self.select(self._anchor, self.offset_at(self._mouse))
        beyond = not 0 <= self._mouse.y() < self._viewport().height()
        if beyond and not self._drag_timer.isActive():
            self._drag_timer.start()
        elif not beyond:
            self._drag_timer.stop()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End the selection."""
        self._drag_timer.stop()
        self.offer_selection()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Select a word."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._mouse = event.position().toPoint()
        self._double_clicked_at = self._mouse
        QTimer.singleShot(QApplication.doubleClickInterval(), self._forget_double_click)
        with suppress(OSError):  # then there is no word; said where the rows themselves were read
            self.select(*word_around(self._reader, self.offset_at(self._mouse)))

    def _forget_double_click(self) -> None:
        self._double_clicked_at = None

    def _drag_on(self) -> None:
        line = max(self.fontMetrics().lineSpacing(), 1)
        height = self._viewport().height()
        beyond = self._mouse.y() if self._mouse.y() < 0 else max(self._mouse.y() - height + line, 0)
        anchor = self._anchor
        self.scroll_lines(beyond // line)
        self.let_go()
        edge = QPoint(self._mouse.x(), min(max(self._mouse.y(), 0), height - 1))
        self.select(anchor, self.offset_at(edge))

    # Menu

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Open the menu beside the mouse, or in the view's corner for the menu key."""
        if event is not None:
            menu = self.context_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def context_menu(self) -> QMenu:
        """Return a new menu of what can be done here; its owner may add to it."""
        menu = QMenu(self)
        start, stop = self.selection()
        copy = menu.addAction("&Copy", QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
        exact = menu.addAction("Copy &exact bytes as text (control characters included)", self.copy_exact)
        for action in (copy, exact):
            if action is not None:
                action.setEnabled(stop > start)
        menu.addAction("Select &all", QKeySequence(QKeySequence.StandardKey.SelectAll), self.selectAll)
        menu.addSeparator()
        wrap = menu.addAction("&Wrap long lines")
        follow = menu.addAction("&Follow the end", QKeySequence(Qt.Key.Key_End))
        if wrap is not None and follow is not None:
            wrap.setCheckable(True)
            wrap.setChecked(self.wraps)
            wrap.toggled.connect(self.set_wrap)
            follow.setCheckable(True)
            follow.setChecked(self.following)
            follow.toggled.connect(lambda on: self.follow() if on else self.let_go())
        return menu
