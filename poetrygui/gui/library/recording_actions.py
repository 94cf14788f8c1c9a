"""What is done with recordings that were chosen: shown, kept, deleted, handed on, and shown in their folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget
from twisted.python.failure import Failure

from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.poem_folders import folders_by_name, mark_all
from poetrygui.core.library.removal import Removed, remove_named
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted, size_text
from poetrygui.gui.library.file_manager import show_folder
from poetrygui.gui.library.recording_model import Row
from poetrygui.gui.widgets.plain_text import ask


class RecordingActions(QObject):
    """Does it with recordings of ``kept``, by their names: their folders move when tabs are closed and brought back."""

    changed = pyqtSignal(object)
    """The recordings of these names stand differently, or are not there any more."""
    told = pyqtSignal(str)
    """A sentence on what was done, or why it was not."""
    deleted = pyqtSignal(str)
    """The same of what has gone for good, of which it was said before that its tab can be brought back."""
    show_wanted = pyqtSignal(str)
    """The recording of that name is to have a tab, and be seen."""
    close_wanted = pyqtSignal(str)
    """The recording of that name, which is open, is to have none."""
    export_wanted = pyqtSignal(object, object)
    """The recording in a folder, a Path, of which this PoemInfo is known, is to be handed on."""

    def __init__(self, parent: QObject, kept: KeptPoems, is_alone: Callable[[], bool]) -> None:
        """Begin; ``is_alone`` tells whether nobody else is at work in the profile."""
        super().__init__(parent)
        self._kept = kept
        self.is_alone = is_alone

    def can_open(self, row: Row) -> bool:
        """Tell whether a recording can be shown here: what runs elsewhere cannot."""
        return not row.runs or row.listed.name in self._kept.in_use.names

    def open(self, rows: Sequence[Row]) -> None:
        """Show recordings, the topmost one seen."""
        for row in reversed(rows):
            self.show_wanted.emit(row.listed.name)

    def keep(self, rows: Sequence[Row]) -> None:
        """Mark recordings as kept, or as not where all of them are."""
        names = {row.listed.name for row in rows}
        kept = not all(row.listed.is_marked for row in rows)

        def done(result: object) -> None:
            if isinstance(result, Failure):
                self._tell_failure(result, "It could not be marked")
            else:
                self.told.emit("")
            self.changed.emit(names)

        self._kept.run(partial(mark_all, names, self._kept.places, kept=kept), done)

    def ask_to_delete(self, over: QWidget, rows: Sequence[Row]) -> None:
        """Ask whether recordings are to go for good, and have them removed then."""
        names = {row.listed.name for row in rows}
        size = size_text(sum(row.listed.disk_size for row in rows))
        what = f"{counted(len(rows), 'recording')}, {size},"
        if len(rows) == 1:
            name, began = rows[0].texts[0], rows[0].texts[1]
            what = f"the recording of “{label_text(name, 60)}”{f' from {began}' if began else ''}, {size},"
        open_ones = names & self._kept.in_use.open.keys()
        tabs = ""
        if open_ones:
            tabs = (
                " Its tab is closed with it."
                if len(rows) == 1
                else f" Tabs that are closed with them: {len(open_ones)}."
            )
        others = "" if self.is_alone() else " Another window has this profile open, and may show it."
        marked = sum(row.listed.is_marked for row in rows)
        kept = f" Marked as kept: {marked}." if marked and len(rows) > 1 else " It is marked as kept." if marked else ""
        ask(over, f"Delete {what} for good?{tabs}{kept}{others}", "Delete", partial(self._delete, names))

    def reveal(self, row: Row) -> None:
        """Show a recording's folder in the file manager."""
        folder = self._folder_of(row)
        if folder is not None and (problem := show_folder(folder)):
            self.told.emit(problem)

    def export(self, row: Row) -> None:
        """Have a recording handed on."""
        folder = self._folder_of(row)
        if folder is not None:
            self.export_wanted.emit(folder, row.listed.info)

    def _delete(self, names: set[str]) -> None:
        for name in sorted(names & self._kept.in_use.names):
            self.close_wanted.emit(name)
        # At once: what is about to go must not be brought back meanwhile.
        self._kept.forget_closed(names)
        # After what closing has asked for: the disk does one thing after another.
        self._kept.run(partial(remove_named, names, self._kept.places), self._after_deleting)

    def _after_deleting(self, result: Removed | Failure) -> None:
        if isinstance(result, Failure):
            self._tell_failure(result, "It could not be deleted")
            return
        self.changed.emit(result.names)
        deleted = f"Deleted {counted(len(result.folders), 'recording')}, {size_text(result.size)}."
        for signal in (self.told, self.deleted):
            signal.emit(result.problem or deleted)

    def _folder_of(self, row: Row) -> Path | None:
        folder = folders_by_name(*self._kept.places).get(row.listed.name)
        if folder is None:
            self.told.emit("It is not there any more.")
            self.changed.emit({row.listed.name})
        return folder

    def _tell_failure(self, failure: Failure, what: str) -> None:
        if not isinstance(failure.value, OSError):
            failure.raiseException()
        assert isinstance(failure.value, OSError)
        self.told.emit(f"{what}: {failure.value.strerror or failure.value}.")
