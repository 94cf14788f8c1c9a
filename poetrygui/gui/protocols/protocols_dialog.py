"""The dialog that lists the protocols: which there are, how each stands, and whether it may run."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PyQt6.QtCore import QEvent, QSize, Qt, QUrl, pyqtSignal
from PyQt6.QtGui import QDesktopServices, QFont
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from poetrygui.core.text.display_text import label_text
from poetrygui.errors import PluginError, SaveError
from poetrygui.gui.protocols.protocol_words import state_sentence
from poetrygui.gui.protocols.trust_panel import TrustPanel
from poetrygui.gui.widgets.fitting import fit
from poetrygui.gui.widgets.plain_text import PlainLabel, plain_tip
from poetrygui.gui.widgets.turn_by_turn import TurnByTurn
from poetrygui.hosts import confinement
from poetrygui.plugins.adopt import make_folder
from poetrygui.plugins.protocol_state import Shipped
from poetrygui.plugins.registry import ProtocolEntry, ProtocolRegistry

_COLUMNS = ("Name", "Title", "State", "Where from")
_FIRST_SIZE = QSize(820, 590)
_WIDEST_COLUMN = 260
_UNTIL_SEEN = 30  # milliseconds
_ENTRY = Qt.ItemDataRole.UserRole


class ProtocolsDialog(QDialog):
    """Shows the registry's entries and keeps up with them; below, everything about the chosen one."""

    add_wanted = pyqtSignal()
    """The user wants to choose a file to be added."""
    new_wanted = pyqtSignal()
    """The user wants to write a new protocol."""
    edit_wanted = pyqtSignal(object)
    """The Path of a file that the user wants to edit."""

    def __init__(self, parent: QWidget | None, registry: ProtocolRegistry) -> None:
        """Show ``registry``."""
        super().__init__(parent)
        self.setObjectName("protocolsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Protocols")
        self._registry = registry
        # Each within the next from the beginning: a style sheet looks at all of a part again that comes there later.
        parts = QSplitter(Qt.Orientation.Vertical, self)
        self._tree = QTreeWidget(parts)
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
        header.setMaximumSectionSize(_WIDEST_COLUMN)
        self._tree.currentItemChanged.connect(lambda *_: self._show_current())
        self._bold = QFont(self._tree.font())
        self._bold.setBold(True)
        self._panel = TrustPanel(registry, parts)
        self._message = PlainLabel()
        self._message.setObjectName("protocolsMessage")
        self._message.setWordWrap(True)
        parts.setStretchFactor(1, 1)
        parts.setSizes([126, 494])  # what is to be read matters more than what else there is
        parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(parts, 1)
        layout.addWidget(self._message)
        layout.addWidget(self._make_buttons())
        fit(self, _FIRST_SIZE)
        if registry.folder is None:
            self._message.setText("Safe mode: only the protocols that come with the program are there.")
        else:
            self._message.show_text(f"Protocol files of your own go into {registry.folder}. Drop one onto the window.")
        self._unsubscribe = registry.subscribe(self._fill)
        # Its parent may end it without closing it first.
        self.destroyed.connect(lambda _=None, stop=self._unsubscribe: stop())
        self._fill()
        # One at a time: all at once they take a tenth of a second, in which no stream would be seen to go on.
        self._unrun = iter([entry.name for entry in registry.entries if entry.state == Shipped()])
        self._next = TurnByTurn(self._run_next, self)
        self._next.start(_UNTIL_SEEN)

    def choose(self, path: Path) -> None:
        """Make the entry of a file the current one, if there is one."""
        for item in self._items():
            if self._entry_of(item).path == path:
                self._tree.setCurrentItem(item)
                self._tree.scrollToItem(item)

    def done(self, result: int) -> None:
        """Cease to keep up, and close."""
        self._panel.cancel_check()
        self._unsubscribe()
        super().done(result)

    def changeEvent(self, event: QEvent | None) -> None:
        """Take the colours of another palette."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._show_usable()

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        action = QDialogButtonBox.ButtonRole.ActionRole
        own = {
            "newProtocol": ("&New …", self.new_wanted.emit),
            "editProtocol": ("&Edit it …", self._edit_current),
            "addProtocolFile": ("&Add a file …", self.add_wanted.emit),
            "openProtocolsFolder": ("Open the &folder", self._open_folder),
            "rescanProtocols": ("&Look again", self._look_again),
        }
        for name, (text, slot) in own.items():
            button = buttons.addButton(text, action)
            assert isinstance(button, QPushButton)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.setEnabled(self._registry.folder is not None)
            button.clicked.connect(lambda _=False, call=slot: call())
        edit = buttons.findChild(QPushButton, "editProtocol")
        assert edit is not None
        self._edit = edit
        buttons.rejected.connect(self.reject)
        return buttons

    def _run_next(self) -> bool:
        """Run one more of what comes with the program and was not used yet; after the last, show how each stands.

        What is shown comes first, and never is both done in one turn.
        """
        if not self._panel.is_through:
            return True
        name = next(self._unrun, None)
        if name is None:
            self._fill()
            return False
        with contextlib.suppress(PluginError):  # which its entry says
            self._registry.load(name)
        return True

    def _fill(self) -> None:
        """List all entries; the one that was chosen stays so, else the first that waits for a decision is."""
        current = self._tree.currentItem()
        chosen = None if current is None else self._entry_of(current).path
        entries = self._registry.entries
        shown = self._items()
        self._tree.blockSignals(True)
        if is_other := [_key(self._entry_of(item)) for item in shown] != [_key(entry) for entry in entries]:
            self._tree.clear()
            shown = [QTreeWidgetItem() for _ in entries]
        for item, entry in zip(shown, entries, strict=True):
            if item.data(0, _ENTRY) != entry:  # mostly it is one that stands differently now
                self._show_entry(item, entry)
        if is_other:
            self._tree.addTopLevelItems(shown)
        self._show_usable()
        if self._tree.currentItem() is None:
            again = [item for item in shown if self._entry_of(item).path == chosen]
            undecided = [item for item in shown if self._entry_of(item).is_undecided]
            for item in (again or undecided or shown)[:1]:
                self._tree.setCurrentItem(item)
        self._tree.blockSignals(False)
        self._show_current()

    def _show_entry(self, item: QTreeWidgetItem, entry: ProtocolEntry) -> None:
        """Show an entry in a row."""
        title = "helper module" if entry.is_helper else entry.title
        asked = confinement.asked_words(entry.needs) if entry.can_be_trusted else ""
        told = state_sentence(entry), entry.problem, entry.note, asked
        tip = plain_tip(*told, str(entry.path))
        item.setData(0, _ENTRY, entry)
        for column, text in enumerate((entry.name, title, entry.state.word, entry.origin)):
            item.setText(column, label_text(text, 200))
            item.setToolTip(column, tip)
            item.setData(column, Qt.ItemDataRole.FontRole, self._bold if entry.is_undecided else None)
            item.setData(column, Qt.ItemDataRole.ForegroundRole, None)

    def _show_usable(self) -> None:
        """Have those stand back that cannot be used."""
        for item in self._items():
            entry = self._entry_of(item)
            if not entry.is_usable and not entry.is_undecided:
                for column in range(len(_COLUMNS)):
                    item.setForeground(column, self.palette().placeholderText())

    def _items(self) -> list[QTreeWidgetItem]:
        items = [self._tree.topLevelItem(row) for row in range(self._tree.topLevelItemCount())]
        return [item for item in items if item is not None]

    def _entry_of(self, item: QTreeWidgetItem) -> ProtocolEntry:
        entry = item.data(0, _ENTRY)
        assert isinstance(entry, ProtocolEntry)
        return entry

    def _show_current(self) -> None:
        item = self._tree.currentItem()
        entry = None if item is None else self._entry_of(item)
        self._panel.show_entry(entry)
        self._edit.setEnabled(entry is not None and entry.can_be_trusted and entry.path.parent == self._registry.folder)

    def _look_again(self) -> None:
        self._registry.files.forget_failures()
        self._registry.scan()

    def _edit_current(self) -> None:
        item = self._tree.currentItem()
        if item is not None:
            self.edit_wanted.emit(self._entry_of(item).path)

    def _open_folder(self) -> None:
        folder = self._registry.folder
        assert folder is not None
        try:
            make_folder(folder)
        except SaveError as error:
            self._message.show_text(str(error))
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._message.show_text(f"No file manager could be opened; the folder is {folder}.")


def _key(entry: ProtocolEntry) -> tuple[Path, str]:
    return entry.path, entry.name
