"""Where all frames of a recording lie on the wire, as a job has found it: kept in a file that is gone with this."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from attrs import field, frozen
from twisted.internet.defer import Deferred, succeed

from poetrygui.core.poems.recording import Recording
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.laid_out import Stretch
from poetrygui.recordings.workers import StartJob

_SIZE = array("Q").itemsize


class WirePlaces:
    """Hears what the job says, and then answers."""

    def __init__(self) -> None:
        """Know none yet."""
        self.note = ""
        """In a sentence, where not all are known."""
        self._file: Any = tempfile.TemporaryFile()  # noqa: SIM115 - as long as this
        self._begin = 0, 0
        self._count = 0

    def hear(self, message: Message) -> None:
        """Take it."""
        if isinstance(message, array):
            self._file.write(message.tobytes())
            self._count += len(message)
        elif isinstance(message, dict) and "begin" in message:
            byte, number = message["begin"]
            self._begin = int(byte), int(number)
            self._file.write(array("Q", [byte]).tobytes())
        elif isinstance(message, dict):
            self.note = str(message.get("note", self.note))

    def of(self, number: int) -> Stretch | None:
        """Return the place of the frame of that number, from 0: from where the one before it ended."""
        index = number - self._begin[1]
        if not 0 <= index < self._count:
            return None
        self._file.seek(index * _SIZE)
        start, stop = array("Q", self._file.read(2 * _SIZE))
        return start, stop

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


class SoughtPlaces:
    """Has a job find them."""

    def __init__(self, folder: Path, protocol: PinnedProtocol, start: StartJob) -> None:
        """Begin at once, by a job that ``start`` starts; ``protocol`` has framed the recording in ``folder``."""
        self.places = WirePlaces()
        self.found: Deferred[None] = Deferred()
        """Fires when all are known that can be."""
        arguments = {"recording": str(folder), "protocol": protocol.as_json()}
        self._is_closed = False
        self._job = start("all_ends", arguments, self._hear, self._ended)

    def close(self) -> None:
        """Look for nothing more, and forget them."""
        self._is_closed = True
        self._job.stop()
        self.places.close()

    def _hear(self, message: Message) -> None:
        if not self._is_closed:
            self.places.hear(message)

    def _ended(self, _: HostEnd) -> None:
        if not self._is_closed:
            self.found.callback(None)


@frozen
class FoundPlaces:
    """Places that are known already; whoever found them closes them."""

    places: WirePlaces
    found: Deferred[None] = field(factory=lambda: succeed(None))

    def close(self) -> None:
        """Do nothing."""


PlacesOf: TypeAlias = "Callable[[Recording], SoughtPlaces | FoundPlaces | None]"
"""Has the places of a recording's frames found, where its protocol may run."""
