"""A poem that another process writes, read while it grows."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem


class FollowedPoem(StoredPoem):
    """Lets be read what was there at the last :meth:`look`; it has a recording from its beginning on."""

    def __init__(self, directory: Path, info: PoemInfo) -> None:
        """Read from ``directory``, which need not be there before the first byte is; ``info`` is noted of the poem."""
        super().__init__(directory)
        self.recording: Recording = Recording(directory, info, self._files.wire, self._files.log)

    def look(self) -> None:
        """Take notice of what the other process has written. Raises OSError."""
        before = self.size
        self._files.look()
        self.recording.part = self._files.part
        self.recording.grow_to(self._files.wire.size, self._files.log.size)
        if self.recording.record_count:
            self._open_by_log(self.recording)
        if self.size > before:
            for callback in tuple(self._subscribers):
                callback()
