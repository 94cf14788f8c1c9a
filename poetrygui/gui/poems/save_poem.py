"""Saving a poem to a file of the user's choice, without holding up the window or holding the poem in memory."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget
from twisted.internet.defer import CancelledError, Deferred, DeferredList, succeed
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure

from poetrygui.core.files.atomic_file import write_all
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.sent_found import FoundMessage
from poetrygui.core.reading.conditions import Conditions
from poetrygui.core.transports.address import gives_messages
from poetrygui.errors import PoetryError
from poetrygui.gui import frames
from poetrygui.gui.poems.line_saves import line_ways
from poetrygui.gui.poems.save_progress import SaveProgress
from poetrygui.gui.poems.save_ways import EXACT, Pieces, SaveWay, filtered_way, saved_parts, saved_pieces, ways_for
from poetrygui.gui.widgets.plain_text import open_message

_SLICE = 4 * 1024 * 1024  # bytes that one write takes at most
_PAUSE = 0.001  # seconds until lines are looked for again
_LONGEST_READ = 0.005  # seconds of reading between two turns of the event loop


class PoemWriter:
    """Writes what there is of a poem now to a file.

    The file appears when it is whole. ``done`` fires then, or fails with OSError, or with CancelledError after
    :meth:`stop`; in both cases no file is left.
    """

    def __init__(self, reactor: Any, pieces: Pieces, path: Path, wrote: Callable[[int], object] = bool) -> None:
        """Begin to write ``pieces``, which are read here and now, to ``path``; ``wrote`` hears how many bytes were."""
        self.done: Deferred[None] = Deferred()
        self._wrote = wrote
        self._size = 0
        self._waits: Deferred[None] | None = None  # for what comes later
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
        if self._waits is not None and not self._waits.called:
            self._waits.callback(None)

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
        data, self._waits = _next_slice(self._pieces)
        self._size += len(data)
        pool = self._reactor.getThreadPool()
        if not data and self._waits is None:
            return deferToThreadPool(self._reactor, pool, self._finish)
        step = deferToThreadPool(self._reactor, pool, write_all, self._descriptor, data) if data else succeed(None)
        step.addCallback(lambda _: self._wrote(self._size))
        if (waits := self._waits) is not None:
            step.addCallback(lambda _: waits)
        step.addCallback(self._write_next)
        return step

    def _finish(self) -> None:
        os.fsync(self._descriptor)
        _match_mode(self._descriptor, self._path)

    def _close(self, result: Any) -> Any:
        os.close(self._descriptor)
        if isinstance(self._pieces, Generator):
            self._pieces.close()
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

    def __init__(self, parent: QWidget, reactor: Any, fields: frames.TableFields | None = None) -> None:
        """Open dialogs over ``parent``; ``fields`` tells those of frames."""
        super().__init__(parent)
        self._window = parent
        self._reactor = reactor
        self._fields = fields
        self._writers: set[PoemWriter] = set()

    def ask(
        self,
        poem: KeptPoem,
        selection: tuple[int, int] | None = None,
        filters: Conditions = (),
        sent: Sequence[FoundMessage] = (),
    ) -> None:
        """Open the dialog for a ``poem``, or a ``selection`` of it; lines ``filters`` hold for are offered first.

        What was ``sent`` stands among the lines of several servers.
        """
        title = "Save the stream" if selection is None else "Save what is selected of the stream"
        dialog = QFileDialog(self._window, title, file_name(poem))
        dialog.setObjectName("saveDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        offered = ways_for(poem.store, poem.stream.lettering, self._fields)
        lines = line_ways(poem, filters, self._soon, self._fields, sent)
        ways = {
            way.name_filter: way
            for way in (filtered_way(filters, self._soon, self._fields), *lines, *offered)
            if way is not None
        }
        dialog.setNameFilters([*ways])
        if not filters and poem.info.protocol == "raw" and not gives_messages(poem.info.address):
            dialog.selectNameFilter(EXACT.name_filter)
        dialog.filterSelected.connect(lambda name: _end_name(dialog, ways[name].ending))
        dialog.fileSelected.connect(
            lambda chosen: self.save(poem, Path(chosen), ways[dialog.selectedNameFilter()], selection)
        )
        dialog.open()

    def save(
        self, poem: KeptPoem, path: Path, way: SaveWay, selection: tuple[int, int] | None = None
    ) -> SaveProgress | None:
        """Save a poem, or the ``selection`` of it, at ``path`` in a ``way``; a note or a box tells how that went.

        Return what shows how far that is, where there is anything to save.
        """
        if poem.store is None:
            return None
        total = sum(part.stop - part.start for _, part in saved_parts(poem, selection)) if way.is_as_long else None
        progress = SaveProgress(self._window, path, total)
        writer = PoemWriter(self._reactor, saved_pieces(way, poem, selection), path, progress.show_written)
        progress.cancelled.connect(writer.stop)
        self._writers.add(writer)
        writer.done.addBoth(lambda result: self._saved(writer, progress, path, result))
        return progress

    def _soon(self) -> Deferred[None]:
        """Return what fires soon, unless somebody has it fire before."""
        waiting: Deferred[None] = Deferred()
        self._reactor.callLater(_PAUSE, lambda: None if waiting.called else waiting.callback(None))
        return waiting

    def shut_down(self) -> Deferred[None]:
        """Give up what is being saved; fire when no file is open any more."""
        ends: list[Deferred[None]] = []
        for writer in self._writers:
            end: Deferred[None] = Deferred()
            writer.stop()
            writer.done.addBoth(end.callback)
            ends.append(end)
        return DeferredList(ends).addCallback(lambda _: None)

    def _saved(self, writer: PoemWriter, progress: SaveProgress, path: Path, result: object) -> None:
        self._writers.discard(writer)
        progress.finish()
        if not isinstance(result, Failure):
            self.note.emit(f"Saved as {path}.")
        elif isinstance(result.value, OSError):
            cause = result.value.strerror or result.value
            open_message(self._window, QMessageBox.Icon.Warning, f"{path} could not be written: {cause}.")
        elif isinstance(result.value, PoetryError):
            open_message(self._window, QMessageBox.Icon.Warning, f"{path} was not written. {result.value}")
        elif result.check(CancelledError):
            self.note.emit(f"Saving {path} was given up: nothing of it is left.")
        else:
            result.raiseException()


def file_name(poem: KeptPoem) -> str:
    """Return a name for a poem's file: what its server is called, without what file systems dislike."""
    kept = "".join(c if c.isalnum() or c in "-_ " else "_" for c in poem.info.name[:60]).strip(" _")
    return f"{kept or 'stream'}{'' if poem.info.protocol == 'raw' else '.txt'}"


def _end_name(dialog: QFileDialog, ending: str) -> None:
    """Have the name that is offered end as files do that are saved in the way that was chosen."""
    for chosen in dialog.selectedFiles()[:1]:
        path = Path(chosen)
        if path.suffix in (".txt", ".jsonl", ".csv") and path.suffix != ending and ending:
            dialog.selectFile(path.with_suffix(ending).name)


def _next_slice(pieces: Pieces) -> tuple[bytes, Deferred[None] | None]:
    """Join pieces, of which there may be one for each frame, until size, time or what is to be waited for ends that.

    Return them, and what is to be waited for before the next.
    """
    stop_at = time.monotonic() + _LONGEST_READ
    slice_: list[bytes] = []
    size = 0
    for piece in pieces:
        if isinstance(piece, Deferred):
            return b"".join(slice_), piece
        slice_.append(piece)
        size += len(piece)
        if size >= _SLICE or (size and time.monotonic() >= stop_at):
            break
    return b"".join(slice_), None


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
