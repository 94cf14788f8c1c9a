"""Rows of a table that are dragged to another place and renamed where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, Qt, pyqtSignal

_KIND = "application/x-poetrygui-rows"


class MovableRows(QAbstractTableModel):
    """Tells what somebody wants with rows, each by the id that it has as its UserRole; whoever hears of it does it."""

    moved = pyqtSignal(object, int)
    """Rows with these ids, a list, are to stand before the row of that number."""
    renamed = pyqtSignal(str, str)
    """The row with this id is to be called so."""

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let a row be dragged and renamed, and dropped between others."""
        flags = super().flags(index)
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable

    def supportedDropActions(self) -> Qt.DropAction:
        """Move rows, and copy none."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Take what was dragged from here."""
        return [_KIND]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """Return the ids of rows that are dragged."""
        ids = {index.row(): str(index.data(Qt.ItemDataRole.UserRole)) for index in indexes}
        data = QMimeData()
        data.setData(_KIND, "\n".join(ids[row] for row in sorted(ids)).encode())
        return data

    def dropMimeData(
        self, data: QMimeData | None, action: Qt.DropAction, row: int, _column: int, _parent: QModelIndex
    ) -> bool:
        """Tell that rows are dropped before ``row``, or at the end."""
        if data is None or action is not Qt.DropAction.MoveAction or not data.hasFormat(_KIND):
            return False
        ids = bytes(data.data(_KIND).data()).decode().split("\n")
        self.moved.emit(ids, self.rowCount() if row < 0 else row)
        return True

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell that a row is to be called otherwise."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.renamed.emit(str(index.data(Qt.ItemDataRole.UserRole)), str(value).strip())
        return True
