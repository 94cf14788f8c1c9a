"""The list of servers at the window's left: choosing, adding, editing and removing them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

from PyQt6.QtCore import QModelIndex, QPoint, pyqtSignal
from PyQt6.QtWidgets import QApplication, QMenu, QMessageBox, QVBoxLayout, QWidget

from poetrygui.core.library.library import Library
from poetrygui.core.servers.agreed_acts import AgreedActs
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.display_text import label_text
from poetrygui.errors import SaveError
from poetrygui.gui import servers as room
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.servers.chosen_servers import ChosenServers
from poetrygui.gui.servers.quick_address import QuickAddress
from poetrygui.gui.servers.server_delegate import ServerDelegate
from poetrygui.gui.servers.server_edits import ServerEdits
from poetrygui.gui.servers.server_forms import ServerForms
from poetrygui.gui.servers.server_groups import ServerGroups
from poetrygui.gui.servers.server_list import ServerList
from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.servers.server_rows import key_of
from poetrygui.gui.servers.server_search import ServerSearch
from poetrygui.gui.widgets.empty_state import CoverWhileEmpty, EmptyState
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.plain_text import ask, open_message


class ServerPanel(QWidget):
    """Shows a ServerModel. Changes are saved at once; where that fails, a box says so and the list is as before."""

    selection_changed = pyqtSignal()
    chosen = pyqtSignal()
    """Enter was pressed on a server, or it was clicked twice."""
    demo_wanted = pyqtSignal()
    look_wanted = pyqtSignal(object, object)
    """The Path of a protocol file is to be looked at, over a dialog."""
    guess_wanted = pyqtSignal(object)
    """A ServerDialog is to be told which framing its server has."""
    removed = pyqtSignal(int)
    """So many servers were removed, which can be undone."""

    def __init__(self, model: ServerModel, protocols: WindowProtocols, library: Library, acts: AgreedActs) -> None:
        """Show ``model``; ``protocols`` are there to choose from, ``library`` knows what runs.

        What is typed here is agreed to in ``acts``.
        """
        super().__init__()
        self.model = model
        self.acts = acts
        self.menu = QMenu(self)
        self.edits = ServerEdits(model)
        model.moved.connect(lambda ids, row: self._guarded(lambda: self.edits.move(ids, row)))
        model.renamed.connect(lambda which, name: self._guarded(lambda: self.edits.rename(which, name)))
        model.groups_moved.connect(lambda names, row: self._guarded(lambda: self.edits.move_groups(names, row)))
        model.group_renamed.connect(lambda name, new: self._guarded(lambda: self.groups.rename(name, new)))
        self._forms = ServerForms(self, protocols, acts)
        self._forms.look_wanted.connect(self.look_wanted)
        self._forms.guess_wanted.connect(self.guess_wanted)
        self._library = library
        self.list = ServerList()
        self.list.setModel(model)
        self.list.setItemDelegate(ServerDelegate(self.list))
        self.list.fit_sizes()
        model.servers_changed.connect(self.list.fit_sizes)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.chosen.connect(self.chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.quick = QuickAddress()
        layout.addWidget(self.quick)
        self.search = ServerSearch(self.list, model)
        self.search.rows.changed.connect(self.selection_changed)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)
        viewport = self.list.viewport()
        assert viewport is not None
        self._empty = EmptyState(
            "No servers yet",
            "Type the address of a server that sends something, or add one with a name and a protocol.",
            [("Add a server …", self.add), ("Try the demo", self.demo_wanted.emit)],
        )
        CoverWhileEmpty(self._empty, viewport)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._show_whether_empty)
        self._show_whether_empty()
        model.servers_changed.connect(self.follow_servers)
        listen(self, library.kept.reopened, lambda _poem, _place: self.follow_servers())
        self.choice = ChosenServers(self.list, model, self.search.rows)
        self.choice.selection.selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.groups = ServerGroups(self, model, self.choice, self.edits)
        self.list.fold_wanted.connect(lambda name, folded: self.groups.fold(name, folded=folded))
        self.select_row(0)

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to the list."""
        return self.list.hasFocus()

    def servers(self) -> list[Server]:
        """Return all servers in the list's order."""
        return list(self.model.servers)

    def selected(self) -> list[Server]:
        """Return the selected servers in the list's order."""
        return self.choice.servers()

    def add(self) -> None:
        """Open the dialog for a new server, which belongs to the current group at first."""
        self._forms.open(None, self._add, self.groups.offered())

    def take(self, server: Server, *, is_new: bool) -> None:
        """Choose a server, whose address somebody has typed, after it is put into the list where it ``is_new``.

        Raises SaveError.
        """
        if is_new:
            self.edits.add(server)
        with suppress(SaveError):  # then it is agreed to for as long as the window is there
            self.acts.typed(None, Server(server.name, server.address))
        self.select_row(self.model.row_of(server.id))

    def edit(self) -> None:
        """Open the dialog for the current server."""
        chosen = self.selected()
        if self.choice.head:
            self.rename()
        elif chosen:
            self._forms.open(chosen[0], self.edits.replace, self.groups.offered())

    @cached_property
    def files(self) -> room.ServerFiles:
        """What hands the list on, and takes others in."""
        return room.ServerFiles(self, self.servers, self._add, self._forms.knows)

    def rename(self) -> None:
        """Have the name of the current server, or group, typed anew where it stands."""
        self.list.edit(self.list.currentIndex().siblingAtColumn(0))

    def duplicate(self) -> None:
        """Put a copy behind each selected server, and choose the copies."""
        self._guarded(lambda: self.choice.choose_all(self.edits.duplicate({server.id for server in self.selected()})))

    def remove(self) -> None:
        """Remove the selected servers; ask first if one of them is being fetched."""
        ids = {server.id for server in self.selected()}
        running = self._library.running_of(ids)
        if not ids:
            return
        if not running:
            self._remove(ids)
            return
        what = f"“{label_text(running[0].info.name)}” is" if len(running) == 1 else f"{len(running)} servers are"
        ask(self, f"{what} being fetched. Stop that and remove?", "Stop and remove", lambda: self._remove(ids))

    def undo(self) -> None:
        """Undo what was done to the list last, and choose what is there again or as it was."""
        if self.edits.undo_words:
            self._guarded(lambda: self.choice.choose_all(self.edits.undo()))

    def redo(self) -> None:
        """Do again what was undone last, and choose what that is about."""
        if self.edits.redo_words:
            self._guarded(lambda: self.choice.choose_all(self.edits.redo()))

    def group(self) -> None:
        """Ask into which group the chosen servers are to be put."""
        self.groups.ask(self._guarded)

    def move_current(self, step: int) -> None:
        """Move the current server, or the current group, down by a ``step``, or up; over the edge of a group, too."""
        row = self.list.currentIndex().row()
        if row >= 0:
            key = key_of(self.model.rows[row])
            if self._guarded(lambda: self.edits.move_by(row, step)):
                self.select_row(self.model.row_of(key))

    def _add(self, *servers: Server) -> None:
        self.edits.add(*servers)
        self.choose(servers[0].id)

    def _remove(self, ids: set[str]) -> None:
        row = self.choice.first_row()
        if self._guarded(lambda: self.edits.remove(ids)):
            for poem in self._library.running_of(ids):
                self._library.stop(poem)
            self.select_row(min(row, self.model.rowCount() - 1))
            self.removed.emit(len(ids))

    def choose(self, server_id: str) -> None:
        """Choose the server of that id, if it is in the list and is not among those that are chosen."""
        self.choice.choose(server_id)

    def select_row(self, row: int) -> None:
        """Choose what is in that row, if there is anything."""
        self.choice.choose_row(row)

    def _guarded(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except SaveError as error:
            open_message(self, QMessageBox.Icon.Warning, str(error))
            return False
        return True

    def follow_servers(self) -> None:
        """Have poems called as their servers are, and those that run go on as these say now.

        That is not for what nobody has agreed to.
        """
        self._library.take_servers(self.model.servers, self.acts.unknown)

    def _show_whether_empty(self, *_: QModelIndex | int) -> None:
        if self.model.servers and self._empty.isAncestorOf(QApplication.focusWidget()):
            self.setFocus()  # before the button that has the keyboard goes
        self._empty.setVisible(not self.model.servers)

    def _show_menu(self, place: QPoint) -> None:
        self.menu.popup(self.list.mapToGlobal(place))
