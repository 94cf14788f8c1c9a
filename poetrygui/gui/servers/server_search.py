"""Searching the list of servers: those that do not fit what is typed are hidden."""

from __future__ import annotations

from PyQt6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QWidget

from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL

MANY = 12
"""Servers from which on the line is there without being asked for."""


class ServerSearch(QWidget):
    """A line above a list. A row stays where each word that is typed is in what a screen reader is told of it."""

    changed = pyqtSignal()
    """Other rows are hidden."""

    def __init__(self, view: QListView, model: QAbstractItemModel) -> None:
        """Hide rows of ``view``, which shows ``model``."""
        super().__init__()
        self._view = view
        self._model = model
        self._is_wanted = False
        self.line = QLineEdit()
        self.line.setObjectName("serverSearch")
        self.line.setPlaceholderText("Search servers")
        self.line.setAccessibleName("Search servers")
        self.line.setToolTip("Show those servers only whose name, address, protocol or state has these words")
        self.line.installEventFilter(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, 0, GAP, GAP_SMALL)
        layout.addWidget(self.line)
        self.line.textChanged.connect(lambda _: self._search())
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._rows_changed)
        model.dataChanged.connect(self._data_changed)
        self._rows_changed()

    def take_keyboard(self) -> None:
        """Be there, ready to be typed into."""
        self._is_wanted = True
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Go to the list with the arrow down or Enter, and show all again with Esc."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._is_wanted = False
            self.line.clear()
            self._rows_changed()
        elif event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _rows_changed(self, *_: object) -> None:
        self.setVisible(self._is_wanted or bool(self.line.text()) or self._model.rowCount() >= MANY)
        if self.line.text():
            self._search()

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self.line.text():
            self._hide_some(range(first.row(), last.row() + 1))

    def _search(self) -> None:
        self._hide_some(range(self._model.rowCount()))
        selection = self._view.selectionModel()
        chosen = () if selection is None else selection.selectedIndexes()
        if all(self._view.isRowHidden(index.row()) for index in chosen):
            shown = (row for row in range(self._model.rowCount()) if not self._view.isRowHidden(row))
            self._view.setCurrentIndex(self._model.index(next(shown, -1), 0))
        self.changed.emit()

    def _hide_some(self, rows: range) -> None:
        words = self.line.text().casefold().split()
        for row in rows:
            told = str(self._model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "").casefold()
            self._view.setRowHidden(row, not all(word in told for word in words))
