"""A growing file whose bytes are in another folder already: its segments are linked, and nothing is written twice."""

from __future__ import annotations

import os
from pathlib import Path

from poetrygui.core.files.segments import SEGMENT_SIZE, SegmentedFile
from poetrygui.paths import make_private_file


class SharedSegments(SegmentedFile):
    """Has the segments of a file of the same name in another folder, as far as the same bytes are appended here.

    Where the file system has no second name for a file, they are written after all.
    """

    def __init__(self, directory: Path, name: str, source: Path, segment_size: int = SEGMENT_SIZE) -> None:
        """Have files in ``directory`` that begin with ``name``, those of the folder ``source``.

        ``segment_size`` is that of both, in bytes.
        """
        super().__init__(directory, name, segment_size)
        self._source = source
        self._linked: dict[int, bool] = {}  # segments that were begun, and whether they are the other folder's

    def append(self, data: bytes) -> None:
        """Take ``data``, which stands at the same place in the other folder's file. Raises OSError."""
        rest = memoryview(data)
        while rest:
            segment, offset = divmod(self.size, self._segment_size)
            piece = rest[: self._segment_size - offset]
            if segment not in self._linked:
                self._linked[segment] = self._link(segment)
            if offset and not self._linked[segment] and not self._path(segment).exists():
                self._begin_within(segment, offset)
            if self._linked[segment]:
                self.size += len(piece)
            else:
                super().append(bytes(piece))
            rest = rest[len(piece) :]

    def _begin_within(self, segment: int, offset: int) -> None:
        """Make a segment of which only what follows ``offset`` is ever read."""
        descriptor = make_private_file(self._path(segment), os.O_WRONLY)
        try:
            os.truncate(descriptor, offset)
        finally:
            os.close(descriptor)
        self._own_segments = segment + 1

    def _link(self, segment: int) -> bool:
        path = self._path(segment)
        source = self._source / path.name
        if source.is_symlink():
            return False  # nobody knows what that leads to tomorrow
        try:
            os.link(source, path)
        except OSError:
            return False
        return True
