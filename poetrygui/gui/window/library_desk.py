"""What is kept in the profile, in the window: opened, listed, handed on, taken in, and held within the budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from attrs import evolve
from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QMainWindow, QMessageBox, QWidget
from PyQt6.sip import isdeleted
from twisted.internet.defer import Deferred, DeferredList

from poetrygui import recordings
from poetrygui.core.library.budget import Excess, ProfileBudget
from poetrygui.core.library.budget_words import budget_text, removed_sentence
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.removal import Removed
from poetrygui.core.library.session import Session
from poetrygui.core.outcomes import Ended
from poetrygui.core.servers.server_book import SMALLEST_LIMIT
from poetrygui.core.text.wording import counted, size_text
from poetrygui.errors import SaveError
from poetrygui.gui import library
from poetrygui.gui.widgets.file_drops import FileDrops
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.plain_text import ask
from poetrygui.gui.window.open_profile import OpenProfile
from poetrygui.gui.window.settings import Settings
from poetrygui.gui.window.workspace import Workspace

_MOST_EARLIER = 20  # tabs that are opened again at the start
_MOST_IMPORTED = 8  # tabs that are opened for what one file holds


class LibraryDesk(QObject):
    """Opens what earlier runs left, and all that lists, exports and imports recordings.

    It has the oldest removed where ``profile`` comes to hold too much.
    """

    note = pyqtSignal(str)
    """A sentence that is good to know."""
    problem = pyqtSignal(str)
    """A sentence about what went wrong."""
    _dialog: library.RecordingsDialog | None = None

    def __init__(self, window: QMainWindow, reactor: Any, workspace: Workspace, profile: OpenProfile) -> None:
        """Do nothing yet; ``workspace`` shows what is in ``profile``, and is below ``window``."""
        super().__init__(window)
        self._window = window
        self._reactor = reactor
        self._work = workspace
        self._profile = profile
        kept = workspace.library.kept
        self.budget = ProfileBudget(reactor, kept, profile.settings.budget, lambda: profile.is_alone_now)
        kept.recording_limit = max(profile.settings.recording_limit, SMALLEST_LIMIT)
        listen(self, self.budget.removed, self._removed)
        listen(self, workspace.library.phase_changed, self._phase_changed)
        FileDrops(window, lambda path: path.suffix.lower() in recordings.ENDINGS, self._import)

    @property
    def limits(self) -> tuple[int, int]:
        """How many bytes all may take, and one recording."""
        return self.budget.limit, self._profile.settings.recording_limit

    def open_earlier(self, session: Session) -> None:
        """Open the tabs of the last ``session``, unless another window has the profile."""
        profile = self._profile
        if profile.has_others:
            self.note.emit(
                "Poetry GUI has this profile open already: recordings of earlier runs are left to that window."
            )
            return
        others = self._work.open_earlier(_MOST_EARLIER, session, may_note=profile.is_alone)
        if not profile.is_alone:
            self.problem.emit(
                f"The profile {profile.folders.root} cannot be written to ({profile.lock_problem}): recordings of "
                "earlier runs are shown, and nothing of them is changed."
            )
        if others:
            self.note.emit(f"{counted(others, 'older recording')} can be found in the list of recordings: Ctrl+O.")

    def begin(self) -> None:
        """Look for the first time whether there is more than the budget allows."""
        self.budget.begin()

    def shut_down(self) -> Deferred[None]:
        """Close what is open, and give up what is written or read; fire when nothing is."""
        if self._dialog is not None:
            self._dialog.close()
        ends = [vars(self)[name].shut_down() for name in ("_exporter", "_importer") if name in vars(self)]
        return DeferredList(ends).addCallback(lambda _: None)

    # The list

    def open_list(self) -> None:
        """Open the list of recordings, or bring it to the front."""
        if self._dialog is None:
            line = library.BudgetLine(self.budget.limit, self._profile.settings.recording_limit)
            line.limit_wanted.connect(self.set_recording_limit)
            self._dialog = library.RecordingsDialog(self._window, self._work.library, self._actions, line)
            line.wanted.connect(partial(self._find_excess, line))
            self._dialog.import_wanted.connect(self.choose_imports)
            self._dialog.finished.connect(self._forget_dialog)
            self._dialog.show()
        self._dialog.activateWindow()

    @cached_property
    def _actions(self) -> library.RecordingActions:
        kept = self._work.library.kept
        actions = library.RecordingActions(self, kept, lambda: self._profile.is_alone_now)
        actions.deleted.connect(self.note)
        actions.show_wanted.connect(self._work.shown.show_recording)
        actions.close_wanted.connect(self._work.shown.close_recording)
        actions.export_wanted.connect(lambda folder, info: self._exporter.ask(folder, info, self._dialog))
        return actions

    # Out and in

    def export_current(self) -> None:
        """Ask where the recording of the poem that is seen is to go."""
        tab = self._work.current()
        if tab is not None:
            self._exporter.ask(tab.poem.directory, tab.poem.info)

    def show_current_folder(self) -> None:
        """Show the folder of the poem that is seen in the file manager."""
        tab = self._work.current()
        if tab is not None and (problem := library.show_folder(tab.poem.directory)):
            self.note.emit(problem)

    def choose_imports(self) -> None:
        """Ask which files are to become recordings."""
        self._importer.ask(self._dialog)

    @cached_property
    def _exporter(self) -> library.RecordingExporter:
        exporter = library.RecordingExporter(self._window, self._reactor)
        for signal in (self.note, self._actions.told):  # the list of recordings may cover the window's foot
            exporter.note.connect(signal)
        return exporter

    @cached_property
    def _importer(self) -> library.RecordingImporter:
        importer = library.RecordingImporter(self._window, self._reactor, self._profile.folders.poems)
        for signal in (self.note, self._actions.told):
            importer.note.connect(signal)
        importer.imported.connect(self._show_imported)
        return importer

    def _show_imported(self, names: Sequence[str]) -> None:
        for name in names[:_MOST_IMPORTED]:
            self._work.shown.show_recording(name)
        if len(names) > _MOST_IMPORTED:
            self.note.emit(f"Imported {len(names):,} recordings: all are in the list of recordings, Ctrl+O.")
        if self._dialog is not None:
            self._dialog.close()
        self.budget.keep_within()

    def _import(self, files: list[Path]) -> None:
        self._importer.import_files(files)

    # The budget

    def set_recording_limit(self, limit: int) -> None:
        """Have one recording take so many bytes at most, of those that begin from now on."""
        self._work.library.kept.recording_limit = limit
        self._save(evolve(self._profile.settings, recording_limit=limit))

    def set_budget(self, limit: int) -> None:
        """Keep within ``limit`` bytes from now on, and in later runs."""
        self.budget.limit = limit
        self._save(evolve(self._profile.settings, budget=limit))
        self.budget.keep_within()

    def _save(self, settings: Settings) -> None:
        try:
            self._profile.keep(settings)
        except SaveError as error:
            self.problem.emit(str(error))

    def _find_excess(self, line: library.BudgetLine, limit: int) -> None:
        self.budget.find_excess(limit, partial(self._ask_for_budget, line, limit))

    def _ask_for_budget(self, line: library.BudgetLine, limit: int, found: Excess) -> None:
        """Set a budget, after a question if anything has to go for it."""
        if not found.folders:
            self.set_budget(limit)
            return
        if self._dialog is None or isdeleted(line):
            return  # nobody is there to be asked: it stays as it was
        box = ask_for_budget(self._dialog, limit, found, self.set_budget)
        box.finished.connect(lambda _: line.show_limit(self.budget.limit))

    def _phase_changed(self, poem: KeptPoem) -> None:
        if isinstance(poem.state, Ended):
            self.budget.take_end(poem)

    def _removed(self, removed: Removed) -> None:
        sentence = removed_sentence(removed, self.budget.limit)
        if sentence:
            self.note.emit(sentence)
        if removed.problem:
            self.problem.emit(removed.problem)

    def _forget_dialog(self, _result: int) -> None:
        self._dialog = None


def ask_for_budget(over: QWidget, limit: int, found: Excess, then: Callable[[int], None]) -> QMessageBox:
    """Ask ``over`` a widget whether what was ``found`` may go for a budget of ``limit`` bytes; ``then`` is given it."""
    what = f"{counted(len(found.folders), 'recording')}, {size_text(found.size)}, the oldest"
    question = f"To stay within {budget_text(limit)}, what is too much is removed now: {what}."
    return ask(over, question, "Remove", partial(then, limit))
