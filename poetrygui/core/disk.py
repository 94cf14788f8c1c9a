"""The thread that writes to disk, so that a disk that blocks never stops the reactor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from twisted.internet.defer import Deferred, succeed
from twisted.python.failure import Failure
from twisted.python.threadpool import ThreadPool

T = TypeVar("T")

HIGH_BACKLOG = 28 * 1024 * 1024
"""Bytes accepted and not yet written, above which the producers pause; what they are just reading still comes."""
LOW_BACKLOG = 8 * 1024 * 1024
"""Bytes at which they may go on."""


class Disk(Protocol):
    """Runs jobs that may block, one after another, in the order in which they were given."""

    congested: bool
    """Whether producers should pause until :meth:`when_relieved` calls back."""

    def run(self, job: Callable[[], T], done: Callable[[T | Failure], None]) -> None:
        """Run ``job``, later ``done`` with its result, or the failure, in the reactor's thread."""

    def backlog_grew(self, size: int) -> None:
        """Count bytes that wait to be written; a negative size counts them off."""

    def producing(self, pause: Callable[[], None]) -> None:
        """Have ``pause`` called once when producers should pause: now, or as soon as that is so."""

    def not_producing(self, pause: Callable[[], None]) -> None:
        """Take that back."""

    def when_relieved(self, callback: Callable[[], None]) -> None:
        """Call back once when the disk has caught up."""

    def close(self) -> Deferred[None]:
        """Fire when every job given before is done; none is taken afterwards."""


class InlineDisk:
    """Writes at once, in the caller's thread: for programs that want no thread, and for tests."""

    congested = False

    def run(self, job: Callable[[], T], done: Callable[[T | Failure], None]) -> None:
        """Run both before returning."""
        result: T | Failure
        try:
            result = job()
        except Exception:  # noqa: BLE001 - handed on, as a thread's would be
            result = Failure()
        done(result)

    def backlog_grew(self, size: int) -> None:
        """Nothing ever waits."""

    def producing(self, pause: Callable[[], None]) -> None:
        """Nobody ever need pause."""

    def not_producing(self, pause: Callable[[], None]) -> None:
        """Nobody ever need pause."""

    def when_relieved(self, callback: Callable[[], None]) -> None:
        """Call back at once."""
        callback()

    def close(self) -> Deferred[None]:
        """Nothing is left to do."""
        return succeed(None)


class ThreadDisk:
    """Writes in one thread of its own, with a bounded backlog."""

    def __init__(self, reactor: Any, high: int = HIGH_BACKLOG, low: int = LOW_BACKLOG) -> None:
        """Prepare the thread; it starts with the first job. ``high`` and ``low`` are the backlog's bounds in bytes."""
        self.congested = False
        self.backlog = 0
        self._reactor = reactor
        self._high = high
        self._low = low
        self._waiting: list[Callable[[], None]] = []
        self._producers: set[Callable[[], None]] = set()
        self._pool = ThreadPool(minthreads=0, maxthreads=1, name="disk")
        self._started = False

    def run(self, job: Callable[[], T], done: Callable[[T | Failure], None]) -> None:
        """Queue the job."""
        if not self._started:
            self._started = True
            self._pool.start()

        def report(_success: bool, result: T | Failure) -> None:
            self._reactor.callFromThread(done, result)

        self._pool.callInThreadWithCallback(report, job)

    def backlog_grew(self, size: int) -> None:
        """Count, and turn ``congested`` on above the high bound and off at the low one."""
        self.backlog += size
        if self.backlog > self._high:
            self.congested = True
            # All at once: if each went on until its own next chunk, two hundred would bring as many more.
            producers, self._producers = self._producers, set()
            for pause in producers:
                pause()
        elif self.congested and self.backlog <= self._low:
            self.congested = False
            waiting, self._waiting = self._waiting, []
            for callback in waiting:
                callback()

    def producing(self, pause: Callable[[], None]) -> None:
        """Call ``pause`` at once while congested, else when that comes about."""
        if self.congested:
            pause()
        else:
            self._producers.add(pause)

    def not_producing(self, pause: Callable[[], None]) -> None:
        """Forget it."""
        self._producers.discard(pause)

    def when_relieved(self, callback: Callable[[], None]) -> None:
        """Call back at once, or when the backlog has fallen to the low bound."""
        if self.congested:
            self._waiting.append(callback)
        else:
            callback()

    def close(self) -> Deferred[None]:
        """Fire after the last job's ``done``, when the thread has ended."""
        closed: Deferred[None] = Deferred()

        def end(_: object) -> None:
            self._pool.stop()
            closed.callback(None)

        if not self._started:
            return succeed(None)
        self.run(lambda: None, end)
        return closed
