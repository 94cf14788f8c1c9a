"""The list of servers as Qt's views see it, each with how its latest fetch stands."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PyQt6.QtCore import QModelIndex, Qt, pyqtSignal

from poetrygui.core.outcomes import AwaitingPeers, Connecting, Ended, Outcome, Pausing, Receiving, State
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.core.text.again_words import again_words
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted, rate_text, size_text, state_word
from poetrygui.gui.servers.movable_rows import MovableRows
from poetrygui.gui.widgets.icons import state_icon
from poetrygui.gui.widgets.plain_text import plain_tip


class Column(enum.IntEnum):
    """What the columns hold."""

    NAME = 0
    ADDRESS = 1
    PROTOCOL = 2
    STATE = 3


_TITLES = ("Name", "Address", "Protocol", "Last outcome")
_STATE_ROLE, _RATES_ROLE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class ServerModel(MovableRows):
    """A row for each server of the book. A change goes to the book first, and shows when that has saved it."""

    StateRole, RatesRole = _STATE_ROLE, _RATES_ROLE
    servers_changed = pyqtSignal()
    """The list is another one, or what is in it is."""

    def __init__(self, book: ServerBook) -> None:
        """Show what ``book`` holds."""
        super().__init__()
        self._book = book
        self._servers = book.servers
        self._rows = {server.id: row for row, server in enumerate(self._servers)}
        self._states: dict[str, State] = {}
        self._rates: dict[str, tuple[float, ...]] = {}

    # Changes; each raises SaveError, and the list is as before, or as another window has made it meanwhile

    def add(self, server: Server) -> int:
        """Append a server; return its row."""
        with self._shows_what_is_saved():
            self._book.add(server)
        return self._rows[server.id]

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

    def move(self, ids: Collection[str], row: int) -> None:
        """Put servers, in their present order, before the one that is at ``row`` now."""
        with self._shows_what_is_saved():
            self._book.move(ids, row)

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

    # What is there

    @property
    def servers(self) -> tuple[Server, ...]:
        """The servers, row by row."""
        return self._servers

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many servers there are."""
        return 0 if parent.isValid() else len(self._servers)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if is_title and 0 <= section < len(_TITLES) else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        server = self._servers[index.row()]
        state = self._states.get(server.id)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(server, state, Column(index.column()))
            case Qt.ItemDataRole.EditRole:
                return server.name
            case Qt.ItemDataRole.DecorationRole:
                return state_icon(state) if index.column() == Column.NAME and state is not None else None
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(server, state)
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = (self._text(server, state, column) for column in Column)
                return ", ".join(part for part in parts if part)
            case Qt.ItemDataRole.UserRole:
                return server.id
            case _ if role == _STATE_ROLE:
                return state
            case _ if role == _RATES_ROLE:
                return self._rates.get(server.id, ())
        return None

    def _text(self, server: Server, state: State | None, column: Column) -> str:
        match column:
            case Column.NAME:
                return label_text(server.name or server.address)
            case Column.ADDRESS:
                return label_text(server.address)
            case Column.PROTOCOL:
                return label_text(server.protocol)
            case Column.STATE:
                return "" if state is None else state_summary(state)

    def _tip(self, server: Server, state: State | None) -> str:
        if state is None:
            return plain_tip("Not fetched yet", server.name, server.address, server.protocol)
        ended = state.ended if isinstance(state, Pausing) else state
        reason = ended.reason if isinstance(ended, Ended) else rates_words(self._rates.get(server.id, ()))
        return plain_tip(state_word(state), reason, server.name, server.address, server.protocol)

    @contextmanager
    def _shows_what_is_saved(self) -> Iterator[None]:
        """Show what the book holds after a change to it, or after a refused one."""
        try:
            yield
        finally:
            if self._book.servers != self._servers:
                self._take(self._book.servers)

    def _take(self, servers: tuple[Server, ...]) -> None:
        """Remove, move, insert and change rows, so that a view keeps its selection."""
        wanted = {server.id for server in servers}
        for first, stop in reversed(_runs([server.id not in wanted for server in self._servers])):
            self.beginRemoveRows(QModelIndex(), first, stop - 1)
            self._set((*self._servers[:first], *self._servers[stop:]))
            self.endRemoveRows()
        self._order([server.id for server in servers if server.id in self._rows])
        for first, stop in _runs([server.id not in self._rows for server in servers]):
            self.beginInsertRows(QModelIndex(), first, stop - 1)
            self._set((*self._servers[:first], *servers[first:stop], *self._servers[first:]))
            self.endInsertRows()
        changed = [new.id for new, old in zip(servers, self._servers, strict=True) if new != old]
        self._set(servers)
        for server_id in changed:
            self._tell_row(server_id)
        self.servers_changed.emit()

    def _order(self, ids: Sequence[str]) -> None:
        if ids == [server.id for server in self._servers]:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        chosen = [self._servers[index.row()].id for index in before]
        self._set(tuple(self._servers[self._rows[server_id]] for server_id in ids))
        after = [
            self.index(self._rows[server_id], index.column()) for server_id, index in zip(chosen, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _set(self, servers: tuple[Server, ...]) -> None:
        self._servers = servers
        self._rows = {server.id: row for row, server in enumerate(servers)}

    def _tell_row(self, server_id: str) -> None:
        row = self._rows.get(server_id)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))


def rates_words(rates: Sequence[float]) -> str:
    """Return the newest of these rates, and the largest; nothing where there are none."""
    return f"{rate_text(rates[-1])}, at most {rate_text(max(rates))} in half a minute" if rates else ""


def state_summary(state: State) -> str:
    """Return a state in few words; with how much came, where there is nothing that matters more."""
    if isinstance(state, Pausing):
        return again_words(state)
    if isinstance(state, AwaitingPeers):
        return f"{state_word(state)} · {counted(state.peers, 'peer')}"
    if isinstance(state, Connecting):
        return "Waiting …" if state.waiting else "Connecting …"
    if isinstance(state, Receiving) or state.outcome is Outcome.COMPLETE:
        return f"{state_word(state)} · {size_text(state.bytes)}"
    return state_word(state)


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """Return from where to where marks are set, one stretch after the other."""
    edges = [place for place in range(len(marks) + 1) if _at(marks, place) != _at(marks, place - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _at(marks: Sequence[bool], place: int) -> bool:
    return 0 <= place < len(marks) and marks[place]
