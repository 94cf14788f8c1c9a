"""The list of servers as Qt's views see it, each with how its latest fetch stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PyQt6.QtCore import QModelIndex, Qt, pyqtSignal

from poetrygui.core.outcomes import State
from poetrygui.core.servers.folded_groups import FoldedGroups
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.gui.servers.group_states import GroupStates
from poetrygui.gui.servers.movable_rows import GROUP_ROLE, MovableRows
from poetrygui.gui.servers.row_changes import RowChanges
from poetrygui.gui.servers.server_cells import (
    FOLDED_ROLE,
    MEMBER_ROLE,
    RATES_ROLE,
    STATE_ROLE,
    TITLES,
    TOLD_ROLE,
    Column,
    Told,
    group_cell,
    server_cell,
)
from poetrygui.gui.servers.server_rows import GroupRow, Key, ServerRows


class ServerModel(MovableRows):
    """A row for each server of the book and each group. A change goes to the book first, and shows when it is saved."""

    StateRole, RatesRole = STATE_ROLE, RATES_ROLE
    GroupRole, FoldedRole, MemberRole, ToldRole = GROUP_ROLE, FOLDED_ROLE, MEMBER_ROLE, TOLD_ROLE
    servers_changed = pyqtSignal()
    """The list is another one, or what is in it is."""
    folds_changed = pyqtSignal()
    """Other groups show their servers."""

    def __init__(self, book: ServerBook, folded: FoldedGroups | None = None) -> None:
        """Show what ``book`` holds, and of the groups that are ``folded`` their names alone."""
        super().__init__()
        self._book = book
        self._folded = FoldedGroups() if folded is None else folded
        self._servers = book.servers
        self._changes = RowChanges(self, ServerRows.of(self._servers))
        self.shows_all = False
        """Whether folded groups show their servers, too."""
        self._states: dict[str, State] = {}
        self._rates: dict[str, tuple[float, ...]] = {}
        self._together: set[Key] | None = None  # what is told of later
        self._groups = GroupStates()
        self._groups.take(self._servers, self._states)

    # Changes; each raises SaveError, and the list is as before, or as another window has made it meanwhile

    def add(self, server: Server) -> int:
        """Append a server; return its row."""
        with self._shows_what_is_saved():
            self._book.add(server)
        return self.row_of(server.id)

    def replace(self, server: Server) -> None:
        """Put a server in the place of the one with its id."""
        with self._shows_what_is_saved():
            self._book.replace(server)

    def remove(self, ids: Collection[str]) -> None:
        """Drop servers; how their fetches stand is remembered, in case that they come back."""
        with self._shows_what_is_saved():
            self._book.remove(ids)

    def change(self, old: Sequence[Server], new: Sequence[Server]) -> None:
        """Change what is different between two lists, and nothing else."""
        with self._shows_what_is_saved():
            self._book.change(old, new)

    def move(self, ids: Collection[str], place: int) -> None:
        """Put servers, in their present order, before the one that is the ``place``-th now, from 0."""
        with self._shows_what_is_saved():
            self._book.move(ids, place)

    def refresh(self) -> None:
        """Show what another window has saved."""
        with self._shows_what_is_saved():
            self._book.refresh()

    def set_state(self, server_id: str, state: State, rates: tuple[float, ...] = ()) -> None:
        """Show how the latest fetch of a server stands.

        The server is the one of ``server_id``. ``state`` is how it stands; ``rates`` are its last seconds' bytes per
        second.
        """
        # Told again each second while something runs: what looks the same is not painted again.
        if self._states.get(server_id) != state or self._rates.get(server_id, ()) != rates:
            self._states[server_id], self._rates[server_id] = state, rates
            self._tell_row(server_id)
            if group := self._groups.note(server_id, state):
                self._tell_row((group,))

    @contextmanager
    def tells_together(self) -> Iterator[None]:
        """Tell at the end of all rows that are others by then, and of neighbours at once."""
        changed: set[Key] = set()
        self._together = changed
        try:
            yield
        finally:
            self._together = None
            rows = {row for key in changed if (row := self.row_of(key)) >= 0}
            firsts = sorted(row for row in rows if row - 1 not in rows)
            lasts = sorted(row for row in rows if row + 1 not in rows)
            for first, last in zip(firsts, lasts, strict=True):
                self._tell_rows(first, last)

    def fold(self, *names: str, folded: bool) -> None:
        """Have groups show their names alone, or their servers too."""
        others = {name for name in names if folded is not (name in self._folded)}
        if others:
            self._folded.set(others, self.rows.groups(), folded=folded)
            self._tell_folds(*others)

    def reveal(self, name: str) -> None:
        """Have a group show its servers for now, where one of them is to be seen."""
        if name in self._folded:
            self._folded.reveal(name)
            self._tell_folds(name)

    def show_all(self, *, shows: bool) -> None:
        """Have folded groups show their servers, too, for as long as that is wanted."""
        if shows is not self.shows_all:
            self.shows_all = shows
            self._tell_folds(*self.rows.groups())

    # What is there

    @property
    def servers(self) -> tuple[Server, ...]:
        """The servers, in the order of their rows."""
        return self._servers

    @property
    def problem(self) -> str:
        """Why it was not known which groups are folded, in a sentence; nothing where it was."""
        return self._folded.problem

    @property
    def rows(self) -> ServerRows:
        """What the rows are."""
        return self._changes.rows

    def row_of(self, key: Key) -> int:
        """Return the row of a server by its id, or of a group by its name in a tuple; -1 where it is not there."""
        return self._changes.row_of(key)

    def is_folded(self, name: str) -> bool:
        """Tell whether the servers of a group are not shown."""
        return not self.shows_all and name in self._folded

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows there are, of servers and of groups."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return TITLES[section] if is_title and 0 <= section < len(TITLES) else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if isinstance(row, GroupRow):
            words, folded = self._groups.words(row.name), self.is_folded(row.name)
            return group_cell(row.name, words, folded=folded, column=Column(index.column()), role=role)
        if role == GROUP_ROLE:
            return None
        told = Told(row, self._states.get(row.id), self._rates.get(row.id, ()))
        # These two are asked for as each row is drawn.
        return told if role == TOLD_ROLE else server_cell(told, Column(index.column()), role)

    @contextmanager
    def _shows_what_is_saved(self) -> Iterator[None]:
        """Show what the book holds after a change to it, or after a refused one."""
        try:
            yield
        finally:
            if self._book.servers != self._servers:
                self._take(self._book.servers)

    def _take(self, servers: tuple[Server, ...]) -> None:
        self._servers = servers
        self._groups.take(servers, self._states)
        self._changes.take(ServerRows.of(servers), self._tell_row)
        self.servers_changed.emit()

    def _tell_folds(self, *names: str) -> None:
        for name in names:
            self._tell_row((name,))
        self.folds_changed.emit()

    def _tell_row(self, key: Key) -> None:
        if self._together is not None:
            self._together.add(key)
        elif (row := self.row_of(key)) >= 0:
            self._tell_rows(row, row)

    def _tell_rows(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.createIndex(first, 0), self.createIndex(last, len(Column) - 1))
