"""Which frame a row is of, and whether it is the first of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import NamedTuple

from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk

_HELD = 8
"""Chunks whose frames are remembered: rows are asked for in turn, and one chunk may have thousands."""


class FrameRow(NamedTuple):
    """The number of a frame, from 0, and whether a row is the first of it."""

    number: int
    is_first: bool


class FrameRows:
    """Answers for a poem that has a recording, while it grows, too."""

    def __init__(self, poem: StoredPoem, recording: Recording) -> None:
        """Answer for ``poem``, of which that is the recording."""
        self._places = FramePlaces(poem, recording)
        self._recording = recording
        self._ends: OrderedDict[Chunk, list[int]] = OrderedDict()

    def at(self, offset: int) -> FrameRow | None:
        """Return of which frame the row is that begins at ``offset``; None where that is not known. Raises OSError."""
        chunk = self._recording.chunk_of_row(offset)
        if chunk is None:
            return None
        ends = self._ends_in(chunk)
        before = bisect_right(ends, offset)
        number = chunk.frames_before + before
        if before:
            return FrameRow(number, ends[before - 1] == offset)
        rows = self._places.rows_of_frame(number - 1) if number else (0, 0)
        return FrameRow(number, rows is not None and rows[1] == offset)

    def _ends_in(self, chunk: Chunk) -> list[int]:
        if chunk not in self._ends:
            self._ends[chunk] = [end for end, _ in self._places.ends_in(chunk) or ()]
            if len(self._ends) > _HELD:
                self._ends.popitem(last=False)
        return self._ends[chunk]
