"""Which rows of the list are hidden: what does not fit what is searched for, and what stands in a folded group."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QListView

from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.servers.server_rows import Key, key_of


class HiddenRows(QObject):
    """Hides rows of a view. A search looks into folded groups, too; of a group without a match not even its name stays.

    A server fits where each word is in what a screen reader is told of it.
    """

    changed = pyqtSignal()
    """Other rows are hidden."""

    def __init__(self, view: QListView, model: ServerModel) -> None:
        """Hide rows of ``view``, which shows ``model``."""
        super().__init__(view)
        self._view = view
        self._model = model
        self._words: list[str] = []
        self._told: dict[Key, str] = {}  # of servers, while something is searched for
        self._hides = False  # whether there may be anything hidden
        for signal in (model.servers_changed, model.modelReset):
            signal.connect(self._update)
        model.folds_changed.connect(self._look_again)
        model.rowsInserted.connect(lambda _, first, last: self._hide_some(range(first, last + 1)))
        model.dataChanged.connect(self._data_changed)
        self._update()

    @property
    def is_searching(self) -> bool:
        """Whether something is searched for."""
        return bool(self._words)

    def search(self, text: str) -> None:
        """Show those servers alone that fit each word of ``text``."""
        self._words = text.casefold().split()
        if self._model.shows_all is self.is_searching:
            self._look_again()
        self._model.show_all(shows=self.is_searching)  # which has it looked at again, where that is another thing

    def fits(self, row: int) -> bool:
        """Tell whether the server of a row fits what is searched for, whether or not it is in a folded group."""
        if not self._words:
            return True
        key = key_of(self._model.rows[row])
        told = self._told.get(key)
        if told is None:
            told = str(self._model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "").casefold()
            self._told[key] = told
        return all(word in told for word in self._words)

    def _look_again(self) -> None:
        self._update()
        self.changed.emit()

    def _update(self) -> None:
        self._told.clear()
        hides = bool(self._words) or self._model.rows.has_groups
        if hides or self._hides:
            self._hide_some(range(self._model.rowCount()))
        self._hides = hides

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self._words:
            rows = range(first.row(), last.row() + 1)
            for row in rows:
                self._told.pop(key_of(self._model.rows[row]), None)
            self._hide_some(rows)

    def _hide_some(self, rows: range) -> None:
        """Hide what is to be hidden among ``rows``, and of their groups what that is the last or the first of."""
        told = self._model.rows
        heads = {name for row in rows if (name := told.head_at(row))}
        for row in rows:
            server = told.server_at(row)
            if server is not None and self._hide(row, not self.fits(row) or self._model.is_folded(server.group)):
                heads.add(server.group)
        for name in filter(None, heads):
            # While something is searched for, no group is folded.
            self._hide(self._model.row_of((name,)), bool(self._words) and all(map(self._is_hidden, told.members(name))))

    def _hide(self, row: int, hides: bool) -> bool:
        """Hide a row or show it; return whether that is new."""
        if hides is self._is_hidden(row):
            return False
        self._view.setRowHidden(row, hides)
        return True

    def _is_hidden(self, row: int) -> bool:
        return self._view.isRowHidden(row)
