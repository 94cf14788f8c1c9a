"""Where all frames of a recording lie on the wire, as a job has found it: kept in a file that is gone with this."""

from __future__ import annotations

import tempfile
from array import array
from typing import Any

from poetrygui.hosts.messages import Message
from poetrygui.recordings.laid_out import Stretch

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
