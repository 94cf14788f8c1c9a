"""Interrupting a protocol's callback that does not return.

SIGALRM is the one thing that gets into a pure Python loop, a sleep, a lock, a regular expression and large arithmetic
alike, in the main thread, where the reactor runs. It cannot get into C code that never looks at signals, such as
``any(itertools.repeat(0))``; nothing within the process can.

The alarm looks while calls are made, and rests otherwise; a call costs no call of the system. Where it finds the same
call twice it looks often, and adds up what the thread has computed or truly slept since: time in which the process was
stopped, or waited for a processor, is nobody's fault.
"""

from __future__ import annotations

import atexit
import weakref
from collections.abc import Callable
from threading import get_ident, main_thread
from types import FrameType
from typing import Any, TypeVar
from typing import Protocol as StructuralType
from weakref import WeakSet

from poetrygui.core.guard.alarm import Alarm, end_alarms
from poetrygui.core.guard.own_code import Whose, whose
from poetrygui.core.guard.raised_again import leave_off, raise_at_next_line
from poetrygui.core.guard.thread_time import ThreadClocks, TimeSpent

T = TypeVar("T")

LIMIT = 0.5
"""Seconds that a callback may take."""
SLOW = 0.05
"""Seconds for which nobody notices that nothing else happens."""

_FIRST_LOOK = 1 / 10  # of the limit
_LOOK = 1 / 50  # of the limit, once a call has been found twice
_MOST_AT_ONCE = 1 / 4  # of the limit: one look alone never blames
_SOON = 0.001  # seconds to the next alarm, where it was in the core's own work
_MAIN_THREAD = main_thread().ident
# What these raise while garbage is collected reaches nobody.
_CALLED_BY_THE_COLLECTOR = {weakref.__file__, WeakSet.__init__.__code__.co_filename}


class HangError(BaseException):
    """A callback was interrupted. Not an Exception, so that a protocol's own ``except Exception`` lets it through."""

    def __init__(self, limit: float) -> None:
        """Say that it took longer than ``limit`` seconds."""
        super().__init__(f"it did not return within {limit:g} s")


class CallOwner(StructuralType):
    """For whom a guarded call is made."""

    def was_slow(self, callback: str, seconds: float) -> None:
        """Hear of a callback that has held the event loop for longer than :data:`SLOW`."""


class HangGuard:
    """Runs callbacks, and raises HangError inside one that takes longer than ``limit`` seconds.

    Without SIGALRM (on Windows) or outside the main thread, callbacks just run. Infinity is no limit.
    """

    def __init__(self, limit: float = LIMIT, clocks: ThreadClocks | None = None) -> None:
        """Take SIGALRM over with each call."""
        self.limit = limit
        self.owner: CallOwner | None = None
        """For whom the call is made that is running now."""
        self.is_over = False
        """Whether callbacks just run from now on, whatever their limit: the process ends."""
        clocks = clocks or ThreadClocks()
        self._wall = clocks.wall
        self._running = False
        self._callback = ""
        self._limit = limit  # of the call that is running
        self._started = 0.0
        self._number = 0  # of the calls, each with its own
        self._alarm = Alarm(self._look, clocks.wall)
        self._spent = TimeSpent(clocks)  # by the call that the alarm found last
        self._raised: list[HangError] = []

    @property
    def is_running(self) -> bool:
        """Whether a guarded callback is running now."""
        return self._running

    def call(self, function: Callable[..., T], *arguments: object, limit: float | None = None) -> T:
        """Return what the function makes of its arguments, or raise what it raises; ``limit`` is this call's own."""
        if not self.begin(limit=limit):
            return run_foreign(function, *arguments)
        try:
            return run_foreign(function, *arguments)
        finally:
            self.end()

    def begin(self, owner: CallOwner | None = None, callback: str = "", limit: float | None = None) -> bool:
        """Guard what :func:`run_foreign` runs for ``owner`` from now on; return whether that can be, and is to end.

        A callback within a callback is under the first one's limit.
        """
        if self._running or self.is_over or get_ident() != _MAIN_THREAD:
            return False
        self.owner = owner
        self._callback = callback
        self._limit = self.limit if limit is None else limit
        self._number += 1
        self._started = started = self._wall()
        # First of all: an alarm that comes in between would take it that nothing is called, and rest.
        self._running = True
        if self._alarm.is_off(started):
            self._spent.look()
            self._alarm.set(self._limit * _FIRST_LOOK)
        return True

    def end(self) -> None:
        """Cease to guard. Raises the HangError that was raised in the call, which may have swallowed it."""
        self._running = False
        owner, self.owner = self.owner, None
        if owner is not None and self._wall() - self._started > SLOW:
            spent = self._spent.until_now(self._number, self._started)
            if spent > SLOW:
                owner.was_slow(self._callback, spent)
        if self._raised:
            error = self._raised.pop()
            self._raised.clear()
            leave_off()
            self._alarm.rest()
            raise error

    def _look(self, _number: int, frame: FrameType | None) -> None:
        if self._running and self._spent.number == self._number:
            foreign = _foreign_frames(frame)
            if self._spent.seconds < self._limit:
                self._add_time(may_sleep=foreign is not None)
            if self._spent.seconds < self._limit:
                self._alarm.set(self._limit * _LOOK)
            else:
                self._interrupt(foreign)
        elif self._spent.number != self._number:
            self._add_time(may_sleep=self._running and _foreign_frames(frame) is not None)
            self._alarm.set(self._limit * (_LOOK if self._running else _FIRST_LOOK))
        else:
            # Nothing was called since: no reason to wake anybody.
            self._alarm.rest()

    def _add_time(self, *, may_sleep: bool) -> None:
        most = self._limit * _MOST_AT_ONCE
        self._spent.find(self._number, self._started, self._alarm.asked, most, may_sleep=may_sleep)

    def _interrupt(self, foreign: list[FrameType] | None) -> None:
        # In the middle of the core's own work, which the callback has called, an exception would leave the poem's
        # counts wrong.
        if foreign is None:
            self._alarm.come_again(_SOON)
            return
        self._alarm.come_again()
        if self._raised:
            # It swallows everything, perhaps for ever: it is left by an exception while it handles the one before.
            raise_at_next_line(foreign, self._next_error)
        raise self._next_error()

    def _next_error(self) -> HangError:
        self._raised.append(HangError(self._limit))
        return self._raised[-1]


def run_foreign(function: Callable[..., T], *arguments: object) -> T:
    """Call what is not this program's own.

    The core calls such code through here and in no other way: what runs above this frame is the author's, even where it
    has no frame of its own, as ``time.sleep``, or lies among the installed packages.
    """
    return function(*arguments)


def call_method(target: object, name: str, *arguments: object) -> Any:
    """Call the method ``name`` of ``target``, which is not this program's own, with the arguments.

    To look it up may be to run its author's code.
    """
    return getattr(target, name)(*arguments)


_BORDERS = (run_foreign.__code__, call_method.__code__)


def _foreign_frames(frame: FrameType | None) -> list[FrameType] | None:
    """Return the innermost frames, where they are the author's or a library's on his behalf, else None: the core's."""
    if frame is not None and frame.f_code.co_filename in _CALLED_BY_THE_COLLECTOR:
        return None
    frames: list[FrameType] = []
    is_authors = False
    # The guard's own frame stands below the callback in every case, so the search ends there.
    while frame is not None and frame.f_code not in _BORDERS:
        who = whose(frame.f_code.co_filename)
        if who is Whose.OURS:
            return frames if is_authors else None
        is_authors |= who is Whose.AUTHOR
        frames.append(frame)
        frame = frame.f_back
    return frames


GUARD = HangGuard()
"""The process has one alarm, and so one guard."""


def _end_for_good() -> None:
    # As it ends, Python gives signals their default meaning back, and an alarm that is still to come would kill it.
    GUARD.is_over = True
    if get_ident() == _MAIN_THREAD:
        end_alarms()


atexit.register(_end_for_good)
