"""The thread that writes to disk, so that a disk that blocks never stops the reactor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Any, TypeVar
from typing import Protocol as StructuralType

from twisted.internet.defer import Deferred, succeed
from twisted.python.failure import Failure
from twisted.python.threadpool import ThreadPool

from poetrygui.core.files.descriptors import descriptor_limit
from poetrygui.core.files.freed_memory import keep_freed_memory
from poetrygui.core.files.open_files import OpenFiles, fitting
from poetrygui.core.files.quiet_jobs import QuietJobs
from poetrygui.core.files.soon_jobs import SoonJobs

T = TypeVar("T")

HIGH_BACKLOG = 8 * 1024 * 1024
"""Bytes accepted and not yet written, above which the producers pause; what they are just reading still comes.

More gains nothing, since a disk that blocks does so for longer; and what no longer fits into the processor's cache
when it is written takes half as long again.
"""
LOW_BACKLOG = 2 * 1024 * 1024
"""Bytes at which they may go on."""

LARGEST_READ = 512 * 1024
"""Bytes that are read from a connection at a time: more gains nothing; Twisted's own 64 KiB cost a fifth of a fast
stream's rate."""

_SMALLEST_SHARE = 64 * 1024


class Disk(StructuralType):
    """Runs jobs that may block, one after another, in the order in which they were given."""

    congested: bool
    """Whether who produces something should pause until :meth:`when_relieved` calls back."""
    share: int
    """Bytes that each producer may bring at a time, so that little comes while they pause, however many they are."""
    open_files: OpenFiles | None
    """The files that its jobs write and leave open; None where each stays open until it is closed."""

    def run(self, job: Callable[[], T], done: Callable[[T | Failure], None]) -> None:
        """Run ``job``, later ``done`` with its result, or the failure, in the reactor's thread."""

    def backlog_grew(self, size: int) -> None:
        """Count bytes that wait to be written; a negative size counts them off."""

    def producer_came(self) -> None:
        """Count one more who may produce at any time."""

    def producer_left(self) -> None:
        """Count one less."""

    def when_relieved(self, callback: Callable[[], None]) -> None:
        """Call back once when the disk has caught up."""

    def when_quiet(self, job: Callable[[], None]) -> None:
        """Run ``job`` once nobody has wished for this very job for a while: at once where nobody waits."""

    def in_a_moment(self, job: Callable[[], None]) -> None:
        """Call ``job`` in the reactor's thread, a moment from now or sooner: at once where nobody waits."""

    def close(self) -> Deferred[None]:
        """Fire when every job given before is done; none is taken afterwards."""


class InlineDisk:
    """Writes at once, in the caller's thread: for programs that want no thread, and for tests."""

    congested = False
    share = LARGEST_READ
    open_files: OpenFiles | None = None

    def run(self, job: Callable[[], T], done: Callable[[T | Failure], None]) -> None:
        """Run both before returning."""
        result: T | Failure
        try:
            result = job()
        except Exception:  # noqa: BLE001 - handed on, as a thread's would be
            result = Failure()
        done(result)

    def backlog_grew(self, size: int) -> None:
        """Do nothing: nothing ever waits."""

    def producer_came(self) -> None:
        """Do nothing: however many they are, nothing ever waits."""

    def producer_left(self) -> None:
        """Do nothing: however many they are, nothing ever waits."""

    def when_relieved(self, callback: Callable[[], None]) -> None:
        """Call back at once."""
        callback()

    def when_quiet(self, job: Callable[[], None]) -> None:
        """Run it at once: nobody would be there later."""
        job()

    def in_a_moment(self, job: Callable[[], None]) -> None:
        """Call it at once: nobody would be there later."""
        job()

    def close(self) -> Deferred[None]:
        """Do nothing: nothing is left to do."""
        return succeed(None)


class ThreadDisk:
    """Writes in one thread of its own, with a bounded backlog."""

    def __init__(self, reactor: Any, high: int = HIGH_BACKLOG, low: int = LOW_BACKLOG) -> None:
        """Prepare the thread; it starts with the first job. ``high`` and ``low`` are the backlog's bounds in bytes."""
        self.congested = False
        self.share = LARGEST_READ
        self.backlog = 0
        self.open_files: OpenFiles | None = fitting(descriptor_limit())
        self._reactor = reactor
        self._high = high
        self._low = low
        self._waiting: list[Callable[[], None]] = []
        self._producers = 0
        self._quiet = QuietJobs(reactor, lambda job: self.run(job, _ignore))
        self._soon = SoonJobs(reactor)
        self._pool = ThreadPool(minthreads=0, maxthreads=1, name="disk")
        # A write that never returns must not keep the program from ending.
        self._pool.threadFactory = partial(Thread, daemon=True)  # type: ignore[assignment]  # a class by default

    def run(self, job: Callable[[], T], done: Callable[[T | Failure], None]) -> None:
        """Queue the job."""
        if not self._has_begun:
            keep_freed_memory(2 * HIGH_BACKLOG)
            self._pool.start()

        def report(_success: bool, result: T | Failure) -> None:
            self._reactor.callFromThread(done, result)

        self._pool.callInThreadWithCallback(report, job)

    @property
    def _has_begun(self) -> bool:
        return self._pool.started or self._pool.joined

    def backlog_grew(self, size: int) -> None:
        """Count, and turn ``congested`` on above the high bound and off at the low one."""
        self.backlog += size
        if self.backlog > self._high:
            self.congested = True
        elif self.congested and self.backlog <= self._low:
            self.congested = False
            waiting, self._waiting = self._waiting, []
            for callback in waiting:
                callback()

    def producer_came(self) -> None:
        """Make the shares smaller, down to where smaller reads would cost more than they save."""
        self._count_producers(1)

    def producer_left(self) -> None:
        """Make the shares larger."""
        self._count_producers(-1)

    def _count_producers(self, change: int) -> None:
        self._producers += change
        # Each brings one more chunk before it pauses: together as much as may wait anyway.
        self.share = min(max(self._high // max(self._producers, 1), _SMALLEST_SHARE), LARGEST_READ)

    def when_relieved(self, callback: Callable[[], None]) -> None:
        """Call back at once, or when the backlog has fallen to the low bound."""
        if self.congested:
            self._waiting.append(callback)
        else:
            callback()

    def when_quiet(self, job: Callable[[], None]) -> None:
        """Put the job off by each wish for it."""
        self._quiet.wish(job)

    def in_a_moment(self, job: Callable[[], None]) -> None:
        """Call all of one moment together."""
        self._soon.add(job)

    def close(self) -> Deferred[None]:
        """Fire after the last job's ``done``, when the thread has ended."""
        closed: Deferred[None] = Deferred()

        def end(_: object) -> None:
            self._pool.stop()
            closed.callback(None)

        self._soon.close()
        self._quiet.close()
        if not self._has_begun:
            return succeed(None)
        self.run(lambda: None, end)
        return closed


def _ignore(_: object) -> None:
    pass
