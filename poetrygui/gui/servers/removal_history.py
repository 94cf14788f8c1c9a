"""Undoing and redoing the removal of servers."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.wording import counted
from poetrygui.gui.servers.server_model import ServerModel

_MOST = 100  # removals that can be undone


class _Removal(NamedTuple):
    servers: tuple[Server, ...]
    order: tuple[str, ...]  # the ids of all servers before

    @property
    def words(self) -> str:
        return f"removing {counted(len(self.servers), 'server')}"


class RemovalHistory(QObject):
    """Removes servers from a model and brings them back. Each step raises SaveError, and can then be tried again."""

    changed = pyqtSignal()
    """Something else can be undone or redone now."""

    def __init__(self, model: ServerModel) -> None:
        """Begin with nothing to undo."""
        super().__init__()
        self._model = model
        self._done: list[_Removal] = []
        self._undone: list[_Removal] = []

    @property
    def undo_words(self) -> str:
        """What would be undone, as it stands behind "Undo"; nothing where nothing can be."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What would be done again."""
        return self._undone[-1].words if self._undone else ""

    def remove(self, ids: Collection[str]) -> None:
        """Remove servers, so that it can be undone."""
        servers = self._model.servers
        removal = _Removal(
            tuple(server for server in servers if server.id in ids), tuple(server.id for server in servers)
        )
        self._model.remove(ids)
        self._done.append(removal)
        del self._done[:-_MOST]
        self._undone.clear()
        self.changed.emit()

    def undo(self) -> set[str]:
        """Bring back what was removed last, each server to its place; return their ids."""
        removal = self._done[-1]
        self._model.restore(removal.servers, removal.order)
        self._undone.append(self._done.pop())
        self.changed.emit()
        return {server.id for server in removal.servers}

    def redo(self) -> None:
        """Remove again what was brought back last."""
        self._model.remove({server.id for server in self._undone[-1].servers})
        self._done.append(self._undone.pop())
        self.changed.emit()
