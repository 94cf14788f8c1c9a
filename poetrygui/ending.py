"""Ending in time: whatever a protocol's threads, exit handlers and callbacks hold on to, the process goes.

Python waits for every thread that is no daemon, and for what is registered with atexit, for ever; a reactor waits for
its pool of threads; and a callback that does not return keeps a signal from being acted upon.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from threading import Thread
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
        self._has_begun = False

    def begin(self, status: int | None = None) -> None:
        """End within the time from the first call, with the last status that was given, or 1."""
        if status is not None:
            self._status = status
        if not self._has_begun:
            self._has_begun = True
            Thread(target=self._wait, name="ending", daemon=True).start()

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
        time.sleep(self._seconds)
        self._end(self._status)


ENDING = Ending()
"""The process ends once."""
