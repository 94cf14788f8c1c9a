"""Keeping a poem without a recording: its rows and borders, written up to the last byte for which there is room."""

from __future__ import annotations

from functools import partial

from attrs import evolve, field, frozen

from poetrygui.core.poems.border_blocks import BorderPacker
from poetrygui.core.poems.poem_files import PoemFiles, append_all
from poetrygui.core.poems.poem_progress import Flushed, PoemProgress
from poetrygui.core.poems.rows import PACKED_BORDER_SIZE, counts_in, unpack_borders
from poetrygui.core.poems.stored_poem import NOTHING_WRITTEN, Written


@frozen
class RowBatch:
    """Rows and borders on their way to the disk, with the counts that hold once all of them are there."""

    rows: list[bytes] = field(repr=False)
    """In blocks, as they were flushed."""
    borders: bytes = field(repr=False)
    """As they are written."""
    all_borders: bytes = field(repr=False)
    """Those of the whole batch, led by the last one before it."""
    before: Written
    newlines: int
    exact_size: int
    frame_count: int


class RowBatches:
    """Puts rows and borders into batches, and writes them into ``files``."""

    def __init__(self, files: PoemFiles) -> None:
        """Begin a poem."""
        self._files = files
        self._blocks: list[bytes] = []  # that are in no batch yet
        self._packer = BorderPacker()
        self._borders = b""  # as they are written, of the same
        self._new_borders = b""  # these, each in eight bytes
        self._counts = 0, 0, 0  # newlines, bytes of frames and whole frames, up to there
        self._last_border = b""  # packed
        self._batch: RowBatch | None = None  # being written, or the rest of what could not be
        self._rest: RowBatch | None = None
        self._written = NOTHING_WRITTEN

    def flush(self, flushed: Flushed) -> int:
        """Have this in the next batch; return its size in bytes of rows."""
        rows = flushed.rows or (flushed.led.rows if flushed.led else b"")
        if rows:
            self._blocks.append(rows)
        if flushed.borders:
            self._borders += self._packer.pack(flushed.borders)
            self._new_borders += flushed.borders
        self._counts = flushed.newlines, flushed.exact_size, flushed.frame_count
        return len(rows)

    def next_batch(self) -> RowBatch | None:
        """Return what is left of a batch that could not be written, or what was flushed since."""
        if self._batch is None:
            newlines, exact_size, frame_count = self._counts
            if self._blocks or self._borders or frame_count != self._written.frame_count:
                blocks, self._blocks = self._blocks, []
                borders, self._borders = self._borders, b""
                all_borders, self._new_borders = self._last_border + self._new_borders, b""
                self._last_border = all_borders[-PACKED_BORDER_SIZE:]
                self._batch = RowBatch(blocks, borders, all_borders, self._written, newlines, exact_size, frame_count)
        return self._batch

    def take(self, progress: PoemProgress) -> None:
        """Take notice that so much was written."""
        self._written = progress.written
        self._batch, self._rest = self._rest, None

    def write(self, batch: RowBatch) -> PoemProgress:
        """Write in the disk's thread; report how far it came."""
        before = self._files.sizes
        error = self._files.write(partial(self._append, batch))
        after = self._files.sizes
        size = after.rows - before.rows
        if error is None:
            open_line = not batch.rows[-1].endswith(b"\n") if batch.rows else batch.before.open_line
            written = Written(after.rows, batch.newlines, open_line, batch.exact_size, batch.frame_count)
            return PoemProgress(size, written, None)
        whole = b"".join(batch.rows)
        rows, rest = whole[:size], whole[size:]
        exact_size, frame_count = counts_in(rows, before.rows, unpack_borders([batch.all_borders]))
        written = Written(
            after.rows,
            batch.newlines - rest.count(b"\n"),
            not rows.endswith(b"\n") if rows else batch.before.open_line,
            batch.before.exact_size + exact_size,
            batch.before.frame_count + frame_count,
        )
        self._rest = evolve(
            batch, rows=[rest] if rest else [], borders=batch.borders[after.borders - before.borders :], before=written
        )
        return PoemProgress(size, written, error)

    def _append(self, batch: RowBatch) -> None:
        # Borders first: after a crash some too many do no harm, some too few would.
        self._files.borders.append(batch.borders)
        append_all(self._files.rows, batch.rows)
