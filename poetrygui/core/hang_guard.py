"""Interrupting a protocol's callback that does not return.

SIGALRM is the one thing that gets into a pure Python loop, a sleep, a lock, a regular expression and large arithmetic
alike, in the main thread, where the reactor runs. It cannot get into C code that never looks at signals, such as
``any(itertools.repeat(0))``; nothing within the process can.
"""

from __future__ import annotations

import signal
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TypeVar
from weakref import WeakSet

T = TypeVar("T")

LIMIT = 0.5
"""Seconds that a callback may take."""

_AGAIN = 0.05  # seconds to the next try, where the callback has swallowed the first exception
# Seconds from the second try on: what swallows everything is left by an exception that comes while it handles the one
# before, and that is a matter of microseconds.
_AT_ONCE = (1e-6, 2e-6, 3e-6, 4e-6, 6e-6, 8e-6, 12e-6, 16e-6, 32e-6, 64e-6)
_SOON = 0.001  # where it was in the core's own work
_NO_ALARM = not hasattr(signal, "SIGALRM")
# What these raise while garbage is collected reaches nobody.
_CALLED_BY_THE_COLLECTOR = {weakref.__file__, WeakSet.__init__.__code__.co_filename}
_OWN_CODE = str(Path(__file__).parent)


class HangError(BaseException):
    """A callback was interrupted. Not an Exception, so that a protocol's own ``except Exception`` lets it through."""

    def __init__(self, limit: float) -> None:
        """``limit`` in seconds."""
        super().__init__(f"it did not return within {limit:g} s")


class HangGuard:
    """Runs callbacks, and raises HangError inside one that takes longer than ``limit`` seconds.

    Without SIGALRM (on Windows) or outside the main thread, callbacks just run.
    """

    def __init__(self, limit: float = LIMIT) -> None:
        """Take SIGALRM over with each call."""
        self.limit = limit
        self._running = False
        self._raised = 0
        self._handler = self._interrupt  # one object, to be known again

    @property
    def is_running(self) -> bool:
        """Whether a guarded callback is running now."""
        return self._running

    def call(self, function: Callable[..., T], *arguments: object) -> T:
        """Return what the function returns, or raise what it raises."""
        if self._running or not self._takes_alarm():
            return _run(function, *arguments)
        signal.setitimer(signal.ITIMER_REAL, self.limit, _AGAIN)
        self._running = True
        self._raised = 0
        try:
            return _run(function, *arguments)
        finally:
            self._running = False
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _takes_alarm(self) -> bool:
        # Looked at in each call: another guard, or a protocol, may have taken the alarm in between.
        if _NO_ALARM or threading.current_thread() is not threading.main_thread():
            return False
        if signal.getsignal(signal.SIGALRM) is not self._handler:
            signal.signal(signal.SIGALRM, self._handler)
        return True

    def _interrupt(self, _number: int, frame: FrameType | None) -> None:
        # Once the callback is left, the alarm is about to be turned off, and nothing may come between.
        if not self._running or frame is None or frame.f_code is HangGuard.call.__code__:
            return
        # In the middle of the core's own work, which the callback has called, an exception would leave the poem's
        # counts wrong.
        if frame.f_code is HangGuard._interrupt.__code__:
            signal.setitimer(signal.ITIMER_REAL, _AT_ONCE[-1], _AGAIN)
            return
        if _is_own_code(frame) or frame.f_code.co_filename in _CALLED_BY_THE_COLLECTOR:
            signal.setitimer(signal.ITIMER_REAL, _SOON, _AGAIN)
            return
        self._raised += 1
        error = HangError(self.limit)
        if self._raised > 1:
            # The last that is done here, so that the next alarm finds the callback at work, and not this.
            signal.setitimer(signal.ITIMER_REAL, _AT_ONCE[self._raised % len(_AT_ONCE)], _AGAIN)
        raise error


def _run(function: Callable[..., T], *arguments: object) -> T:
    """Stand below the callback, which may be a function without a frame of its own, such as ``time.sleep``."""
    return function(*arguments)


def _is_own_code(frame: FrameType | None) -> bool:
    # The guard's own frame stands below the callback in every case, so the search ends there.
    while frame is not None and frame.f_code is not _run.__code__:
        if frame.f_code.co_filename.startswith(_OWN_CODE):
            return True
        frame = frame.f_back
    return False


GUARD = HangGuard()
"""The process has one alarm, and so one guard."""
