"""A poem that is passed on as it arrives, and not kept: to a pipe, or straight into the file where it belongs."""

from __future__ import annotations

import errno
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial

from attrs import frozen
from twisted.python.failure import Failure

from poetrygui.core.disk import Disk, InlineDisk
from poetrygui.core.keeper import is_full
from poetrygui.core.rows import PACKED_BORDER_SIZE, RowComposer, counts_in, unpack_borders

# In one call: twice as much has the system look for pieces of memory so large that it takes up to five times as long.
_LARGEST_WRITE = 1024 * 1024


@frozen
class _Batch:
    """What is written at a time, with the counts that hold once all of it is."""

    exact: list[bytes] | None
    rows: list[bytes]
    borders: bytes
    """Packed; those of these rows, led by the last one before them."""
    rows_before: int
    exact_size: int
    frame_count: int

    @property
    def size(self) -> int:
        """Bytes of rows."""
        return sum(map(len, self.rows))


class PassedPoem:
    """Passes on the rows of a poem, or with ``exact`` the frames' bytes with nothing between them.

    ``write`` gets a buffer and returns how many bytes of it were taken, one at least; it may block, which is how a slow
    reader slows the server down, and may raise OSError. It is called by ``disk``, so in a thread where that has one.
    """

    # Declared here, because mypy takes one that is declared in __init__ for a method until it has seen that.
    on_error: Callable[[OSError], None]

    def __init__(
        self, write: Callable[[memoryview], int], *, exact: bool, where: str, disk: Disk | None = None
    ) -> None:
        """Pass everything to ``write``; ``where`` names the place in a sentence. Without ``disk``, write at once."""
        self.error: OSError | None = None
        self.on_error = _ignore
        self.where = where
        self.exact_size = 0
        self.frame_count = 0
        self._write = write
        self._disk: Disk = disk or InlineDisk()
        self._exact: list[bytes] | None = [] if exact else None
        self._composer = RowComposer()
        self._rows: list[bytes] = []  # taken, and in no batch yet
        self._borders = b""
        self._rows_before = 0
        self._waiting_size = 0  # bytes taken and not written
        self._taken_size = 0
        self._writing = False
        self._abandoned = False
        self._waiting: list[Callable[[], None]] = []
        self._subscribers: list[Callable[[], None]] = []

    @property
    def disk_is_full(self) -> bool:
        """Whether writing stopped for want of room."""
        return is_full(self.error)

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one."""
        self._composer.frame(data)
        if self._exact is not None:
            self._exact.append(data)

    def part(self, data: bytes) -> None:
        """Take a piece of a frame."""
        self._composer.part(data)
        if self._exact is not None:
            self._exact.append(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many frames."""
        self._composer.frames(frames)
        if self._exact is not None:
            self._exact.extend(frames)

    def fail(self, reason: str) -> None:
        """Nothing to do: the outcome tells."""

    def remark(self, text: str) -> None:
        """Nothing to do: the outcome tells."""

    def flush(self) -> None:
        """Have written what was taken."""
        rows, borders = self._composer.take()
        if self.error is not None or self._abandoned:
            return
        self._rows += rows
        self._borders += borders
        grown = self._composer.size - self._taken_size
        self._taken_size += grown
        self._count_waiting(grown)
        if not self._writing:
            self._write_next()

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back when everything flushed is written, or writing has failed."""
        if self._writing:
            self._waiting.append(callback)
        else:
            callback()

    def retry(self) -> None:
        """Nothing is kept that could be written again."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called when more was passed on; the call returned ends that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def close_writing(self) -> None:
        """Nothing to give back: who opened it closes it."""

    def abandon(self) -> None:
        """Wait no longer for a write that does not return: nothing more is passed on, and the counts stay."""
        self._abandoned = True
        if self._writing:
            self._end_writing()

    # Writing

    def _write_next(self) -> None:
        counts = self._composer.exact_size, self._composer.frame_count
        # A frame that ends in a newline of its own may end without a byte more.
        if not self._rows and counts[1] == self.frame_count:
            return
        exact = None
        if self._exact is not None:
            exact, self._exact = self._exact, []
        batch = _Batch(exact, self._rows, self._borders, self._rows_before, *counts)
        self._rows = []
        self._borders = self._borders[-PACKED_BORDER_SIZE:]
        self._rows_before = self._taken_size
        self._writing = True
        self._disk.run(partial(self._pass_on, batch), partial(self._after_writing, batch))

    def _pass_on(self, batch: _Batch) -> tuple[int, OSError | None]:
        """Write in the disk's thread; return how many bytes were taken, and why no more."""
        data = memoryview(b"".join(batch.rows if batch.exact is None else batch.exact))
        done = 0
        try:
            while done < len(data):
                done += self._write(data[done : done + _LARGEST_WRITE])
        except OSError as error:
            return done, error
        return done, None

    def _after_writing(self, batch: _Batch, result: tuple[int, OSError | None] | Failure) -> None:
        if self._abandoned:
            return
        if isinstance(result, Failure):
            # Not the place's answer but a defect; the fetch must come to its one end all the same.
            result = 0, OSError(errno.EIO, f"{type(result.value).__name__}: {result.value}")
        done, error = result
        if error is None:
            self.exact_size, self.frame_count = batch.exact_size, batch.frame_count
            self._count_waiting(-batch.size)
        else:
            exact_size, frame_count = _counts_of(batch, done)
            self.exact_size += exact_size
            self.frame_count += frame_count
            self.error = error
        if error is None or done:
            for callback in tuple(self._subscribers):
                callback()
        if error is not None:
            self._end_writing()
            self.on_error(error)
            return
        self._writing = False
        self._write_next()
        if not self._writing:
            self._call_waiting()

    def _end_writing(self) -> None:
        self._writing = False
        self._rows.clear()
        # Nobody waits for what will not be written.
        self._count_waiting(-self._waiting_size)
        self._call_waiting()

    def _count_waiting(self, size: int) -> None:
        self._waiting_size += size
        self._disk.backlog_grew(size)

    def _call_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            callback()


def _counts_of(batch: _Batch, done: int) -> tuple[int, int]:
    """Return how many bytes of frames and how many frames are among the first ``done`` bytes of what was written."""
    rows = b"".join(batch.rows)
    borders = [*unpack_borders([batch.borders])]
    if batch.exact is None:
        return counts_in(rows[:done], batch.rows_before, borders)

    def counts_up_to(stop: int) -> tuple[int, int]:
        return counts_in(rows[:stop], batch.rows_before, borders)

    # The bytes of frames grow with the rows that hold them: the most rows of which no more was written than that.
    return counts_up_to(bisect_right(range(len(rows)), done, key=lambda stop: counts_up_to(stop + 1)[0]))


def _ignore(_: object) -> None:
    pass
