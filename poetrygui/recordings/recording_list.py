"""The list of all that is kept in a profile, read in a thread: the newest first, a piece at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.poem_folders import folders_by_name
from poetrygui.recordings.listed_recordings import ListedRecording, listed_recording

FIRST_PIECE, _LARGEST_PIECE = 0.05, 0.2  # seconds of reading: each is twice the one before
_REST = 0.0002  # seconds after each, in which whoever draws a window does not wait for Python


@frozen
class Changes:
    """What a piece of reading has found: what is new or stands differently, and the names of what is not there now.

    So many are ``left`` to be read.
    """

    listed: tuple[ListedRecording, ...] = ()
    gone: frozenset[str] = frozenset()
    left: int = 0


class RecordingList:
    """Keeps up with what is in ``places``, each time that somebody asks it to look."""

    def __init__(self, reactor: Any, *places: Path) -> None:
        """Begin with nothing; it is told in ``reactor``'s thread."""
        self.changed: Listeners[Changes] = Listeners()
        """Told each piece; the last one has nothing left."""
        self.listed: dict[str, ListedRecording] = {}
        """By their names."""
        self._reactor = reactor
        self._places = places
        self._again: set[str] = set()
        self._is_reading = False
        self._is_wanted = False
        self._is_closed = threading.Event()

    def read_again(self, names: Collection[str]) -> None:
        """Have those of these names read by the next look, whether they have ended or not."""
        self._again.update(names)

    def look(self) -> None:
        """Read what is new and what has not ended; ``changed`` tells."""
        if self._is_reading or self._is_closed.is_set():
            self._is_wanted = True
            return
        self._is_reading, self._is_wanted = True, False
        still = {name: each.folder for name, each in self.listed.items() if each.has_ended and name not in self._again}
        self._again.clear()
        # A thread of its own: the disk's has to write what comes.
        threading.Thread(target=self._read, args=(still, {*self.listed}), name="recordings", daemon=True).start()

    def close(self) -> None:
        """Read and tell nothing more."""
        self._is_closed.set()

    def _read(self, still: Mapping[str, Path], known: Collection[str]) -> None:
        there = folders_by_name(*self._places)
        new = [folder for name, folder in reversed(there.items()) if still.get(name) != folder]
        gone = frozenset(known) - there.keys()
        piece: list[ListedRecording] = []
        length = FIRST_PIECE
        tell_at = time.monotonic() + length
        for number, folder in enumerate(new, 1):
            if self._is_closed.is_set():
                return
            piece.append(listed_recording(folder))
            time.sleep(_REST)
            if time.monotonic() >= tell_at and number < len(new):
                self._tell(Changes(tuple(piece), gone, len(new) - number))
                piece, gone = [], frozenset()
                length = min(2 * length, _LARGEST_PIECE)
                tell_at = time.monotonic() + length
        self._tell(Changes(tuple(piece), gone))

    def _tell(self, changes: Changes) -> None:
        self._reactor.callFromThread(self._take, changes)

    def _take(self, changes: Changes) -> None:
        if self._is_closed.is_set():
            return
        for name in changes.gone:
            self.listed.pop(name, None)
        self.listed.update({each.name: each for each in changes.listed})
        if not changes.left:
            self._is_reading = False
        self.changed.tell(changes)
        if self._is_wanted and not self._is_reading:
            self.look()
