"""Where a poem is kept while it arrives: on disk, indexed, readable while it grows. Nobody else holds the poem."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from attrs import evolve, frozen
from twisted.python.failure import Failure

from poetrygui.core.files.disk import Disk, InlineDisk
from poetrygui.core.poems.keeper import is_full
from poetrygui.core.poems.rows import PACKED_BORDER_SIZE, RowComposer, counts_in, unpack_borders
from poetrygui.core.poems.stored_poem import StoredPoem, Written
from poetrygui.paths import make_private_folder

# Larger blocks are quicker written one by one than put together first.
_LARGEST_MERGED = 64 * 1024


@frozen
class _Batch:
    """Rows and borders on their way to the disk, with the counts that hold once all of them are there."""

    rows: list[bytes]
    """In blocks, as they were flushed."""
    newlines: int
    borders: bytes
    all_borders: bytes
    """Those of the whole batch, led by the last one before it."""
    exact_size: int
    frame_count: int


@frozen
class _Result:
    """How far a write came: what is there now, what is left to write, and why."""

    written: Written
    rest: _Batch | None
    error: OSError | None


class PoemStore(StoredPoem):
    """A poem that is being received.

    Frames come in by :meth:`frame`, :meth:`part` and :meth:`frames`. They are counted and can be read when they are
    written, not before. Everything here is called in the reactor's thread; only the writing itself is the disk's.
    """

    # Declared here, because mypy takes one that is declared in __init__ for a method until it has seen that.
    on_error: Callable[[OSError], None]

    def __init__(self, directory: Path, disk: Disk | None = None) -> None:
        """Keep the poem in ``directory``, which is made with the first byte; without ``disk``, write at once."""
        super().__init__(directory)
        self.error: OSError | None = None
        """Why writing failed; everything before it is kept."""
        self.on_error = _ignore
        self._disk: Disk = disk or InlineDisk()
        self._composer = RowComposer()
        self._blocks: list[bytes] = []  # of rows that were flushed and are in no batch yet
        self._new_borders = b""  # packed, of the same
        self._flushed = 0, 0  # bytes of frames and whole frames, up to there
        self._batch: _Batch | None = None  # being written, or the rest of what could not be
        self._last_border = b""  # packed
        self._writing = False
        self._discarded = False
        self._directory_is_ours = True
        self._accepted = 0  # bytes of rows that were counted into the backlog so far
        self._backlog = 0
        self._waiting: list[Callable[[], None]] = []

    # What arrives

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one whose parts came before."""
        self._composer.frame(data)

    def part(self, data: bytes) -> None:
        """Take a piece of a frame that is still coming."""
        self._composer.part(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many whole frames."""
        self._composer.frames(frames)

    def fail(self, reason: str) -> None:
        """Take notice that nothing more will come; the rows stay as they are."""

    def remark(self, text: str) -> None:
        """Take notice of a remark; it belongs to the outcome, not to the rows."""

    @property
    def where(self) -> str:
        """The place, for a sentence."""
        return str(self.directory)

    @property
    def inside_frame(self) -> bool:
        """Whether a part was taken and the end of its frame was not."""
        return self._composer.inside_frame

    def flush(self) -> None:
        """Have what was taken written: once for each chunk received, not for each frame."""
        grown = self._composer.size - self._accepted
        self._accepted += grown
        rows, borders = self._composer.take()
        self._new_borders += borders
        self._flushed = self._composer.exact_size, self._composer.frame_count
        if grown:
            block = rows[0] if len(rows) == 1 else b"".join(rows)
            # Counted here, a chunk at a time: the disk's thread would hold the interpreter for the whole of a batch.
            self._counted.add(block)
            self._blocks.append(block)
        # After an error nothing waits to be written; a retry counts it.
        if self.error is None:
            self._count_backlog(grown)
            if not self._writing:
                self._write_next()

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back when everything flushed so far is on disk, or writing has failed."""
        if self._writing:
            self._waiting.append(callback)
        else:
            callback()

    def retry(self) -> None:
        """Try to write again after an error, from the byte at which it stopped."""
        if self.error is not None:
            self.error = None
            self._count_backlog(self._accepted - self.size)
            self._write_next()

    @property
    def disk_is_full(self) -> bool:
        """Whether writing stopped for want of room, so that a retry may succeed."""
        return is_full(self.error)

    def discard(self) -> None:
        """Remove the poem from disk, once what is being written is; what comes afterwards is dropped."""
        self._discarded = True
        self.close()
        self._disk.run(self._delete, _ignore)

    # Writing

    def _count_backlog(self, size: int) -> None:
        self._backlog += size
        self._disk.backlog_grew(size)

    def _write_next(self) -> None:
        if self._batch is None:
            borders, self._new_borders = self._new_borders, b""
            exact_size, frame_count = self._flushed
            if self._blocks or borders or frame_count != self.frame_count:
                all_borders = self._last_border + borders
                self._last_border = all_borders[-PACKED_BORDER_SIZE:]
                rows, self._blocks = self._blocks, []
                self._batch = _Batch(rows, self._counted.newlines, borders, all_borders, exact_size, frame_count)
        if self._discarded:
            self._batch = None
            self._count_backlog(-self._backlog)
        self._writing = self._batch is not None
        if self._batch is not None:
            self._disk.run(partial(self._write, self._batch), self._after_write)

    def _write(self, batch: _Batch) -> _Result:
        """Write in the disk's thread; report how far it came."""
        rows_before, borders_before = self._files.rows.size, self._files.borders.size
        error: OSError | None = None
        try:
            if not rows_before and not borders_before:
                make_private_folder(self.directory)
            # Borders first: after a crash some too many do no harm, some too few would.
            self._files.borders.append(batch.borders)
            for block in _merged(batch.rows):
                self._files.rows.append(block)
        except OSError as failed:
            error = failed
            # There was a poem, or something else, before: not ours to remove.
            self._directory_is_ours &= not isinstance(failed, FileExistsError)
        if error is None:
            open_line = not batch.rows[-1].endswith(b"\n") if batch.rows else self._written.open_line
            written = Written(self._files.rows.size, batch.newlines, open_line, batch.exact_size, batch.frame_count)
            return _Result(written, None, None)
        whole = b"".join(batch.rows)
        rows, rest = whole[: self._files.rows.size - rows_before], whole[self._files.rows.size - rows_before :]
        exact_size, frame_count = counts_in(rows, rows_before, unpack_borders([batch.all_borders]))
        written = Written(
            self._files.rows.size,
            batch.newlines - rest.count(b"\n"),
            not rows.endswith(b"\n") if rows else self._written.open_line,
            self._written.exact_size + exact_size,
            self._written.frame_count + frame_count,
        )
        borders = batch.borders[self._files.borders.size - borders_before :]
        return _Result(written, evolve(batch, rows=[rest] if rest else [], borders=borders), error)

    def _after_write(self, result: _Result | Failure) -> None:
        if isinstance(result, Failure):
            # Not the disk's answer but a defect; the fetch must come to its one end all the same.
            error = OSError(errno.EIO, f"{type(result.value).__name__}: {result.value}")
            result = _Result(self._written, self._batch, error)
        grown = result.written.size - self._written.size
        self._grow_to(result.written)
        self._batch = result.rest
        self._count_backlog(-grown)
        if result.error is not None:
            self._writing = False
            self.error = result.error
            # Nobody waits for what cannot be written; a retry counts it again.
            self._count_backlog(-self._backlog)
            self.on_error(result.error)
        else:
            self._write_next()
        if grown:
            for callback in tuple(self._subscribers):
                callback()
        # Last: whoever hears that all is written can show all of it.
        if not self._writing:
            self._call_waiting()

    def _call_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            callback()

    def close_writing(self) -> None:
        """Give the writing descriptors back, when nothing more will come."""
        self._disk.run(self._close_writing, _ignore)

    def _close_writing(self) -> None:
        self._files.close_writing()

    def _delete(self) -> None:
        self._files.delete()
        if self._directory_is_ours:
            shutil.rmtree(self.directory, ignore_errors=True)


def _merged(blocks: list[bytes]) -> Iterator[bytes]:
    """Put small blocks together: a call of the system for each would cost more than the bytes."""
    small: list[bytes] = []
    size = 0
    for block in blocks:
        if size and size + len(block) > _LARGEST_MERGED:
            yield b"".join(small)
            small, size = [], 0
        small.append(block)
        size += len(block)
    yield b"".join(small)


def _ignore(_: object) -> None:
    pass
