"""Writing poems and what is told of them in a thread, so that a reader who takes his time holds nothing up."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui.commands.standard_streams import StandardOutput
from poetrygui.core.files.disk import ThreadDisk

# Bytes that wait for the reader: one that takes its time slows the servers down soon.
_HIGH_BACKLOG = 1024 * 1024
_LOW_BACKLOG = 256 * 1024


class Outlet:
    """Writes one thing after another. What is told is told in the order in which it was written or said."""

    def __init__(
        self, reactor: Any, out: StandardOutput, on_failure: Callable[[], object], disk: ThreadDisk | None = None
    ) -> None:
        """Write to ``out``; ``on_failure`` is called each time that it does not take something.

        Without a ``disk``, its thread is one in which little waits.
        """
        self.out = out
        self.disk = disk or ThreadDisk(reactor, _HIGH_BACKLOG, _LOW_BACKLOG)
        self._on_failure = on_failure
        self._is_closed = False
        self._is_abandoned = False
        self._waiting: list[Callable[[object], None]] = []

    def write(self, data: bytes) -> None:
        """Write what is the program's own, and count it into the backlog."""
        self.disk.backlog_grew(len(data))

        def written(_result: object) -> None:
            self.disk.backlog_grew(-len(data))
            self._look_for_failure()

        self.disk.run(partial(self._write, data), written)

    def write_poem(self, heading: str, pieces: Iterable[bytes], done: Callable[[object], None]) -> None:
        """Write ``pieces``, a whole poem, under a heading, with an empty line after it.

        ``done`` is called with None, or with a failure.
        """
        self.run(partial(self._write_poem, heading, pieces), done)

    def end_poem(self, done: Callable[[object], None]) -> None:
        """Write the last of a poem that was passed on as it came."""
        self.run(self._end_poem, done)

    def run(self, job: Callable[[], object], done: Callable[[object], None]) -> None:
        """Have something else done in its turn, and ``done`` called with its result or its failure."""
        if self._is_abandoned:
            done(None)
            return
        self._waiting.append(done)

        def finished(result: object | Failure) -> None:
            self._look_for_failure()
            if done in self._waiting:
                self._waiting.remove(done)
                done(result)

        self.disk.run(job, finished)

    def when_written(self) -> Deferred[object]:
        """Return what fires once everything is written, or cannot be."""
        written: Deferred[object] = Deferred()
        self.run(lambda: None, written.callback)
        return written

    def close(self) -> None:
        """Write no more: nobody reads it."""
        self._is_closed = True

    def abandon(self) -> None:
        """Wait no longer for a write that does not return, nor for what is to be written after it."""
        self.close()
        self._is_abandoned = True
        waiting, self._waiting = self._waiting, []
        for done in waiting:
            done(Failure(OSError(errno.ECANCELED, "there was no time for it")))

    @property
    def _takes_more(self) -> bool:
        return self.out.error is None and not self._is_closed

    def _look_for_failure(self) -> None:
        if self.out.error is not None:
            self._on_failure()

    def _write(self, data: bytes) -> None:
        if self._takes_more:
            self.out.write(data)

    def _write_poem(self, heading: str, pieces: Iterable[bytes]) -> None:
        self._write(self.out.line(heading))
        last = b"\n"
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                if not self._takes_more:
                    return
                rest = rest[self.out.write_some(rest) :]
            last = piece[-1:] or last
        self._end_poem()
        self._write(b"\n" if last == b"\n" or self.out.ends_rows else b"\n\n")

    def _end_poem(self) -> None:
        if self._takes_more:
            self.out.end_poem()
