"""What happened, as rows of a table: the oldest above, as it comes."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt

from poetrygui.gui.window.news.happening import Happening
from poetrygui.gui.window.news.happening_log import MOST, HappeningLog

_NO_INDEX = QModelIndex()


class Column(IntEnum):
    """What stands beside each other."""

    AT = 0
    SERVER = 1
    SENTENCE = 2


_TITLES = {Column.AT: "Time", Column.SERVER: "Server", Column.SENTENCE: "What happened"}


class HappeningsModel(QAbstractTableModel):
    """Shows those of a log that have all words that are looked for."""

    def __init__(self, log: HappeningLog) -> None:
        """Show nothing of ``log`` before :meth:`catch_up`."""
        super().__init__()
        self.rows: list[Happening] = []
        self._log = log
        self._seen = 0
        self._words: list[str] = []

    def catch_up(self) -> None:
        """Add what has come since the last time; what there is no room for goes."""
        new = self._matching(self._log.since(self._seen))
        self._seen = self._log.count
        if not new:
            return
        over = len(self.rows) + len(new) - MOST
        if over > 0:
            self.beginRemoveRows(_NO_INDEX, 0, min(over, len(self.rows)) - 1)
            del self.rows[:over]
            self.endRemoveRows()
        self.beginInsertRows(_NO_INDEX, len(self.rows), len(self.rows) + len(new) - 1)
        self.rows += new
        self.endInsertRows()

    def search(self, text: str) -> None:
        """Show those that have all words of ``text``."""
        self.beginResetModel()
        self._words = text.casefold().split()
        self.rows = self._matching(self._log.since(0))
        self._seen = self._log.count
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column, the ``section`` in that ``orientation``, where ``role`` asks for it."""
        is_title = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[Column(section)] if is_title else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell, or the whole of a row to be heard."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.moment, row.server, row.sentence)[index.column()]
        return None

    def _matching(self, happenings: list[Happening]) -> list[Happening]:
        if not self._words:
            return happenings
        return [each for each in happenings if all(word in each.line.casefold() for word in self._words)]
