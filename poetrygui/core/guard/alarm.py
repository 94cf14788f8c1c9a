"""The one alarm of the process: SIGALRM, which gets into whatever the main thread is doing."""

from __future__ import annotations

import math
import signal
import sys
from collections.abc import Callable
from types import FrameType

_SHORTEST = 0.001  # seconds
_LONGEST = 0.05  # seconds: whatever the limit, nothing goes on for longer without being looked at
# Seconds to the next alarm, where what it raised was swallowed, or where the system has given the alarm to another
# thread: the main thread then does not hear of it.
_AGAIN = 0.05
_HAS_ALARM = hasattr(signal, "SIGALRM")
# Without the enumeration that the public function makes of a handler, at fifty times the cost: each call asks.
_get_signal: Callable[[int], object] = getattr(sys.modules.get("_signal"), "getsignal", signal.getsignal)


class Alarm:
    """Calls a function in the midst of what the main thread does, which alone may set it.

    Where there is no SIGALRM, as on Windows, it never comes.
    """

    def __init__(self, on_alarm: Callable[[int, FrameType | None], object], wall: Callable[[], float]) -> None:
        """Be off. ``on_alarm`` will get what a handler of signals gets; the clock ``wall`` tells seconds."""
        self.asked = 0.0
        """Seconds after which it was to come, when it was set last."""
        self._on_alarm = on_alarm  # one object, to be known again
        self._wall = wall
        self._due = 0.0  # by then it has come, if it is set

    def is_off(self, now: float) -> bool:
        """Tell whether it is not set, or whether somebody else has taken it, or turned it off."""
        return now >= self._due or (_HAS_ALARM and _get_signal(signal.SIGALRM) is not self._on_alarm)

    def set(self, seconds: float) -> None:
        """Have it come after so many seconds, or sooner, and again unless it is set anew; infinity is never."""
        self.asked = min(max(seconds, _SHORTEST), _LONGEST)
        self._due = self._wall() + 2 * self.asked
        if not _HAS_ALARM or seconds == math.inf:
            return
        if _get_signal(signal.SIGALRM) is not self._on_alarm:
            signal.signal(signal.SIGALRM, self._on_alarm)
        signal.setitimer(signal.ITIMER_REAL, self.asked, _AGAIN)

    def come_again(self, seconds: float = _AGAIN) -> None:
        """Come again after so many seconds, whatever is raised now."""
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)

    def rest(self) -> None:
        """Come no more until it is set."""
        if _HAS_ALARM:
            signal.setitimer(signal.ITIMER_REAL, 0)
        self._due = 0.0


def end_alarms() -> None:
    """Have no alarm come any more, and none that is under way do anything."""
    if _HAS_ALARM:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
