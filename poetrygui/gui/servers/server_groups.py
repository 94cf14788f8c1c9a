"""What somebody does with the groups of the list: folding them, naming them, putting servers into them."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from poetrygui.core.servers.server_book import Server
from poetrygui.gui import servers
from poetrygui.gui.servers.chosen_servers import ChosenServers
from poetrygui.gui.servers.name_fields import OfferedGroups
from poetrygui.gui.servers.server_edits import ServerEdits
from poetrygui.gui.servers.server_model import ServerModel

Guarded = Callable[[Callable[[], object]], bool]
"""Makes a change, and tells where it cannot be saved; returns whether it was."""


class ServerGroups(QObject):
    """Does it with the groups of what is chosen."""

    def __init__(self, parent: QWidget, model: ServerModel, choice: ChosenServers, edits: ServerEdits) -> None:
        """Open dialogs over ``parent``, and change ``model`` by ``edits``; ``choice`` tells what is chosen."""
        super().__init__(parent)
        self._window = parent
        self._model = model
        self._choice = choice
        self._edits = edits

    @property
    def names(self) -> list[str]:
        """The names of all groups, as they come in the list."""
        return self._model.rows.groups()

    @property
    def current(self) -> str:
        """The name of the group of the row that is current; nothing where that is of none."""
        return self._choice.group

    def offered(self) -> OfferedGroups:
        """Return what a server's dialog is to offer: all groups, for a new one the current one at first."""
        return OfferedGroups(self.names, self.current)

    def servers(self) -> list[Server]:
        """Return all servers of the current group."""
        current = self.current
        return [server for server in self._model.servers if server.group == current] if current else []

    def fold(self, *names: str, folded: bool) -> None:
        """Fold groups, or unfold them; where something of them was chosen, the first one's own row is then."""
        if folded:
            self._choice.leave(*names)
        self._model.fold(*names, folded=folded)

    def fold_or_unfold(self) -> None:
        """Fold the current group, or unfold it."""
        if current := self.current:
            self.fold(current, folded=not self._model.is_folded(current))

    def fold_all(self, *, folded: bool) -> None:
        """Fold all groups, or unfold them."""
        self.fold(*self.names, folded=folded)

    def ask(self, guarded: Guarded) -> None:
        """Ask into which group the chosen servers are to be put; ``guarded`` makes that change."""
        chosen = self._choice.servers()
        if not chosen:
            return
        groups = {server.group for server in chosen}
        dialog = servers.GroupDialog(self._window, len(chosen), groups.pop() if len(groups) == 1 else "", self.names)
        ids = {server.id for server in chosen}
        dialog.accepted.connect(lambda: guarded(lambda: self._put(ids, dialog.group)))
        dialog.open()

    def rename(self, name: str, new: str) -> None:
        """Call a group otherwise; where there is one of that name, they are one then. Raises SaveError."""
        was_folded = self._model.is_folded(name) and new not in self.names
        self._edits.rename_group(name, new)
        if new and new in self.names:
            self._model.fold(new, folded=was_folded)
            self._choice.choose_row(self._model.row_of((new,)))

    def _put(self, ids: set[str], group: str) -> None:
        self._edits.put_into(ids, group)
        self._choice.choose_all(ids)
