"""The files of one poem: rows and their borders, and what came on the wire with its log."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.recording import LOG, WIRE


class PoemFiles:
    """Four files in one folder, of which each is made with its first byte.

    One thread appends to them, another may read what is there meanwhile.
    """

    def __init__(self, directory: Path) -> None:
        """Name them; nothing need be there."""
        self.directory = directory
        self.rows = SegmentedFile(directory, "rows")
        self.borders = SegmentedFile(directory, "borders")
        self.wire = SegmentedFile(directory, WIRE)
        self.log = SegmentedFile(directory, LOG)
        self._all = self.rows, self.borders, self.wire, self.log

    def look(self) -> None:
        """Take notice of what is there. Raises OSError."""
        self.log.look()  # first: what it tells is in the others by then
        for file in self._all[:3]:
            file.look()

    def close_reading(self) -> None:
        """Give the reading descriptors back; a later read opens them anew."""
        for file in self._all:
            file.close_reading()

    def close_writing(self) -> None:
        """Give the writing descriptors back."""
        for file in self._all:
            file.close_writing()

    def delete(self) -> None:
        """Close and remove all of them."""
        for file in self._all:
            file.delete()
