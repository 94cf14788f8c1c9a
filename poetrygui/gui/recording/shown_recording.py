"""One poem's recording as it is shown: where text and wire are the same, and where its chunks and frames are."""

from __future__ import annotations

from functools import cached_property

from poetrygui import recordings
from poetrygui.core import poems


class ShownRecording:
    """Holds it from when a poem is shown until another one is."""

    def __init__(self, poem: poems.StoredPoem, recording: poems.Recording, edges_of: recordings.EdgesOf) -> None:
        """Hold the ``recording`` of ``poem``; ``edges_of`` tells where its frames end, once that is asked for."""
        self.both = recordings.RowsAndWire(poem, recording)
        self._edges_of = edges_of
        self._seen: tuple[int, int, int] | None = None  # rows, from and up to, and at their end the bytes that came

    @cached_property
    def model(self) -> recordings.RulerModel:
        """Its chunks and frames: what the ruler draws, and the bytes are told apart by."""
        poem, found = self.both.poem, self.both.recording
        payloads = recordings.FramePayloads(poem, found, self.both.places)
        return recordings.RulerModel(found, self._edges_of(found), payloads)

    def look_again(self) -> None:
        """Have what is seen told again, though it may be the same."""
        self._seen = None

    def newly_seen(self, start: int, stop: int, *, is_end: bool) -> recordings.Stretch | None:
        """Return the bytes of the rows that are seen, where those are others than before; with the rest at the end.

        The rows are those from ``start`` to ``stop``, and ``is_end`` is whether there are no more. Raises OSError.
        """
        size = self.both.recording.wire_size if is_end else 0
        seen = start, stop, size
        wire = None if seen == self._seen else self.both.wire_of(start, stop)
        if wire is None:
            return None
        self._seen = seen
        return _with_rest(wire, size) if is_end else wire

    def frame_around(self, wire: recordings.Stretch) -> recordings.Stretch:
        """Return the frame that a stretch begins in, or the stretch where that is not known exactly. Raises OSError."""
        bar = self.model.frame_at(wire[0])
        return wire if bar is None or not bar.exact else (bar.start, bar.stop)

    def chunk_near(self, time: int) -> recordings.Stretch | None:
        """Return the last chunk that had come so many µs after the beginning, else the first. Raises OSError."""
        found = self.both.recording
        chunk = found.chunk_at_time(time) or found.chunk_at(0)
        return None if chunk is None else (chunk.start, chunk.stop)

    def close(self) -> None:
        """Look for nothing more."""
        if "model" in vars(self):
            self.model.edges.close()


def _with_rest(wire: recordings.Stretch, size: int) -> recordings.Stretch:
    """Return a stretch that ends where the rows do, with what no row was made of, unless that is more."""
    start, stop = wire
    return start, size if size - stop <= stop - start else stop
