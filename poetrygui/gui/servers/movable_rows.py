"""Rows of a table that are dragged to another place and renamed where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, Qt, pyqtSignal

GROUP_ROLE = Qt.ItemDataRole.UserRole + 3
"""The name of the group whose own row it is; nothing for other rows."""
_FLAG = Qt.ItemFlag
# Put together once: asked for as each row is drawn.
_ROW_FLAGS = (
    _FLAG.ItemIsSelectable
    | _FLAG.ItemIsEnabled
    | _FLAG.ItemNeverHasChildren
    | _FLAG.ItemIsDragEnabled
    | _FLAG.ItemIsEditable
)
_GROUP_FLAGS = _ROW_FLAGS | _FLAG.ItemIsDropEnabled
_KIND = "application/x-poetrygui-servers"


class MovableRows(QAbstractTableModel):
    """Tells what somebody wants with rows; whoever hears of it does it.

    A row has an id as its UserRole, or is that of a group, whose name is its GROUP_ROLE.
    """

    moved = pyqtSignal(object, int)
    """Rows with these ids, a list, are to stand before the row of that number."""
    groups_moved = pyqtSignal(object, int)
    """The groups of these names, a list, are."""
    renamed = pyqtSignal(str, str)
    """The row with this id is to be called so."""
    group_renamed = pyqtSignal(str, str)
    """The group of this name is."""

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let a row be dragged and renamed, and dropped between others and on the row of a group."""
        if not index.isValid():
            return super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled
        return _GROUP_FLAGS if self.data(index, GROUP_ROLE) else _ROW_FLAGS

    def supportedDropActions(self) -> Qt.DropAction:
        """Move rows, and copy none."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Take what was dragged from here."""
        return [_KIND]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """Return the ids of rows that are dragged; or, where any of these is a group's, the names of the groups."""
        rows = {index.row(): index for index in indexes}
        groups = [str(name) for row in sorted(rows) if (name := rows[row].data(GROUP_ROLE))]
        ids = [str(rows[row].data(Qt.ItemDataRole.UserRole)) for row in sorted(rows)]
        data = QMimeData()
        data.setData(_KIND, json.dumps({"groups": groups} if groups else {"ids": ids}).encode())
        return data

    def dropMimeData(
        self, data: QMimeData | None, action: Qt.DropAction, row: int, _column: int, parent: QModelIndex
    ) -> bool:
        """Tell that rows are dropped before ``row``, at the end of the group whose row ``parent`` is, or at the end."""
        if data is None or action is not Qt.DropAction.MoveAction or not data.hasFormat(_KIND):
            return False
        dropped = json.loads(bytes(data.data(_KIND).data()))
        place = self._next_group(parent.row() + 1) if parent.isValid() else self.rowCount() if row < 0 else row
        if "groups" in dropped:
            self.groups_moved.emit(dropped["groups"], place)
        else:
            self.moved.emit(dropped["ids"], place)
        return True

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell that a row is to be called otherwise."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        if group := index.data(GROUP_ROLE):
            self.group_renamed.emit(str(group), str(value).strip())
        else:
            self.renamed.emit(str(index.data(Qt.ItemDataRole.UserRole)), str(value).strip())
        return True

    def _next_group(self, row: int) -> int:
        """Return the first row of a group from ``row`` on, or how many rows there are."""
        rows = range(row, self.rowCount())
        return next((each for each in rows if self.index(each, 0).data(GROUP_ROLE)), len(rows) + row)
