"""Writing what comes in its order, one batch at a time, while more of it comes."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar
from typing import Protocol as StructuralType

from twisted.python.failure import Failure

from poetrygui.core.files.disk import Disk

MUCH = 16 * 1024
"""Bytes from which on what waits to be written shows that much comes: then more is waited for, a moment long."""
ENOUGH = 1024 * 1024
"""Bytes for which no more is waited: to hand a batch to a thread takes as long as to write many thousand of them."""


class Progress(StructuralType):
    """How far the writing of a batch came."""

    @property
    def size(self) -> int:
        """How much of the backlog was written, in what :meth:`WriteChain.accept` counts."""

    @property
    def error(self) -> OSError | None:
        """Why no more was; None if the whole batch was."""


Batch = TypeVar("Batch")
Result = TypeVar("Result", bound=Progress)


class WriteChain(Generic[Batch, Result]):
    """Has a disk write batch after batch: what is accepted during one write makes the next.

    Little is written at once, and much with what else comes in the same moment. An error stops it until
    :meth:`retry`. All of it belongs to the reactor's thread.
    """

    __slots__ = (
        "_backlog",
        "_disk",
        "_failed",
        "_is_put_off",
        "_is_writing",
        "_next_batch",
        "_take",
        "_waiting",
        "_write",
        "error",
        "has_stopped",
    )

    def __init__(
        self,
        disk: Disk,
        *,
        next_batch: Callable[[], Batch | None],
        write: Callable[[Batch], Result],
        take: Callable[[Result], None],
        failed: Callable[[OSError], None],
    ) -> None:
        """Write nothing before :meth:`accept`.

        ``next_batch`` returns what waits to be written, or None. ``write`` is what ``disk`` calls with it, so in a
        thread where that has one. ``take`` gets what ``write`` returned; ``failed`` then gets the error, if there is
        one. Whatever ``write`` raises is an error, too, of which ``take`` does not hear.
        """
        self.error: OSError | None = None
        """Why nothing is written any more."""
        self.has_stopped = False
        """Whether :meth:`stop` was called."""
        self._disk = disk
        self._next_batch = next_batch
        self._write = write
        self._take = take
        self._failed = failed
        self._backlog = 0  # accepted and not written; the disk counts it as well, except after an error
        self._is_writing = False
        self._is_put_off = False
        self._waiting: list[Callable[[], None]] = []

    def accept(self, size: int) -> None:
        """Have more written, which ``next_batch`` returns; ``size`` is what it adds to the backlog, in bytes."""
        if self.has_stopped:
            return
        self._backlog += size
        if self.error is None:
            self._disk.backlog_grew(size)
            if not self._is_writing:
                self._write_much_together()

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back when everything accepted is written, or when writing has failed or was stopped."""
        if self._is_put_off and not self._is_writing and self.error is None:
            self._write_next()
        if self._is_writing:
            self._waiting.append(callback)
        else:
            callback()

    def retry(self) -> None:
        """Go on after an error; without one, do nothing."""
        if self.error is not None and not self.has_stopped:
            self.error = None
            self._disk.backlog_grew(self._backlog)
            self._write_next()

    def stop(self) -> None:
        """Write nothing more, and wait no longer for a write, which may never return."""
        if not self.has_stopped:
            self.has_stopped = True
            if self.error is None:
                self._disk.backlog_grew(-self._backlog)
            self._backlog = 0
            self._is_writing = False
            self._call_waiting()

    def _write_much_together(self) -> None:
        if not MUCH <= self._backlog < ENOUGH:
            self._write_next()
            return
        self._is_writing = False
        if not self._is_put_off:
            self._is_put_off = True
            self._disk.in_a_moment(self._go_on)

    def _go_on(self) -> None:
        self._is_put_off = False
        if not self._is_writing and self.error is None:
            self._write_next()

    def _write_next(self) -> None:
        batch = None if self.has_stopped else self._next_batch()
        self._is_writing = batch is not None
        if batch is not None:
            self._disk.run(partial(self._write, batch), self._after_write)

    def _after_write(self, result: Result | Failure) -> None:
        if self.has_stopped:
            return
        if isinstance(result, Failure):
            # Not the place's answer but a defect; whoever waits must come to an end all the same.
            error: OSError | None = OSError(errno.EIO, f"{type(result.value).__name__}: {result.value}")
            self.error = error
        else:
            self.error = error = result.error
            self._backlog -= result.size
            self._disk.backlog_grew(-result.size)
            self._take(result)
        if error is None and self._waiting:
            self._write_next()
        elif error is None:
            self._write_much_together()
        else:
            self._is_writing = False
            # Nobody waits for what cannot be written; a retry counts it again.
            self._disk.backlog_grew(-self._backlog)
            self._failed(error)
        # Last: whoever hears that all is written can show all of it.
        if not self._is_writing:
            self._call_waiting()

    def _call_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            callback()
