"""Watching the folder of the user's protocols, so that every choice of protocols follows what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path

from PyQt6.QtCore import QFileSystemWatcher, QObject, QTimer, pyqtSignal

from poetrygui import plugins

# Milliseconds from the first sign of a change to looking: an editor writes, renames and deletes several times a save.
_SETTLING = 100


class ProtocolWatch(QObject):
    """Has the registry look again when a file of the folder is written, renamed, added or removed.

    The system tells of changes; nothing is asked while nothing happens. A folder that is not there yet is watched for
    in the one above it.
    """

    found = pyqtSignal(list)
    """ProtocolEntry items that are new, or changed, since the last look, and wait for a decision."""

    def __init__(self, registry: plugins.ProtocolRegistry, folder: Path, known: Set[str], parent: QObject) -> None:
        """Watch ``folder`` and every protocol file in it.

        :meth:`look` tells of those that wait for a decision, except for what is ``known`` by its mark.
        """
        super().__init__(parent)
        self._registry = registry
        self._folder = folder
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._changed)
        self._watcher.fileChanged.connect(self._changed)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLING)
        self._settling.timeout.connect(self.look)
        self._waiting = {_bytes_of(entry) for entry in registry.undecided() if mark_of(entry) in known}
        self._watch()

    def look(self) -> None:
        """Look now."""
        self._settling.stop()
        # First: what happens while the registry looks is then told, too.
        self._watch()
        self._registry.scan()
        undecided = self._registry.undecided()
        unheard_of = [entry for entry in undecided if _bytes_of(entry) not in self._waiting]
        self._waiting = {_bytes_of(entry) for entry in undecided}
        if unheard_of:
            self.found.emit(unheard_of)

    def close(self) -> None:
        """Cease to watch."""
        self._settling.stop()
        self._watcher.directoryChanged.disconnect()
        self._watcher.fileChanged.disconnect()

    def _changed(self, _path: str) -> None:
        # Not put off by further changes: a file that is written all the time is looked at all the same.
        if not self._settling.isActive():
            self._settling.start()

    def _watch(self) -> None:
        wanted = {str(path) for path in self._paths()}
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if gone := watched - wanted:
            self._watcher.removePaths(sorted(gone))
        # A file that was replaced is another file: the system has dropped it by then.
        if missing := wanted - watched:
            self._watcher.addPaths(sorted(missing))

    def _paths(self) -> Iterator[Path]:
        # The one above tells when the folder comes, goes or is replaced, and when decisions are taken elsewhere.
        above = self._folder.parent
        while not above.is_dir() and above != above.parent:
            above = above.parent
        yield above
        if self._folder.is_dir():
            yield self._folder
            # Watching a pipe, a socket or a link would open it.
            yield from (path for path in self._folder.glob("*.py") if path.is_file() and not path.is_symlink())


def mark_of(entry: plugins.ProtocolEntry) -> str:
    """Return what tells a file with the bytes that it has now from any other."""
    return f"{entry.path.name} {entry.sha256}"


def _bytes_of(entry: plugins.ProtocolEntry) -> tuple[Path, str]:
    return entry.path, entry.sha256
