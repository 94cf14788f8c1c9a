"""How a thread spends its time: computing, waiting for a processor, or neither.

The clock on the wall blames a callback for whatever holds the process up: a signal that stops it, a debugger, a machine
that sleeps or has other things to do. What a thread has computed is told by the system, and on Linux also how long it
was ready and not let run.
"""

from __future__ import annotations

import sys
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, NamedTuple

_WAITED = "/proc/thread-self/schedstat"
# A thread that computes this part of a time is not asleep in it: it may wait for the interpreter now and then.
_COMPUTING = 1 / 4
# An alarm that was asked for after some time, and found the thread asleep, is evidence for so many times that time: if
# it came much later, the whole process may have been stopped.
_LATE = 1.5


class Moment(NamedTuple):
    """A look at the thread's clocks, all in seconds.

    ``waited`` is the time in which it waited for a processor, zero where the system does not tell, ``faults`` how often
    it waited for memory to come from disk.
    """

    wall: float
    cpu: float
    waited: float = 0.0
    faults: int = 0


class ThreadClocks:
    """The clocks of the thread that looks at them."""

    wall = staticmethod(perf_counter)

    def now(self) -> Moment:
        """Look at all of them."""
        return Moment(perf_counter(), thread_time(), _seconds_waited(), _faults())


def seconds_spent(before: Moment, after: Moment, started: float, asked: float, *, may_sleep: bool) -> float:
    """Return how long a call, which began at ``started``, was surely at work or asleep between two moments.

    The first may be before the call began. ``asked`` is the time after which the second was asked for; ``may_sleep`` is
    whether to sleep was the call's own doing.
    """
    within = after.wall - max(started, before.wall)
    computed = after.cpu - before.cpu
    surely = min(max(computed - max(started - before.wall, 0.0), 0.0), within)
    if not may_sleep or computed >= within * _COMPUTING or after.faults != before.faults:
        return surely
    idle = within - computed - (after.waited - before.waited)
    return max(surely, min(idle, asked * _LATE))


class TimeSpent:
    """How long the call of a thread that was found at the last look surely took so far."""

    def __init__(self, clocks: ThreadClocks) -> None:
        """Look at ``clocks``; no call was found yet."""
        self.number = 0
        """Which call it is: each has a number of its own, from 1."""
        self.seconds = 0.0
        self._clocks = clocks
        self._before = Moment(0.0, 0.0)  # of the last look

    def look(self) -> None:
        """Look while there is nothing to be found."""
        self._before = self._clocks.now()

    def find(self, number: int, started: float, asked: float, most: float, *, may_sleep: bool) -> None:
        """Look, and find the call of that number, which began at ``started``; count ``most`` seconds of it at most.

        ``asked`` and ``may_sleep`` are as :func:`seconds_spent` has them.
        """
        now = self._clocks.now()
        if now.wall < self._before.wall:
            return  # the next alarm came in the midst of this look, as on a busy machine: it has found all of it
        before, self._before = self._before, now
        if number != self.number:
            self.number, self.seconds = number, 0.0
        self.seconds += min(seconds_spent(before, now, started, asked, may_sleep=may_sleep), most)

    def until_now(self, number: int, started: float) -> float:
        """Return how long a call was surely at work that ends now; whether it was found does not matter."""
        spent = seconds_spent(self._before, self._clocks.now(), started, 0.0, may_sleep=False)
        return spent + self.seconds if number == self.number else spent


def _seconds_waited() -> float:
    try:
        with open(_WAITED, "rb") as file:  # noqa: PTH123 - thrice as quick, and this is done many times a second
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


if sys.platform == "linux" and not TYPE_CHECKING:
    from resource import RUSAGE_THREAD, getrusage

    def _faults() -> int:
        return getrusage(RUSAGE_THREAD).ru_majflt

else:

    def _faults() -> int:
        return 0
