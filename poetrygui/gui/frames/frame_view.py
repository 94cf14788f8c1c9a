"""The table's cells: what the keys and the mouse do in them is said, and done by whoever knows all rows."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent, QFontDatabase, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1}
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_WHEEL_STEP = 120  # Qt's, for one notch
_ROWS_A_NOTCH = 3
_ABOVE_AND_BELOW = 4  # pixels


class FrameView(QTableView):
    """Shows the rows that its model holds. It never scrolls by itself."""

    stepped = pyqtSignal(int, bool)
    """The current row is to move by so many rows, and whether that extends the selection."""
    paged = pyqtSignal(int, bool)
    """The same by pages."""
    ended = pyqtSignal(int, bool)
    """To the first row, -1, or to the last one, 1."""
    pointed = pyqtSignal(int, bool)
    """The row of that number, from 0 for the first that is seen, was clicked, or the mouse dragged to its height."""
    wheeled = pyqtSignal(int)
    """So many rows further."""
    all_wanted = pyqtSignal()
    """All rows are to be selected."""
    entered = pyqtSignal()
    """Return was pressed, or a row was clicked twice."""
    menu_wanted = pyqtSignal(QPoint)
    """A menu is to open at a point of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("frameTable")
        self.setAccessibleName("Frames")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAutoScroll(False)
        self.setAlternatingRowColors(True)
        rows, columns = self.verticalHeader(), self.header
        assert rows is not None
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionsMovable(False)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 4)
        self._rest_of_wheel = 0
        self._column = 0  # the current one, also while no row is
        self.fit_rows()

    @property
    def header(self) -> QHeaderView:
        """The headings of the columns."""
        header = self.horizontalHeader()
        assert header is not None
        return header

    @property
    def row_height(self) -> int:
        """Pixels."""
        return self.fontMetrics().height() + _ABOVE_AND_BELOW

    @property
    def full_rows(self) -> int:
        """How many rows can be seen whole."""
        viewport = self.viewport()
        assert viewport is not None
        return max(viewport.height() // self.row_height, 1)

    def fit_rows(self) -> None:
        """Have rows as high as the letters need."""
        rows = self.verticalHeader()
        assert rows is not None
        rows.setDefaultSectionSize(self.row_height)

    def span(self, cells: Iterable[tuple[int, int]]) -> None:
        """Let these cells, each a row and a column, reach to the last column."""
        model = self.model()
        assert model is not None
        self.clearSpans()
        for row, column in cells:
            if (count := model.columnCount() - column) > 1:
                self.setSpan(row, column, 1, count)

    def select_rows(self, first: int, last: int, current: int) -> None:
        """Show as selected those rows from ``first`` to ``last`` that are seen, and which is the ``current`` one."""
        model, chosen = self.model(), self.selectionModel()
        assert model is not None
        assert chosen is not None
        column = min(self._column, model.columnCount() - 1)
        if 0 <= current < model.rowCount():
            chosen.setCurrentIndex(model.index(current, column), QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            chosen.clearCurrentIndex()
        first, last = max(first, 0), min(last, model.rowCount() - 1)
        rows = QItemSelection(model.index(first, 0), model.index(last, 0)) if first <= last else QItemSelection()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        chosen.select(rows, flags)

    # What Qt asks for

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Say what a key wants."""
        if event is None:
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        others = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.modifiers() & others:
            event.ignore()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key], shift)
        elif key in _PAGES:
            back = key == Qt.Key.Key_Space and shift
            self.paged.emit(-1 if back else _PAGES[key], shift and not back)
        elif key == Qt.Key.Key_Home:
            self.ended.emit(-1, shift)
        elif key == Qt.Key.Key_End:
            self.ended.emit(1, shift)
        elif key in _SIDES:
            self._go_aside(_SIDES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            event.ignore()

    def _go_aside(self, columns: int) -> None:
        model, chosen, index = self.model(), self.selectionModel(), self.currentIndex()
        assert model is not None
        assert chosen is not None
        self._column = column = min(max(self._column + columns, 0), model.columnCount() - 1)
        if index.isValid():
            chosen.setCurrentIndex(model.index(index.row(), column), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._show_column(column)

    def _show_column(self, column: int) -> None:
        bar, viewport = self.horizontalScrollBar(), self.viewport()
        assert bar is not None
        assert viewport is not None
        left = self.columnViewportPosition(column)
        right = left + min(self.columnWidth(column), viewport.width())
        if left < 0:
            bar.setValue(bar.value() + left)
        elif right > viewport.width():
            bar.setValue(bar.value() + right - viewport.width())

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go to the row below the mouse."""
        if event is not None and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            row = self._row_at(event)
            is_menu = event.button() == Qt.MouseButton.RightButton
            chosen = self.selectionModel()
            if not (is_menu and chosen is not None and chosen.isRowSelected(row)):
                self.pointed.emit(row, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Select as far as the mouse is dragged."""
        if event is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.pointed.emit(self._row_at(event), True)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Do nothing: Qt would select."""

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Say that the row is to be looked at."""
        self.entered.emit()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Say by how many rows the wheel was turned."""
        if event is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not event.angleDelta().y():
            super().wheelEvent(event)
            return
        self._rest_of_wheel -= event.angleDelta().y() * _ROWS_A_NOTCH
        rows = int(self._rest_of_wheel / _WHEEL_STEP)
        self._rest_of_wheel -= rows * _WHEEL_STEP
        if rows:
            self.wheeled.emit(rows)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Ask for the menu."""
        if event is not None:
            self.menu_wanted.emit(event.globalPos())

    def _row_at(self, event: QMouseEvent) -> int:
        return int(event.position().y()) // self.row_height
