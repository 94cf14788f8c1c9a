"""Changes to the list of servers, each of which can be undone and done again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from attrs import evolve
from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.server_groups import gathered
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui.servers.server_model import ServerModel

_MOST = 100  # changes that can be undone
_LONGEST_NAME = 30


class _Step(NamedTuple):
    words: str
    before: tuple[Server, ...]
    after: tuple[Server, ...]


class ServerEdits(QObject):
    """Changes a model's servers. Each change raises SaveError, and nothing is changed then; it can be tried again."""

    changed = pyqtSignal()
    """Something else can be undone or redone now."""

    def __init__(self, model: ServerModel) -> None:
        """Begin with nothing to undo."""
        super().__init__()
        self._model = model
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    @property
    def undo_words(self) -> str:
        """What would be undone, as it stands behind "Undo"; nothing where nothing can be."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What would be done again."""
        return self._undone[-1].words if self._undone else ""

    def add(self, *servers: Server) -> None:
        """Append servers."""
        self._do(f"adding {_named(servers)}", lambda old: (*old, *servers))

    def replace(self, server: Server, words: str = "editing") -> None:
        """Put a server in the place of the one with its id; ``words`` say what that is."""
        self._do(f"{words} {_named([server])}", lambda old: (server if each.id == server.id else each for each in old))

    def rename(self, server_id: str, name: str) -> None:
        """Call a server otherwise."""
        for server in self._model.servers:
            if server.id == server_id and server.name != name:
                self.replace(evolve(server, name=name), "renaming")

    def remove(self, ids: Collection[str]) -> None:
        """Drop servers."""
        self._do(
            f"removing {counted(len(ids), 'server')}", lambda old: (server for server in old if server.id not in ids)
        )

    def move(self, ids: Collection[str], row: int) -> None:
        """Put servers, in their present order, before the ``row`` of now, into the group of the one above that."""
        place, group = self._model.rows.before(row), self._model.rows.group_at(row - 1)

        def moved(old: tuple[Server, ...]) -> Iterable[Server]:
            before, behind = old[:place], old[place:]
            yield from (server for server in before if server.id not in ids)
            yield from (evolve(server, group=group) for server in old if server.id in ids)
            yield from (server for server in behind if server.id not in ids)

        chosen = [each for each in self._model.servers if each.id in ids]
        stays = all(each.group == group for each in chosen)
        self._do(f"moving {_named(chosen)}", moved, (lambda: self._model.move(ids, place)) if stays else None)

    def put_into(self, ids: Collection[str], group: str) -> None:
        """Put servers at the end of the group of that name, or into none; what is in it already stays in its place."""
        moved = [each for each in self._model.servers if each.id in ids and each.group != group]
        others = {each.id for each in moved}

        def put(old: tuple[Server, ...]) -> Iterable[Server]:
            yield from (server for server in old if server.id not in others)
            yield from (evolve(server, group=group) for server in moved)

        self._do(f"moving {_named(moved)}", put)

    def rename_group(self, name: str, new: str) -> None:
        """Call a group otherwise; with no name at all its servers are in none."""
        words = f"renaming the group “{label_text(name, _LONGEST_NAME)}”"
        self._do(words, lambda old: (evolve(each, group=new) if each.group == name else each for each in old))

    def move_groups(self, names: Collection[str], row: int) -> None:
        """Put groups before the ``row`` of now: behind the groups that begin above that."""
        rows = self._model.rows
        before = [name for name in rows.groups_before(row) if name not in names]
        order = [*before, *(name for name in rows.groups() if name in names)]
        words = f"moving the group “{label_text(order[-1], _LONGEST_NAME)}”" if order else ""
        self._do(words, lambda old: gathered(old, order))

    def move_by(self, row: int, step: int) -> None:
        """Move the server or group in a ``row`` down by a ``step``, or up: a server from group to group, too."""
        rows = self._model.rows
        server, target = rows.server_at(row), row + step + (step > 0)
        if server is not None and 0 <= target <= len(rows):
            self.move({server.id}, target)
        elif name := rows.head_at(row):
            names = rows.groups()
            place = names.index(name) + step
            if 0 <= place < len(names):
                self.move_groups({name}, self._model.row_of((names[place],)) + (step > 0))

    def duplicate(self, ids: Collection[str]) -> set[str]:
        """Put a copy behind each of these servers, which is called so; return the ids of the copies."""
        copies = {
            server.id: evolve(server, id=uuid.uuid4().hex, name=f"{server.name or server.address} (copy)")
            for server in self._model.servers
            if server.id in ids
        }

        def doubled(old: tuple[Server, ...]) -> Iterable[Server]:
            for server in old:
                yield server
                if server.id in copies:
                    yield copies[server.id]

        self._do(f"duplicating {_named([each for each in self._model.servers if each.id in ids])}", doubled)
        return {copy.id for copy in copies.values()}

    def undo(self) -> set[str]:
        """Undo what was done last; return the ids of servers that are there again, or as they were."""
        step = self._done[-1]
        self._model.change(step.after, step.before)
        self._undone.append(self._done.pop())
        self.changed.emit()
        return _differing(step.before, step.after)

    def redo(self) -> set[str]:
        """Do again what was undone last; return the ids of servers that are there again, or otherwise again."""
        step = self._undone[-1]
        self._model.change(step.before, step.after)
        self._done.append(self._undone.pop())
        self.changed.emit()
        return _differing(step.after, step.before)

    def _do(
        self,
        words: str,
        change: Callable[[tuple[Server, ...]], Iterable[Server]],
        apply: Callable[[], object] | None = None,
    ) -> None:
        """Take on what ``change`` makes of the list, by ``apply`` where that is not None; ``words`` say what it is."""
        before = self._model.servers
        after = gathered(change(before))
        if before == after:
            return
        if apply is None:
            self._model.change(before, after)
        else:
            apply()
        self._done.append(_Step(words, before, after))
        del self._done[:-_MOST]
        self._undone.clear()
        self.changed.emit()


def _named(servers: Collection[Server]) -> str:
    if len(servers) != 1:
        return counted(len(servers), "server")
    (server,) = servers
    return f"“{label_text(server.name or server.address, _LONGEST_NAME)}”"


def _differing(servers: Iterable[Server], others: Iterable[Server]) -> set[str]:
    """Return the ids of those that are not among the others as they are."""
    return {server.id for server in set(servers) - set(others)}
