"""The dialog that lists the recordings of the profile: found, opened, kept, handed on and deleted."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from poetrygui.core.library.library import Library
from poetrygui.gui.library.budget_line import BudgetLine
from poetrygui.gui.library.recording_actions import RecordingActions
from poetrygui.gui.library.recording_model import RecordingModel, Row, new_row
from poetrygui.gui.library.recording_table import RecordingTable
from poetrygui.gui.widgets.empty_state import CoverWhileEmpty, EmptyState
from poetrygui.gui.widgets.fitting import fit
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.recordings.recording_list import Changes, RecordingList

_FIRST_SIZE = QSize(940, 560)
_INTERVAL = 1000  # milliseconds between two looks while something runs
_SOON = 200  # the same where something has happened


class RecordingsDialog(QDialog):
    """Shows what is there and keeps up with it; what is done with the chosen ones, ``actions`` do."""

    import_wanted = pyqtSignal()
    """Files are to be chosen, of which recordings are to be made."""

    def __init__(self, parent: QWidget, library: Library, actions: RecordingActions, budget: BudgetLine) -> None:
        """Begin to read what ``library`` keeps, which tells what runs; ``budget`` stands at the foot."""
        super().__init__(parent)
        self.setObjectName("recordingsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Recordings")
        self._library = library
        self._listing = RecordingList(library.reactor, *library.kept.places)
        self._actions = actions
        self._budget = budget
        self._model = RecordingModel()
        self._model.setParent(self)
        self.table = RecordingTable(self._model)
        self._search = QLineEdit()
        self._message = PlainLabel()
        self._covers = self._make_covers()
        self._buttons = self._make_buttons()
        self._lay_out()
        self._next_look = QTimer(self)
        self._next_look.setSingleShot(True)
        self._next_look.timeout.connect(self._listing.look)
        self._connect()
        self._listing.look()

    def done(self, result: int) -> None:
        """Cease to keep up, and close."""
        self._next_look.stop()
        self._listing.close()
        super().done(result)

    # Building

    def _make_covers(self) -> tuple[EmptyState, EmptyState]:
        viewport = self.table.viewport()
        assert viewport is not None
        nothing = EmptyState(
            "No recordings yet",
            "What servers send is recorded as it comes, and listed here. A capture of somebody's can be imported.",
            [("Import …", self.import_wanted.emit)],
        )
        no_match = EmptyState("Nothing found", "No recording has all of these words.")
        for cover in (nothing, no_match):
            CoverWhileEmpty(cover, viewport)
            cover.hide()
            for button in cover.findChildren(QPushButton):
                button.setAutoDefault(False)  # else Return in the search would push it
        return nothing, no_match

    def _make_buttons(self) -> dict[str, QPushButton]:
        own: dict[str, tuple[str, Callable[[], object]]] = {
            "openRecording": ("&Open", self._open),
            "keepRecording": ("&Keep", lambda: self._actions.keep(self.table.chosen())),
            "deleteRecording": ("&Delete …", self._delete),
            "revealRecording": ("Show in &folder", lambda: self._actions.reveal(self.table.chosen()[0])),
            "exportRecording": ("&Export …", lambda: self._actions.export(self.table.chosen()[0])),
            "importRecording": ("&Import …", self.import_wanted.emit),
        }
        buttons = {}
        for name, (text, slot) in own.items():
            buttons[name] = button = QPushButton(text)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, call=slot: call())
        buttons["keepRecording"].setToolTip("What is kept is never removed for the budget")
        return buttons

    def _lay_out(self) -> None:
        self._search.setObjectName("recordingSearch")
        self._search.setPlaceholderText("Search names, addresses, protocols, outcomes and days (Ctrl+F)")
        self._search.setAccessibleName("Search")
        self._search.setClearButtonEnabled(True)
        self._message.setObjectName("recordingsMessage")
        self._message.setWordWrap(True)
        self._message.hide()
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in self._buttons.values():
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        close = box.button(QDialogButtonBox.StandardButton.Close)
        assert close is not None
        close.setAutoDefault(False)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self._search, self.table, self._budget, self._message, box):
            layout.addWidget(widget)
        layout.setStretchFactor(self.table, 1)
        fit(self, _FIRST_SIZE)
        self.table.setFocus()

    def _connect(self) -> None:
        listen(self, self._listing.changed, self._take)
        for told in (self._library.started, self._library.phase_changed):
            listen(self, told, lambda poem: self._look_soon(poem.directory.name))
        listen(self, self._library.kept.closed_changed, self._look_soon)
        self._search.textChanged.connect(self._model.search)
        self._search.textChanged.connect(lambda _: self._show_whether_empty())
        self._search.returnPressed.connect(self._leave_search)
        QShortcut(QKeySequence.StandardKey.Find, self, self._search.setFocus)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self._search, self._leave_search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.opened.connect(self._open)
        self.table.delete_wanted.connect(self._delete)
        self.table.chosen_changed.connect(self._show_what_can_be_done)
        self._actions.changed.connect(lambda names: self._look_soon(*names))
        self._actions.told.connect(self._tell)
        self._show_what_can_be_done()

    # Keeping up

    def _look_soon(self, *again: str) -> None:
        self._listing.read_again(again)
        self._next_look.start(_SOON)

    def _take(self, changes: Changes) -> None:
        is_alone = self._actions.is_alone()
        poems = {poem.directory.name: poem for poem in self._library.running} | self._library.kept.in_use.open
        rows = [new_row(listed, poems.get(listed.name), is_alone=is_alone) for listed in changes.listed]
        self._model.take(rows, changes.gone)
        self._budget.show_total(len(self._model.all), sum(row.listed.disk_size for row in self._model.all.values()))
        self._budget.show_left(changes.left)
        self._show_whether_empty(is_read=not changes.left)
        self.table.choose_first()
        if self._library.running and not self._next_look.isActive():
            self._next_look.start(_INTERVAL)

    def _show_whether_empty(self, *, is_read: bool = True) -> None:
        nothing, no_match = self._covers
        nothing.setVisible(is_read and not self._model.all)
        no_match.setVisible(bool(self._model.all) and not self._model.rows)

    def _show_what_can_be_done(self) -> None:
        chosen = self.table.chosen()
        only = chosen[0] if len(chosen) == 1 else None
        can = {
            "openRecording": self._can_open(chosen),
            "keepRecording": bool(chosen),
            "deleteRecording": bool(chosen) and not any(row.runs for row in chosen),
            "revealRecording": only is not None,
            "exportRecording": only is not None and only.listed.has_recording,
            "importRecording": True,
        }
        for name, button in self._buttons.items():
            button.setEnabled(can[name])
        is_kept = bool(chosen) and all(row.listed.is_marked for row in chosen)
        self._buttons["keepRecording"].setText("Do not &keep" if is_kept else "&Keep")

    # What keys and buttons ask for

    def _can_open(self, chosen: list[Row]) -> bool:
        return bool(chosen) and all(self._actions.can_open(row) for row in chosen)

    def _open(self) -> None:
        chosen = self.table.chosen()
        if self._can_open(chosen):
            self.accept()
            self._actions.open(chosen)
        elif chosen:
            self._tell("What runs in another window can be seen there, and what a relay records once it has ended.")

    def _delete(self) -> None:
        chosen = self.table.chosen()
        if any(row.runs for row in chosen):
            self._tell("What still runs cannot be deleted: stop it first.")
        elif chosen:
            self._actions.ask_to_delete(self, chosen)

    def _leave_search(self) -> None:
        self.table.setFocus()
        self.table.choose_first()

    def _tell(self, sentence: str) -> None:
        self._message.show_text(sentence)
        self._message.setVisible(bool(sentence))
