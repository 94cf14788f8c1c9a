"""The commands that the palette lists: those that are meant by what is typed, the likeliest first."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, Qt

from poetrygui.core.text.word_search import match
from poetrygui.gui.window.guide.command_row import CommandRow

_NO_INDEX = QModelIndex()
_NOT_NOW = 40
"""What is taken off a row's worth, as words are worth something, where its command cannot be run now."""


class PaletteModel(QAbstractListModel):
    """Lists rows of commands, those that were run lately first among equals."""

    def __init__(self, rows: list[CommandRow], recent: tuple[str, ...] = ()) -> None:
        """List all ``rows``; ``recent`` are the names of commands that were run lately, the last first."""
        super().__init__()
        latest = {name: place for place, name in enumerate(recent)}
        # Sorting is stable: what was not run lately stays as menus have it.
        self._all = sorted(rows, key=lambda row: latest.get(row.command.name, len(latest)))
        self.rows: list[CommandRow] = []
        self.search("")

    def search(self, text: str) -> None:
        """List what is meant by ``text``; what cannot be run now comes later than it would."""
        found = [
            (worth - _NOT_NOW * bool(row.why_not), row)
            for row in self._all
            if (worth := match(text, row.title, row.more)) is not None
        ]
        self.beginResetModel()
        self.rows = [row for _worth, row in sorted(found, key=lambda one: -one[0])]
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how many are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's title, what is said of it, or the whole of it for whoever draws it."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == Qt.ItemDataRole.UserRole else None
