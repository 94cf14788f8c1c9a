"""Which servers of the list are chosen: those of chosen rows, and all of a group whose row is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from PyQt6.QtCore import QItemSelection, QItemSelectionModel
from PyQt6.QtWidgets import QListView

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.hidden_rows import HiddenRows
from poetrygui.gui.servers.server_model import ServerModel

_Flag = QItemSelectionModel.SelectionFlag


def chosen_rows(selection: QItemSelectionModel | None) -> Iterator[int]:
    """Give the rows of a ``selection``, by its stretches: Qt's own list of them asks the model about each."""
    stretches = QItemSelection() if selection is None else selection.selection()
    for stretch in map(stretches.__getitem__, range(stretches.count())):
        yield from range(stretch.top(), stretch.bottom() + 1)


class ChosenServers:
    """Reads and changes what is chosen in a view."""

    def __init__(self, view: QListView, model: ServerModel, hidden: HiddenRows) -> None:
        """Look at ``view``, which shows ``model``; what is ``hidden`` for want of fitting counts as not chosen."""
        selection = view.selectionModel()
        assert selection is not None
        self.selection = selection
        self._view = view
        self._model = model
        self._hidden = hidden

    def servers(self) -> list[Server]:
        """Return the chosen servers in the list's order."""
        rows: set[int] = set()
        for row in self._rows():
            members = self._model.rows.members(self._model.rows.head_at(row))
            rows.update(filter(self._hidden.fits, members) if members else {row})
        found = (self._model.rows.server_at(row) for row in sorted(rows))
        return [server for server in found if server is not None]

    @property
    def group(self) -> str:
        """The name of the group of the current row, a server's or its own; nothing where that is of none."""
        return self._model.rows.group_at(self._current())

    @property
    def head(self) -> str:
        """The name of the group whose own row is current, and alone in being chosen; nothing where there is none."""
        return self._model.rows.head_at(self._current()) if len(self._rows()) == 1 else ""

    def choose(self, server_id: str) -> None:
        """Choose the server of that id, if it is in the list and is not among those that are chosen."""
        row = self._model.row_of(server_id)
        if row >= 0 and server_id not in {server.id for server in self.servers()}:
            self.choose_row(row)

    def choose_row(self, row: int) -> None:
        """Choose the one in that row, if there is any; a group that is folded shows it."""
        index = self._model.index(row, 0)
        server = self._model.rows.server_at(row)
        if server is not None and server.group:
            self._model.reveal(server.group)
        self.selection.setCurrentIndex(index, _Flag.ClearAndSelect)
        self._view.scrollTo(index)

    def choose_all(self, ids: Collection[str]) -> None:
        """Choose the servers with these ids, and the first of them to go on from."""
        rows = [self._model.row_of(server.id) for server in self._model.servers if server.id in ids]
        if rows:
            self.choose_row(rows[0])
        for row in rows:
            self.selection.select(self._model.index(row, 0), _Flag.Select)

    def leave(self, *groups: str) -> None:
        """Choose a group's own row in the place of those of its servers, which are not seen any more."""
        chosen = {*chosen_rows(self.selection), self._current()}
        left = {self._model.rows.group_at(row) for row in chosen if self._model.rows.server_at(row) is not None}
        group = next((each for each in groups if each in left), "")
        if group:
            self.choose_row(self._model.row_of((group,)))

    def first_row(self) -> int:
        """Return the first row that is chosen, or the first of all."""
        return min(chosen_rows(self.selection), default=0)

    def _rows(self) -> set[int]:
        return {row for row in chosen_rows(self.selection) if not self._view.isRowHidden(row)}

    def _current(self) -> int:
        return self._view.currentIndex().row()
