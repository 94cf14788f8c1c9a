"""A poem that is passed on as it arrives, and not kept: to a pipe, or straight into the file where it belongs."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from functools import partial

from attrs import frozen
from twisted.python.failure import Failure

from poetrygui.core.files.disk import Disk, InlineDisk
from poetrygui.core.poems.keeper import is_full
from poetrygui.core.poems.rows import RowComposer

# In one call: twice as much has the system look for pieces of memory so large that it takes up to five times as long.
_LARGEST_WRITE = 1024 * 1024


Delivered = tuple[bool, list[bytes]]
"""Whether these are whole frames, or the last pieces of such, and they."""


@frozen
class _Batch:
    """What is written at a time, with the counts that hold once all of it is."""

    data: list[bytes]
    delivered: list[Delivered]
    after_newline: bool
    exact_size: int
    frame_count: int


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
        self._composer = None if exact else RowComposer()
        self._delivered: list[Delivered] = []  # and in no batch yet
        self._taken = 0, 0  # bytes of frames and whole frames, up to there
        self._flushed = 0, 0
        self._after_newline = False  # whether the last byte before the next batch is a newline of a frame that goes on
        self._backlog = 0
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
        self._take(True, [data])

    def part(self, data: bytes) -> None:
        """Take a piece of a frame."""
        self._take(False, [data])

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many frames."""
        self._take(True, [*frames])

    def _take(self, are_whole: bool, pieces: list[bytes]) -> None:
        if not pieces:
            return
        size, count = self._taken
        self._taken = size + sum(map(len, pieces)), count + len(pieces) * are_whole
        self._delivered.append((are_whole, pieces))

    def fail(self, reason: str) -> None:
        """Nothing to do: the outcome tells."""

    def remark(self, text: str) -> None:
        """Nothing to do: the outcome tells."""

    def flush(self) -> None:
        """Have written what was taken."""
        if self.error is not None or self._abandoned:
            self._delivered.clear()
            return
        # A frame may be a newline and nothing else.
        self._count_backlog(sum(self._taken) - sum(self._flushed))
        self._flushed = self._taken
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
        if not self._delivered:
            return
        delivered, self._delivered = self._delivered, []
        batch = _Batch(self._data_of(delivered), delivered, self._after_newline, *self._flushed)
        self._after_newline = _ends_in_newline(delivered, self._after_newline)
        self._writing = True
        self._disk.run(partial(self._pass_on, batch), partial(self._after_writing, batch))

    def _data_of(self, delivered: list[Delivered]) -> list[bytes]:
        if self._composer is None:
            return [data for _, pieces in delivered for data in pieces]
        for are_whole, pieces in delivered:
            if are_whole:
                self._composer.frames(pieces)
            else:
                self._composer.part(pieces[0])
        return self._composer.take()[0]

    def _pass_on(self, batch: _Batch) -> tuple[int, OSError | None]:
        """Write in the disk's thread; return how many bytes were taken, and why no more."""
        data = memoryview(b"".join(batch.data))
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
        before = self.exact_size, self.frame_count
        if error is None:
            self._count_backlog(self.exact_size + self.frame_count - batch.exact_size - batch.frame_count)
            self.exact_size, self.frame_count = batch.exact_size, batch.frame_count
        else:
            size, count = _counts_of(batch, done, in_rows=self._composer is not None)
            self.exact_size += size
            self.frame_count += count
            self.error = error
        if (self.exact_size, self.frame_count) != before:
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
        self._delivered.clear()
        # Nobody waits for what will not be written.
        self._count_backlog(-self._backlog)
        self._call_waiting()

    def _count_backlog(self, size: int) -> None:
        self._backlog += size
        self._disk.backlog_grew(size)

    def _call_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            callback()


def _ends_in_newline(delivered: list[Delivered], before: bool) -> bool:
    """Tell whether the frame that goes on after this has a newline for its last byte so far."""
    for are_whole, pieces in reversed(delivered):
        if are_whole:
            return False
        if pieces[0]:
            return pieces[0].endswith(b"\n")
    return before


def _counts_of(batch: _Batch, done: int, *, in_rows: bool) -> tuple[int, int]:
    """Return how many bytes of frames and how many frames are among the first ``done`` bytes of what was written."""
    size = count = 0
    after_newline = batch.after_newline
    for are_whole, pieces in batch.delivered:
        for data in pieces:
            if done < len(data):
                return size + done, count
            size += len(data)
            done -= len(data)
            after_newline = data.endswith(b"\n") if data else after_newline
            if are_whole:
                if in_rows and not after_newline:
                    if not done:
                        return size, count
                    done -= 1
                count += 1
                after_newline = False
    return size, count


def _ignore(_: object) -> None:
    pass
