"""Saving a poem to a file of the user's choice, without holding up the window or holding the poem in memory."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget
from twisted.internet.defer import CancelledError, Deferred, DeferredList
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure

from poetrygui.core.files.atomic_file import write_all
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.transports.address import gives_messages
from poetrygui.gui.poems.save_ways import EXACT, SaveWay, saved_pieces, ways_for
from poetrygui.gui.widgets.plain_text import open_message

_SLICE = 4 * 1024 * 1024  # bytes that one write takes at most
_LONGEST_READ = 0.005  # seconds of reading between two turns of the event loop


class PoemWriter:
    """Writes what there is of a poem now to a file.

    The file appears when it is whole. ``done`` fires then, or fails with OSError, or with CancelledError after
    :meth:`stop`; in both cases no file is left.
    """

    def __init__(self, reactor: Any, pieces: Iterator[bytes], path: Path) -> None:
        """Begin to write ``pieces``, which are read here and now, to ``path``."""
        self.done: Deferred[None] = Deferred()
        self._reactor = reactor
        self._path = path
        self._pieces = pieces
        self._is_stopped = False
        self.done.addCallback(lambda _: self._open())
        self.done.addCallback(self._write_next)
        self.done.callback(None)

    def stop(self) -> None:
        """Give up, as soon as what is being written is."""
        self._is_stopped = True

    def _open(self) -> None:
        self._descriptor, name = tempfile.mkstemp(
            dir=self._path.parent, prefix=f".{self._path.name[:40]}.", suffix=".part"
        )
        self._temporary = Path(name)
        self.done.addBoth(self._close)

    def _write_next(self, _: object) -> Deferred[None]:
        # Reading is for this thread, as the poem may still grow; a write may block, and is for another.
        if self._is_stopped:
            raise CancelledError
        data = _next_slice(self._pieces)
        pool = self._reactor.getThreadPool()
        if not data:
            return deferToThreadPool(self._reactor, pool, self._finish)
        step = deferToThreadPool(self._reactor, pool, write_all, self._descriptor, data)
        step.addCallback(self._write_next)
        return step

    def _finish(self) -> None:
        os.fsync(self._descriptor)
        _match_mode(self._descriptor, self._path)

    def _close(self, result: Any) -> Any:
        os.close(self._descriptor)
        try:
            if not isinstance(result, Failure):
                self._temporary.replace(self._path)
        except OSError:
            result = Failure()
        if isinstance(result, Failure):
            with contextlib.suppress(OSError):
                self._temporary.unlink()
        return result


class PoemSaver(QObject):
    """Asks where to save poems and how, and saves them."""

    note = pyqtSignal(str)
    """A sentence about something that worked."""

    def __init__(self, parent: QWidget, reactor: Any) -> None:
        """Open dialogs over ``parent``."""
        super().__init__(parent)
        self._window = parent
        self._reactor = reactor
        self._writers: set[PoemWriter] = set()

    def ask(self, poem: KeptPoem) -> None:
        """Open the dialog for a poem."""
        dialog = QFileDialog(self._window, "Save the stream", file_name(poem))
        dialog.setObjectName("saveDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        ways = {way.name_filter: way for way in ways_for(poem.store, poem.stream.lettering)}
        dialog.setNameFilters([*ways])
        if poem.info.protocol == "raw" and not gives_messages(poem.info.address):
            dialog.selectNameFilter(EXACT.name_filter)
        dialog.filterSelected.connect(lambda name: _end_name(dialog, ways[name].ending))
        dialog.fileSelected.connect(lambda chosen: self.save(poem, Path(chosen), ways[dialog.selectedNameFilter()]))
        dialog.open()

    def save(self, poem: KeptPoem, path: Path, way: SaveWay) -> None:
        """Save a poem at ``path`` in a ``way``; a note or a box tells how that went."""
        if poem.store is None:
            return
        writer = PoemWriter(self._reactor, saved_pieces(way, poem), path)
        self._writers.add(writer)
        writer.done.addBoth(lambda result: self._saved(writer, path, result))

    def shut_down(self) -> Deferred[None]:
        """Give up what is being saved; fire when no file is open any more."""
        ends: list[Deferred[None]] = []
        for writer in self._writers:
            end: Deferred[None] = Deferred()
            writer.stop()
            writer.done.addBoth(end.callback)
            ends.append(end)
        return DeferredList(ends).addCallback(lambda _: None)

    def _saved(self, writer: PoemWriter, path: Path, result: object) -> None:
        self._writers.discard(writer)
        if not isinstance(result, Failure):
            self.note.emit(f"Saved as {path}.")
        elif isinstance(result.value, OSError):
            cause = result.value.strerror or result.value
            open_message(self._window, QMessageBox.Icon.Warning, f"{path} could not be written: {cause}.")
        elif not result.check(CancelledError):
            result.raiseException()


def file_name(poem: KeptPoem) -> str:
    """Return a name for a poem's file: what its server is called, without what file systems dislike."""
    kept = "".join(c if c.isalnum() or c in "-_ " else "_" for c in poem.info.name[:60]).strip(" _")
    return f"{kept or 'stream'}{'' if poem.info.protocol == 'raw' else '.txt'}"


def _end_name(dialog: QFileDialog, ending: str) -> None:
    """Have the name that is offered end as files do that are saved in the way that was chosen."""
    for chosen in dialog.selectedFiles()[:1]:
        path = Path(chosen)
        if path.suffix in (".txt", ".jsonl") and path.suffix != ending and ending:
            dialog.selectFile(path.with_suffix(ending).name)


def _next_slice(pieces: Iterator[bytes]) -> bytes:
    """Join pieces, of which there may be one for each frame, as far as size and time allow."""
    stop_at = time.monotonic() + _LONGEST_READ
    slice_: list[bytes] = []
    size = 0
    for piece in pieces:
        slice_.append(piece)
        size += len(piece)
        if size >= _SLICE or (size and time.monotonic() >= stop_at):
            break
    return b"".join(slice_)


def _match_mode(descriptor: int, path: Path) -> None:
    """Give the file the mode of the one that it replaces, or that of any new file."""
    try:
        mode = path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)
