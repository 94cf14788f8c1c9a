"""What keys and the mouse do to a hex view: they move its caret and select."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from poetrygui.core.text.hex_rows import ROW
from poetrygui.gui import recording

_BYTES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -ROW, Qt.Key.Key_Down: ROW}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class HexHands(QObject):
    """Takes a hex view's key presses and the mouse over its rows; what means nothing here is left to the window."""

    def __init__(self, view: recording.HexView) -> None:
        """Take the keys and the mouse of ``view``."""
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)
        view.canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Move the caret, select or copy."""
        if isinstance(event, QKeyEvent) and watched is self._view:
            if event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
                # The window has some of these keys, too, and they are about the text.
                event.accept()
                return True
            return event.type() == QEvent.Type.KeyPress and self._press_key(event)
        if isinstance(event, QMouseEvent) and watched is self._view.canvas:
            return self._take_mouse(event)
        return False

    def _press_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._view.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._view.select_all()
        else:
            caret = self._caret_after(event)
            if caret is None:
                return False
            extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._view.select(self._view.selected.anchor if extends else caret, caret)
        event.accept()
        return True

    def _is_ours(self, event: QKeyEvent) -> bool:
        ours = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
        return any(map(event.matches, ours)) or self._caret_after(event) is not None

    def _caret_after(self, event: QKeyEvent) -> int | None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return None
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return self._moved(Qt.Key(event.key()), control=control)

    def _moved(self, key: Qt.Key, *, control: bool) -> int | None:
        """Return where a key takes the caret, with Ctrl to an end of all bytes; None for a key that is no such."""
        caret, size = self._view.selected.caret, self._view.size_shown
        if key in _BYTES and not control:
            return max(0, min(caret + _BYTES[key], size))
        if key in _PAGES and not control:
            return max(0, min(caret + _PAGES[key] * self._view.page_rows * ROW, size))
        if key == Qt.Key.Key_Home:
            return 0 if control else caret - caret % ROW
        if key == Qt.Key.Key_End:
            return size if control else min(caret - caret % ROW + ROW - 1, size)
        return None

    def _take_mouse(self, event: QMouseEvent) -> bool:
        offset = self._view.offset_at(event.position().toPoint())
        left = Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == left:
            extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)
            self._view.select(self._view.selected.anchor if extends else offset, offset)
        elif event.type() == QEvent.Type.MouseMove and event.buttons() & left:
            anchor = self._view.selected.anchor
            # The byte below the mouse belongs to the selection, on whichever side of the anchor it is.
            self._view.select(anchor, offset + 1 if offset >= anchor else offset)
        elif event.type() != QEvent.Type.MouseButtonRelease or event.button() != left:
            return False
        event.accept()
        return True
