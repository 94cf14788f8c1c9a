"""What the mouse does to a view: it selects, scrolls, and with Ctrl zooms."""

from __future__ import annotations

from contextlib import suppress

from PyQt6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication

from poetrygui.core.text.poem_text import word_around
from poetrygui.gui import rows

_DRAG_INTERVAL = 40  # milliseconds between two steps while the mouse is held beyond the edge
_WHEEL_ROWS = 3
_WHEEL_NOTCH = 120  # in eighths of a degree, as Qt counts


class ViewMouse(QObject):
    """Takes the presses, moves and turns of the wheel over a view's rows, and the wheel over its scroll bar."""

    def __init__(self, view: rows.PoemView) -> None:
        """Take the mouse over ``view``."""
        super().__init__(view)
        self._view = view
        self._mouse = QPoint()
        self._turned = 0  # what is left of a turn of the wheel that was no whole line
        self._double_clicked_at: QPoint | None = None
        self._drag_timer = QTimer(self)
        self._drag_timer.setInterval(_DRAG_INTERVAL)
        self._drag_timer.timeout.connect(self._drag_on)
        view.canvas.installEventFilter(self)
        view.bar.wheeled.connect(self._wheel)

    @property
    def is_dragging(self) -> bool:
        """Whether the mouse is held beyond the edge, so that the view scrolls on."""
        return self._drag_timer.isActive()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take what is the mouse's, but for a wheel that turns sideways: Qt scrolls by that."""
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if not isinstance(event, QMouseEvent):
            return False
        take = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseMove: self._move,
            QEvent.Type.MouseButtonRelease: self._release,
            QEvent.Type.MouseButtonDblClick: self._double_click,
        }.get(event.type())
        if take is None:
            return False
        take(event)
        return True

    # Selecting

    def _press(self, event: QMouseEvent) -> None:
        """Begin to select; a third click takes the whole row."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        view = self._view
        self._mouse = event.position().toPoint()
        offset = view.row_map.offset_at(self._mouse)
        near = QApplication.startDragDistance()
        if self._double_clicked_at and (self._mouse - self._double_clicked_at).manhattanLength() < near:
            rows = view.row_map.rows
            row = rows.rows[rows.index_of(offset)] if rows.rows else None
            view.select(row.start if row else 0, row.next if row else 0)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            view.select(view.selected.anchor, offset)
        else:
            view.select(offset, offset)
        self._double_clicked_at = None

    def _move(self, event: QMouseEvent) -> None:
        """Select up to the mouse, and scroll while it is beyond the edge."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        self._mouse = event.position().toPoint()
        self._view.select(self._view.selected.anchor, self._view.row_map.offset_at(self._mouse))
        beyond = not 0 <= self._mouse.y() < self._view.canvas.height()
        if beyond and not self._drag_timer.isActive():
            self._drag_timer.start()
        elif not beyond:
            self._drag_timer.stop()

    def _release(self, _event: QMouseEvent) -> None:
        """End the selection."""
        self._drag_timer.stop()
        self._view.offer_selection()

    def _double_click(self, event: QMouseEvent) -> None:
        """Select a word."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._mouse = event.position().toPoint()
        self._double_clicked_at = self._mouse
        QTimer.singleShot(QApplication.doubleClickInterval(), self._forget_double_click)
        with suppress(OSError):  # then there is no word; said where the rows themselves were read
            self._view.select(*word_around(self._view.reader, self._view.row_map.offset_at(self._mouse)))

    def _forget_double_click(self) -> None:
        self._double_clicked_at = None

    def _drag_on(self) -> None:
        view = self._view
        line = max(view.fontMetrics().lineSpacing(), 1)
        height = view.canvas.height()
        beyond = self._mouse.y() if self._mouse.y() < 0 else max(self._mouse.y() - height + line, 0)
        anchor = view.selected.anchor
        view.place.scroll_lines(beyond // line)
        view.place.let_go()
        edge = QPoint(self._mouse.x(), min(max(self._mouse.y(), 0), height - 1))
        view.select(anchor, view.row_map.offset_at(edge))

    # The wheel

    def _wheel(self, event: QWheelEvent) -> bool:
        """Scroll by rows; with Ctrl, zoom. Return whether that was all."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = 1 if turn.y() > 0 else -1
            self._view.zoomIn(step)
            self._view.zoomed.emit(step)
        elif abs(turn.x()) > abs(turn.y()):
            return False
        else:
            self._turned += turn.y() * _WHEEL_ROWS
            lines = int(self._turned / _WHEEL_NOTCH)
            self._turned -= lines * _WHEEL_NOTCH
            self._view.place.scroll_lines(-lines)
        event.accept()
        return True
