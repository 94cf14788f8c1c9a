"""Which rows of the list are hidden: what does not fit what is searched for, and what stands in a folded group."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QListView

from poetrygui.gui.servers.server_model import ServerModel


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
        self._model.show_all(shows=self.is_searching)
        self._look_again()

    def fits(self, row: int) -> bool:
        """Tell whether the server of a row fits what is searched for, whether or not it is in a folded group."""
        if not self._words:
            return True
        told = str(self._model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "").casefold()
        return all(word in told for word in self._words)

    def _look_again(self) -> None:
        self._update()
        self.changed.emit()

    def _update(self) -> None:
        hides = bool(self._words) or self._model.rows.has_groups
        if hides or self._hides:
            self._hide_some(range(self._model.rowCount()))
        self._hides = hides

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self._words:
            self._hide_some(range(first.row(), last.row() + 1))

    def _hide_some(self, rows: range) -> None:
        """Hide what is to be hidden among ``rows``, and of their groups what that is the last or the first of."""
        groups = {group for row in rows if self._hide(row) and (group := self._model.rows.group_at(row))}
        for group in groups if self._words else ():
            self._hide(self._model.row_of((group,)))

    def _hide(self, row: int) -> bool:
        """Hide a row or show it; return whether that is new."""
        rows = self._model.rows
        if group := rows.head_at(row):
            hides = not self._any_fits(rows.members(group))
        else:
            hides = not self.fits(row) or self._model.is_folded(rows.group_at(row))
        if hides is self._view.isRowHidden(row):
            return False
        self._view.setRowHidden(row, hides)
        return True

    def _any_fits(self, rows: Iterable[int]) -> bool:
        return not self._words or any(self.fits(row) for row in rows)
