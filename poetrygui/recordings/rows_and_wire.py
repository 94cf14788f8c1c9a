"""From a stretch of a poem's rows to the bytes of the wire that it came in, and back."""

from __future__ import annotations

from bisect import bisect_right

from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk

Stretch = tuple[int, int]
"""The first byte and the one after the last; the same twice for a place between two."""


class RowsAndWire:
    """Answers for one poem, while it grows, too. Where it is not known to the byte, the answer is a larger stretch.

    Each method raises OSError.
    """

    def __init__(self, poem: StoredPoem, recording: Recording) -> None:
        """Answer for ``poem``, of which that is the recording."""
        self.recording = recording
        self.places = FramePlaces(poem, recording)
        self.poem = poem

    def wire_of(self, start: int, stop: int) -> Stretch | None:
        """Return the bytes of the wire that rows came in; None for what did not come."""
        if stop > start:
            # A newline that was added at the end did not come, and the rest did.
            found = self.places.wire_of_rows(start, stop) or self.places.wire_of_rows(start, max(stop - 1, start))
            return None if found is None else (found.start, found.stop)
        found = self.places.wire_of_rows(start, start)
        return None if found is None else (found.start, found.start if found.is_exact else found.stop)

    def is_stretch(self, start: int, stop: int) -> bool:
        """Tell whether rows are a stretch of the wire, but for a newline that may have been added at their end."""
        return any(self.poem.wire_stretch(start, each) is not None for each in (stop, max(stop - 1, start)))

    def rows_of(self, start: int, stop: int, frame: int | None = None) -> Stretch | None:
        """Return the rows that came of the wire's bytes from ``start`` to ``stop``; None for what nothing came of yet.

        Those may be the ``frame`` of that number, from 0.
        """
        rows = None if frame is None else self.places.rows_of_frame(frame)
        if rows is not None:
            return rows
        first = last = self._row_of(start)
        if stop > start:
            # What is behind the last byte may be of another chunk, and there is no need to know where that is.
            last = self._row_of(stop - 1)
            if last is not None and last[0] == last[1]:
                last = self._row_of(stop)
        if first is None or last is None:
            return None
        return first[0], last[1] if stop > start else first[0]

    def _row_of(self, offset: int) -> Stretch | None:
        """Return the place in the rows of a byte of the wire; where that is not known, the rows of its chunk."""
        chunk = self.recording.chunk_at(min(offset, max(self.recording.wire_size - 1, 0)))
        if chunk is None:
            return None
        came = self.poem.wire_stretch(chunk.rows_before, chunk.rows_after)
        if came is None:
            return chunk.rows_before, chunk.rows_after
        # A line that the chunk began was made a row by a later one.
        later = self.recording.chunk_of_row(chunk.rows_after) if came[1] <= offset else None
        chunk = chunk if later is None else later
        place = self._exact_row(chunk, offset)
        return place, place

    def _exact_row(self, chunk: Chunk, offset: int) -> int:
        def wire_before(row: int) -> int:
            found = self.poem.wire_stretch(chunk.rows_before, row)
            return 0 if found is None else found[1]

        # What comes behind the last row came of no row yet: that is its end.
        rows = range(chunk.rows_before, chunk.rows_after + 1)
        return rows[max(bisect_right(rows, offset, key=wire_before) - 1, 0)]
