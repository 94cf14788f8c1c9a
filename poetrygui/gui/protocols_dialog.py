"""The dialog that lists the protocols: which there are, where from, and why one cannot be used."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt, QUrl
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from poetrygui.gui.display_text import label_text
from poetrygui.gui.plain_text import PlainLabel, plain_tip
from poetrygui.plugins.registry import ProtocolEntry, ProtocolRegistry

_COLUMNS = ("Name", "Title", "State", "Where from")


class ProtocolsDialog(QDialog):
    """Shows the registry's entries; below, what is wrong with the chosen one."""

    def __init__(self, parent: QWidget, registry: ProtocolRegistry, folder: Path) -> None:
        """Show ``registry``; ``folder`` is where users put files of their own."""
        super().__init__(parent)
        self.setObjectName("protocolsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Protocols")
        self._registry = registry
        self._folder = folder
        self._tree = QTreeWidget()
        self._tree.setRootIsDecorated(False)
        self._tree.setUniformRowHeights(True)
        self._tree.setAlternatingRowColors(True)
        self._tree.setObjectName("protocolList")
        self._tree.setAccessibleName("Protocols")
        self._tree.setHeaderLabels(_COLUMNS)
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self._tree.header()
        assert header is not None
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._tree.currentItemChanged.connect(lambda *_: self._show_current())
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setAccessibleName("About the chosen protocol")
        self._message = PlainLabel()
        self._message.setWordWrap(True)
        self._message.show_text(f"Protocol files of your own go into {folder}.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        open_folder = buttons.addButton("&Open the protocols folder", QDialogButtonBox.ButtonRole.ActionRole)
        rescan = buttons.addButton("&Rescan", QDialogButtonBox.ButtonRole.ActionRole)
        assert open_folder is not None
        assert rescan is not None
        open_folder.clicked.connect(self._open_folder)
        rescan.clicked.connect(self.rescan)
        buttons.rejected.connect(self.reject)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self._tree)
        parts.addWidget(self._details)
        parts.setStretchFactor(0, 2)
        parts.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(parts)
        layout.addWidget(self._message)
        layout.addWidget(buttons)
        self.resize(760, 440)
        self._fill()

    def rescan(self) -> None:
        """Read the folders anew."""
        self._registry.scan()
        self._fill()

    def _fill(self) -> None:
        self._tree.clear()
        for entry in self._registry.entries:
            texts = (entry.name, entry.title, entry.state.value, str(entry.path.parent))
            item = QTreeWidgetItem([label_text(text, 200) for text in texts])
            item.setData(0, Qt.ItemDataRole.UserRole, entry)
            for column in range(len(_COLUMNS)):
                item.setToolTip(column, plain_tip(entry.state.value, entry.problem, str(entry.path)))
            self._tree.addTopLevelItem(item)
        self._tree.setCurrentItem(self._tree.topLevelItem(0))

    def _show_current(self) -> None:
        item = self._tree.currentItem()
        entry = None if item is None else item.data(0, Qt.ItemDataRole.UserRole)
        if isinstance(entry, ProtocolEntry):
            self._details.setPlainText(about(entry))
        else:
            self._details.clear()

    def _open_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._message.show_text(f"The folder {self._folder} cannot be made: {error.strerror or error}.")
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            self._message.show_text(f"No file manager could be opened; the folder is {self._folder}.")


def about(entry: ProtocolEntry) -> str:
    """Return everything that is known of a protocol file, as text."""
    lines = [entry.title, str(entry.path), f"State: {entry.state.value}"]
    if entry.problem:
        lines += ["", entry.problem]
    if entry.details:
        lines += ["", *entry.details.splitlines()]
    return "\n".join(label_text(line, 400) for line in lines)
