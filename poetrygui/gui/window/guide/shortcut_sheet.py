"""The sheet of shortcuts: every command with its keys, to search, to print, and to give it others."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from poetrygui.gui.widgets.fitting import fit
from poetrygui.gui.widgets.plain_text import ElidedLabel, ask
from poetrygui.gui.window import guide
from poetrygui.gui.window.command_actions import CommandActions
from poetrygui.gui.window.command_keys import can_change
from poetrygui.gui.window.guide.command_row import CommandRow, keys_text, rows_of
from poetrygui.gui.window.guide.key_dialog import KeyDialog
from poetrygui.gui.window.guide.sheet_table import SheetTable
from poetrygui.gui.window.guide.sheet_text import page_of, plain_sheet

TITLE = "Keyboard shortcuts of Poetry GUI"
_FIRST_SIZE = QSize(900, 560)
_FIXED = "The text of a stream takes this key itself: it cannot be changed."


class ShortcutSheet(QDialog):
    """Shows the commands of a window as its menus have them, and tells which keys somebody wants instead."""

    keys_wanted = pyqtSignal(object)
    """The keys of commands by their names, all that differ from those at first."""

    def __init__(self, window: QWidget, actions: CommandActions) -> None:
        """Show what ``actions`` has, over ``window``."""
        super().__init__(window)
        self.setObjectName("shortcutSheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self._actions = actions
        self.table = SheetTable()
        self._search = QLineEdit()
        self._message = ElidedLabel()
        self._buttons = self._make_buttons()
        self._lay_out()
        self.table.chosen_changed.connect(self._show_what_can_be_done)
        self.table.opened.connect(self._ask)
        self._search.textChanged.connect(self._look_for)
        self._search.returnPressed.connect(self.table.setFocus)
        QShortcut(QKeySequence.StandardKey.Find, self, self._search.setFocus)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self._search, self.table.setFocus)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.show_keys()
        self._look_for("")

    def show_keys(self) -> None:
        """Show the keys that there are now."""
        self.table.show_rows(rows_of(self._actions.commands, self._actions.keys, self._actions.situation()))
        self.table.search(self._search.text())
        self._show_what_can_be_done()

    # Building

    def _make_buttons(self) -> dict[str, QPushButton]:
        own: dict[str, tuple[str, Callable[[], object]]] = {
            "changeKeys": ("C&hange keys …", self._ask),
            "resetKeys": ("&As at first", self._reset),
            "resetAllKeys": ("All as at &first …", self._ask_to_reset_all),
            "copySheet": ("&Copy", self._copy),
            "printSheet": ("&Print …", self._print),
        }
        buttons = {}
        for name, (text, slot) in own.items():
            buttons[name] = button = QPushButton(text)
            button.setObjectName(name)
            button.setAutoDefault(False)  # else Return in the search would push it
            button.clicked.connect(lambda _=False, call=slot: call())
        return buttons

    def _lay_out(self) -> None:
        self._search.setObjectName("shortcutSearch")
        self._search.setPlaceholderText("Search commands, keys and what they are for")
        self._search.setAccessibleName("Search")
        self._search.setClearButtonEnabled(True)
        self._message.setObjectName("shortcutMessage")
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in self._buttons.values():
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        close = box.button(QDialogButtonBox.StandardButton.Close)
        assert close is not None
        close.setAutoDefault(False)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self._search, self.table, self._message, box):
            layout.addWidget(widget)
        layout.setStretchFactor(self.table, 1)
        fit(self, _FIRST_SIZE)
        self._search.setFocus()

    # What is chosen

    def _look_for(self, text: str) -> None:
        self.table.search(text)
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        row, keys = self.table.current(), self._actions.keys
        self._buttons["changeKeys"].setEnabled(row is not None and can_change(row.command))
        self._buttons["resetKeys"].setEnabled(row is not None and keys.is_changed(row.command))
        self._buttons["resetAllKeys"].setEnabled(bool(keys.changes))
        self._say(self._about(row))

    def _about(self, row: CommandRow | None) -> str:
        if row is None:
            return "" if self.table.shown() else "No command has all of these words."
        about = f"{row.command.tip}."
        if not can_change(row.command):
            about += f" {_FIXED}"
        if self._actions.keys.is_changed(row.command):
            about += f" At first: {keys_text(self._actions.keys.first_of(row.command)) or 'no keys'}."
        return about

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)

    # What buttons do

    def _ask(self) -> None:
        row = self.table.current()
        if row is not None and can_change(row.command):
            dialog = KeyDialog(self, row.command, self._actions.keys)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.chosen.connect(lambda keys: self._give(row, keys))
            dialog.open()

    def _give(self, row: CommandRow, keys: tuple[str, ...]) -> None:
        self.keys_wanted.emit(self._actions.keys.changed(row.command, keys))

    def _reset(self) -> None:
        row = self.table.current()
        if row is not None:
            self._give(row, self._actions.keys.first_of(row.command))

    def _ask_to_reset_all(self) -> None:
        question = "Give all commands the keys that they have at first? What was changed is forgotten."
        ask(self, question, "Give them", lambda: self.keys_wanted.emit({}))

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(plain_sheet(self.table.shown()))
            self._say("Copied: the commands above that have keys.")

    def _print(self) -> None:
        try:
            guide.print_sheet(self, page_of(self.table.shown(), TITLE))
        except ImportError:
            self._say("Qt's part for printing is not installed here: copy the sheet instead.")
