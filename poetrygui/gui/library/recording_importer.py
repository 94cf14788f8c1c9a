"""Making recordings of files that somebody gave, without holding up the window."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import define, field
from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget
from twisted.internet.defer import CancelledError, Deferred

from poetrygui import recordings
from poetrygui.core.text.wording import counted
from poetrygui.errors import RecordingError
from poetrygui.gui.widgets.plain_text import open_message


@define
class Made:
    """What became of files: the recordings that were made, what else is to be said, and what went wrong."""

    imported: list[recordings.Imported] = field(factory=list)
    notes: list[str] = field(factory=list)
    problems: list[str] = field(factory=list)


class _Until(io.FileIO):
    """A file that can be read until somebody has had enough."""

    def __init__(self, path: Path, is_stopped: threading.Event) -> None:
        super().__init__(path)
        self._is_stopped = is_stopped

    def readinto(self, buffer: Any, /) -> int:
        if self._is_stopped.is_set():
            raise CancelledError
        return super().readinto(buffer) or 0


class RecordingImporter(QObject):
    """Asks which files, and makes recordings of them in the profile's folder of poems."""

    note = pyqtSignal(str)
    """A sentence on what is done, or was."""
    imported = pyqtSignal(object)
    """Recordings were made: their names."""

    def __init__(self, parent: QWidget, reactor: Any, poems: Path) -> None:
        """Open dialogs over ``parent``; what is made goes into ``poems``."""
        super().__init__(parent)
        self._window = parent
        self._reactor = reactor
        self._poems = poems
        self._is_stopped = threading.Event()
        self._running = 0
        self._when_none: list[Deferred[None]] = []

    def ask(self, over: QWidget | None = None) -> None:
        """Open the dialog; ``over`` is below it."""
        dialog = QFileDialog(over or self._window, "Import recordings and captures")
        dialog.setObjectName("importDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*{ending}" for ending in recordings.ENDINGS)
        dialog.setNameFilters([f"Recordings and captures ({endings})", "All files (*)"])
        dialog.filesSelected.connect(lambda names: self.import_files([Path(name) for name in names]))
        dialog.open()

    def import_files(self, paths: Sequence[Path]) -> None:
        """Make recordings of files, in a thread; notes and a box tell how that went."""
        if not paths:
            return
        self.note.emit(f"Importing {_names(paths)} …")
        self._running += 1
        # Not one of the reactor's threads: quitting waits for those.
        threading.Thread(target=self._run, args=(tuple(paths),), name="import", daemon=True).start()

    def shut_down(self) -> Deferred[None]:
        """Give up what is being read; fire when nothing is."""
        self._is_stopped.set()
        end: Deferred[None] = Deferred()
        if self._running:
            self._when_none.append(end)
        else:
            end.callback(None)
        return end

    def _run(self, paths: tuple[Path, ...]) -> None:
        made = Made()
        try:
            with recordings.NewRecordings(self._poems) as new:
                for path in paths:
                    self._read(path, new, made)
        except OSError as error:
            made.problems.append(f"Recordings could not be made in {self._poems}: {error.strerror or error}.")
        except CancelledError:
            pass
        finally:
            self._reactor.callFromThread(self._done, paths, made)

    def _read(self, path: Path, new: recordings.NewRecordings, made: Made) -> None:
        before = len(made.imported)
        try:
            if not path.is_file():
                raise RecordingError("it is no file.")
            try:
                file: io.BufferedReader = io.BufferedReader(_Until(path, self._is_stopped))
            except OSError as error:
                raise RecordingError(f"it cannot be read: {error.strerror or error}.") from error
            with file:
                made.notes += recordings.import_open(file, path.name, new, made.imported.append)
            if len(made.imported) == before:
                raise RecordingError("nothing is in it that could be a recording.")
        except RecordingError as error:
            made.problems.append(f"{path.name}: {error}")

    def _done(self, paths: Sequence[Path], made: Made) -> None:
        self._running -= 1
        if self._is_stopped.is_set():
            if not self._running:
                for end in self._when_none:
                    end.callback(None)
            return
        missing = [gap for each in made.imported for gap in each.missing]
        told = [f"Imported {counted(len(made.imported), 'recording')} of {_names(paths)}."]
        told += [f"Missing: {'; '.join(missing[:3])}{' …' if len(missing) > 3 else ''}."] if missing else []
        self.note.emit(" ".join([*told, *made.notes]))
        if made.imported:
            self.imported.emit([each.folder.name for each in made.imported])
        if made.problems:
            open_message(self._window, QMessageBox.Icon.Warning, "\n".join(made.problems))


def _names(paths: Sequence[Path]) -> str:
    return paths[0].name if len(paths) == 1 else counted(len(paths), "file")
