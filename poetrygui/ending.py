"""Ending in time: whatever a protocol's threads, exit handlers and callbacks hold on to, the process goes.

Python waits for every thread that is no daemon, and for what is registered with atexit, for ever; a reactor waits for
its pool of threads; and a callback that does not return keeps a signal from being acted upon.
"""

from __future__ import annotations

import atexit
import os
import signal
from collections.abc import Callable
from threading import Event, Thread
from types import FrameType
from typing import Any

LONGEST = 1.9
"""Seconds from the first wish to end to the end, with a tenth to spare for whoever counts to two."""

_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")


class Ending:
    """Ends the process when the time for that is over, unless it has ended by itself.

    ``end`` is called with the exit status, in a thread.
    """

    def __init__(self, seconds: float = LONGEST, end: Callable[[int], object] = os._exit) -> None:
        """Wait for :meth:`begin`."""
        self._seconds = seconds
        self._end = end
        self._status = 1
        self._thread: Thread | None = None
        self._is_over = Event()

    def begin(self, status: int | None = None) -> None:
        """End within the time from the first call, with the last status that was given, or 1."""
        if status is not None:
            self._status = status
        if self._thread is None:
            self._thread = Thread(target=self._wait, name="ending", daemon=True)
            self._thread.start()

    def leave(self) -> None:
        """Leave the rest to Python: a thread that woke while it takes itself apart would crash the process."""
        self._is_over.set()
        if self._thread is not None:
            self._thread.join()

    def watch(self, reactor: Any) -> None:
        """Begin when the reactor, which runs, stops, or with a signal that is to stop it."""
        reactor.addSystemEventTrigger("before", "shutdown", self.begin)
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            handler = None if number is None else signal.getsignal(number)
            # What is ignored stays so, and what has its default meaning ends the process anyway.
            if number is not None and callable(handler):
                signal.signal(number, self._before(handler))

    def _before(self, handler: Callable[[int, FrameType | None], Any]) -> Callable[[int, FrameType | None], Any]:
        def handle(number: int, frame: FrameType | None) -> Any:
            self.begin()
            return handler(number, frame)

        return handle

    def _wait(self) -> None:
        if not self._is_over.wait(self._seconds):
            self._end(self._status)


ENDING = Ending()
"""The process ends once."""

# What is registered first is called last, when nobody else has anything left to do.
atexit.register(ENDING.leave)
