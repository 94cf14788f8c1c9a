"""Handing lists of servers on, and taking them in after a look at what is in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import evolve
from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget

from poetrygui.core.files.atomic_file import write_atomically
from poetrygui.core.files.small_file import UnfitFileError, read_small_file
from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.server_lists import LARGEST_LIST, csv_list, json_list, read_list
from poetrygui.errors import SaveError
from poetrygui.gui.servers.import_preview import ImportPreview
from poetrygui.gui.widgets.plain_text import open_message

_WRITERS = {
    "Servers with all that is set (*.json)": ("json", json_list),
    "Table for other programs (*.csv)": ("csv", csv_list),
}


class ServerFiles(QObject):
    """Asks for files and does what is to be done with them; ``add`` takes servers in, and may raise SaveError."""

    def __init__(
        self,
        parent: QWidget,
        servers: Callable[[], Sequence[Server]],
        add: Callable[..., object],
        knows: Callable[[str], bool],
    ) -> None:
        """Open dialogs over ``parent``; ``servers`` returns what is listed now, ``add`` adds to that.

        ``knows`` tells whether there is a protocol of a name.
        """
        super().__init__(parent)
        self._window = parent
        self._servers = servers
        self._add = add
        self._knows = knows

    def ask_import(self) -> None:
        """Ask for a file with servers."""
        dialog = QFileDialog(self._window, "Import servers")
        dialog.setObjectName("importServersDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Lists of servers (*.json *.csv *.tsv *.txt)", "All files (*)"])
        dialog.fileSelected.connect(lambda chosen: self.preview(Path(chosen)))
        dialog.open()

    def preview(self, path: Path) -> ImportPreview | None:
        """Show what is in a file, and add what is chosen of it; return the dialog, where there is one."""
        try:
            read = read_list(read_small_file(path, LARGEST_LIST))
        except (OSError, UnfitFileError) as error:
            reason = (isinstance(error, OSError) and error.strerror) or error
            open_message(self._window, QMessageBox.Icon.Warning, f"{path} cannot be read: {reason}.")
            return None
        dialog = ImportPreview(self._window, path.name, read, self._servers(), self._knows)
        dialog.accepted.connect(lambda: self._take(dialog.chosen()))
        dialog.open()
        return dialog

    def ask_export(self, chosen: Sequence[Server]) -> None:
        """Ask for a file to write servers into: those that are ``chosen``, or all where that is one or none."""
        wanted = chosen if len(chosen) > 1 else self._servers()
        dialog = QFileDialog(self._window, "Export servers", "servers")
        dialog.setObjectName("exportServersDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(list(_WRITERS))
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(_WRITERS[name][0]))
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda name: self.export(Path(name), wanted))
        dialog.open()

    def export(self, path: Path, servers: Sequence[Server]) -> None:
        """Write servers into a file, as a table where it is called so."""
        try:
            write_atomically(path, (csv_list if path.suffix.lower() == ".csv" else json_list)(servers))
        except SaveError as error:
            open_message(self._window, QMessageBox.Icon.Warning, str(error))

    def _take(self, chosen: Sequence[Server]) -> None:
        known = {server.id for server in self._servers()}
        new = [evolve(each, id=Server("", "").id) if each.id in known else each for each in chosen]
        try:
            self._add(*new)
        except SaveError as error:
            open_message(self._window, QMessageBox.Icon.Warning, str(error))
