"""Handing recordings on in files of others' formats, without holding up the window."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget
from twisted.internet.defer import CancelledError, Deferred, DeferredList
from twisted.python.failure import Failure

from poetrygui import recordings
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.text.wording import size_text
from poetrygui.errors import PoetryError
from poetrygui.gui.widgets.plain_text import open_message

BETWEEN_NOTES = 1.0  # seconds
_AS_PLAIN_TEXT = " What came over TLS is in it as plain text."


class _Export:
    """One that runs in a thread."""

    def __init__(self, reactor: Any, folder: Path, target: Path, tell: Any) -> None:
        self.done: Deferred[int] = Deferred()
        self.is_stopped = threading.Event()
        self._reactor = reactor
        self._folder = folder
        self._target = target
        self._tell = tell
        self._tell_at = time.monotonic() + BETWEEN_NOTES
        # Not one of the reactor's threads: quitting waits for those.
        threading.Thread(target=self._run, name="export", daemon=True).start()

    def _run(self) -> None:
        try:
            result: Any = recordings.export_recording(self._folder, self._target, replace=True, wrote=self._wrote)
        except Exception as error:  # noqa: BLE001 - handed on to where it is told
            self._reactor.callFromThread(self.done.errback, error)
        else:
            self._reactor.callFromThread(self.done.callback, result)

    def _wrote(self, size: int) -> None:
        if self.is_stopped.is_set():
            raise CancelledError
        # Whoever waits for Python gets it now, and not after the five milliseconds that it may be held.
        time.sleep(0)
        if time.monotonic() >= self._tell_at:
            self._tell_at = time.monotonic() + BETWEEN_NOTES
            self._reactor.callFromThread(self._tell, size)


class RecordingExporter(QObject):
    """Asks where recordings are to go and in which format, and writes them there."""

    note = pyqtSignal(str)
    """A sentence on how far it is, or that it is done."""

    def __init__(self, parent: QWidget, reactor: Any) -> None:
        """Open dialogs over ``parent``."""
        super().__init__(parent)
        self._window = parent
        self._reactor = reactor
        self._running: set[_Export] = set()

    def ask(self, folder: Path, info: PoemInfo, over: QWidget | None = None) -> None:
        """Open the dialog for the recording in a folder, of which ``info`` is known; ``over`` is below it."""
        title = "Export the recording" + (" (what came over TLS becomes plain text)" if info.is_tls else "")
        dialog = QFileDialog(over or self._window, title, _file_name(info))
        dialog.setObjectName("exportDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        endings = {f"{each.title} (*{ending})": ending for ending, each in recordings.FORMATS.items()}
        dialog.setNameFilters(list(endings))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(endings[chosen]))
        dialog.setDefaultSuffix(next(iter(endings.values())))
        dialog.fileSelected.connect(lambda chosen: self.export(folder, info, Path(chosen)))
        dialog.open()

    def export(self, folder: Path, info: PoemInfo, target: Path) -> None:
        """Write what there is by now of the recording in ``folder`` into the file ``target``.

        ``info`` is known of it. A note or a box tells how that went.
        """
        try:
            recordings.format_of(target)
        except PoetryError as error:
            open_message(self._window, QMessageBox.Icon.Warning, str(error))
            return
        self.note.emit(f"Exporting to {target} …")
        running = _Export(
            self._reactor, folder, target, lambda size: self.note.emit(f"Exporting to {target}: {size_text(size)} …")
        )
        self._running.add(running)
        running.done.addBoth(lambda result: self._over(running, target, info, result))

    def shut_down(self) -> Deferred[None]:
        """Give up what is being written, of which nothing is left; fire when all have."""
        for running in self._running:
            running.is_stopped.set()
        return DeferredList([_after(running.done) for running in self._running]).addCallback(lambda _: None)

    def _over(self, running: _Export, target: Path, info: PoemInfo, result: int | Failure) -> None:
        self._running.discard(running)
        if not isinstance(result, Failure):
            plain = _AS_PLAIN_TEXT if info.is_tls else ""
            self.note.emit(f"Exported as {target}, {size_text(result)}.{plain}")
        elif isinstance(result.value, PoetryError):
            self.note.emit(f"Nothing was exported to {target}.")
            open_message(self._window, QMessageBox.Icon.Warning, str(result.value))
        elif not result.check(CancelledError):
            result.raiseException()


def _after(done: Deferred[Any]) -> Deferred[None]:
    end: Deferred[None] = Deferred()
    done.addBoth(lambda _: end.callback(None))
    return end


def _file_name(info: PoemInfo) -> str:
    kept = "".join(c if c.isalnum() or c in "-_ " else "_" for c in info.name[:60]).strip(" _")
    return kept or "recording"
