"""Where frames end on the wire, as far as the recording itself tells: where rows are a stretch of the wire."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol as StructuralType

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Run, Source
from poetrygui.core.poems.wire_log_reader import Chunk

_MOST_KEPT = 512  # chunks
_LARGEST = 1024 * 1024  # bytes of a chunk's rows that are looked through for where lines end

ENOUGH = 256
"""Bytes of rows that stand on the wire by no chance, where they are not its first."""


class FrameEdges(StructuralType):
    """Tells chunk by chunk what is known. Offsets are bytes of the wire."""

    def ends_in(self, chunk: Chunk, run: Run) -> Sequence[int] | None:
        """Return after which byte each frame is complete that a chunk completed; None where that is not known.

        The rows of the chunk are those of ``run``. What takes longer to find is told to who subscribed. Raises
        OSError.
        """

    def known_ends_in(self, chunk: Chunk, run: Run) -> Sequence[int] | None:
        """Return the same, as far as it is known by now: nothing is looked for."""

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Have ``callback`` called whenever more is known."""

    def close(self) -> None:
        """Look for nothing more."""


class RunEdges:
    """Knows them where rows are a stretch of the wire, and each newline in them ends a frame."""

    def __init__(self, recording: Recording) -> None:
        """Look into the wire of ``recording``."""
        self._recording = recording
        self._kept: OrderedDict[int, array[int]] = OrderedDict()
        self._proved: set[Run] = set()

    def ends_in(self, chunk: Chunk, run: Run) -> Sequence[int] | None:
        """Return where the frames of a chunk end. Raises OSError."""
        frames = chunk.frames_after - chunk.frames_before
        if not frames:
            return ()
        if chunk.start == chunk.stop:
            # A timer or the end completed it; of several nobody can tell.
            return (chunk.stop,) if frames == 1 else None
        if not _is_lines(chunk) or not self._ends_lines(chunk, run):
            return None
        start, stop = wire_before(chunk, run), wire_after(chunk, run)
        if start is None or stop is None or stop - start > _LARGEST:
            return None
        ends = self._kept.get(chunk.number)
        if ends is None:
            ends = self._find(start, stop)
            self._kept[chunk.number] = ends
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        # The newline that was put after the last line may not have come on the wire.
        return ends if len(ends) == frames else None

    known_ends_in = ends_in

    def _ends_lines(self, chunk: Chunk, run: Run) -> bool:
        """Tell whether it is sure that the newlines of a run are what its frames end with on the wire.

        A newline that was put after one frame alone may have come on the wire by chance, as the first byte of the next
        frame. Two frames one after the other show that it did not. And a few bytes that stand somewhere on the wire, as
        empty lines do, may not be those of which the rows were made; those with which all began are.
        """
        if run not in self._proved:
            if not self._is_long(chunk, run) or (chunk.added < 2 and not self._is_beside_lines(chunk, run)):
                return False
            if len(self._proved) >= _MOST_KEPT:
                self._proved.clear()
            self._proved.add(run)
        return True

    def _is_long(self, chunk: Chunk, run: Run) -> bool:
        if not run.rows and not run.at:
            return True
        stop = self._recording.sums.rows if run == self._recording.sums.run else chunk.rows_after
        return stop - run.rows >= ENOUGH

    def _is_beside_lines(self, chunk: Chunk, run: Run) -> bool:
        before = self._recording.chunk_of_frame(chunk.frames_before - 1) if chunk.frames_before else None
        if before is not None and before.rows_before >= run.rows and _is_lines(before):
            return True
        behind = self._recording.chunk_of_frame(chunk.frames_after) if run == self._recording.sums.run else None
        return behind is not None and _is_lines(behind)

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Tell nothing later: all that is known is known at once."""

    def close(self) -> None:
        """Do nothing: nothing is looked for."""

    def _find(self, start: int, stop: int) -> array[int]:
        data = self._recording.wire(start, stop)
        ends: array[int] = array("Q")
        at = data.find(b"\n")
        while at >= 0:
            ends.append(start + at + 1)
            at = data.find(b"\n", at + 1)
        return ends


EdgesOf = Callable[[Recording], FrameEdges]
"""Gives what tells where the frames of a recording end."""


def wire_before(chunk: Chunk, run: Run) -> int | None:
    """Return the byte of the wire at which a chunk's rows begin; None where they are no stretch of it."""
    return _wire_of(run, chunk.rows_before, chunk.newlines_before)


def wire_after(chunk: Chunk, run: Run) -> int | None:
    """Return the byte of the wire up to which rows had been made when the chunk was through; None as above."""
    return _wire_of(run, chunk.rows_after, chunk.newlines_after)


def is_torn(chunk: Chunk, run: Run, ends: Sequence[int] | None) -> bool:
    """Tell whether a chunk surely ended inside a frame; ``ends`` are those of its frames, where known.

    ``run`` is the one that its rows belong to.
    """
    if chunk.start == chunk.stop:
        return False
    made = wire_after(chunk, run)
    if made is not None:
        return made < chunk.stop
    if ends:
        return ends[-1] < chunk.stop
    # Bytes came, and the protocol made nothing of them yet.
    return chunk.frames_after == chunk.frames_before and chunk.rows_after == chunk.rows_before


def delimiter_size(chunk: Chunk, run: Run) -> int:
    """Return how many bytes of the wire only end each frame that a chunk completed."""
    if run.source is Source.OWN or chunk.start == chunk.stop:
        return 0
    return 2 if run.source is Source.WIRE_WITHOUT_CR else 1


def _is_lines(chunk: Chunk) -> bool:
    """Tell whether each newline in a chunk's rows was put after a frame: one of a frame's own ends none."""
    return chunk.newlines_after - chunk.newlines_before == chunk.added == chunk.frames_after - chunk.frames_before


def _wire_of(run: Run, rows: int, newlines: int) -> int | None:
    if run.source is Source.OWN:
        return None
    missing = newlines - run.newlines if run.source is Source.WIRE_WITHOUT_CR else 0
    return run.at + rows - run.rows + missing
