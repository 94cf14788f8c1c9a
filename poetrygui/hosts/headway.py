"""Whether a host that makes no headway is to blame for it."""

from __future__ import annotations

from poetrygui.hosts.process_now import ProcessNow, is_traced_by_its_parent, process_now

LIMIT = 2.0
"""Seconds of computing, or of sleep, without headway after which a host is ended."""
LIVE_LIMIT = 1.5
"""The same of one with connections: its end is told within two seconds, with the looks and what it has to say of it."""
LOOK = 0.1
"""Seconds between two looks."""

# What one look may add at most, in seconds: where the program itself was late or stopped, that is nobody's fault.
_MOST_AT_ONCE = 2 * LOOK
_ASLEEP = ("S", "D")
_TRACED = "t"


class Headway:
    """Adds up what a process has computed, or truly slept, since it last gave a sign of life.

    Time in which it was stopped, or waited for a processor, does not count. Where the system does not tell, all does.
    """

    def __init__(self, pid: int, limit: float = LIMIT) -> None:
        """Watch ``pid``; ``limit`` in seconds."""
        self._pid = pid
        self._limit = limit
        self._before: ProcessNow | None = None
        self._has_begun = False
        self.begin()

    def begin(self) -> None:
        """Take notice of a sign of life: what the process does is counted from the next look on."""
        # Nothing is read here: signs of life are many, and looks are few.
        self._has_begun = False
        self.computed = 0.0
        self.slept = 0.0

    def look(self) -> str:
        """Look :data:`LOOK` seconds after the last time; return why it is to be ended, or nothing."""
        seen = process_now(self._pid)
        if not self._has_begun:
            self._has_begun = True
        elif seen is None or self._before is None:
            self.slept += LOOK
        else:
            grown = min(seen.cpu - self._before.cpu, _MOST_AT_ONCE)
            self.computed += grown
            if not grown and self._waits(seen):
                self.slept += LOOK
        self._before = seen
        if self.computed >= self._limit:
            return computed_too_long(self._limit)
        return f"it waited for {self._limit:g} s for something that did not come" if self.slept >= self._limit else ""

    def _waits(self, seen: ProcessNow) -> bool:
        if seen.state in _ASLEEP:
            return self._before is not None and self._before.state in _ASLEEP
        # What has made its own parent trace it goes on no more, since that does not know of it.
        return seen.state == _TRACED and is_traced_by_its_parent(self._pid)


def computed_too_long(limit: float) -> str:
    """Return why a host is ended that has computed for so many seconds."""
    return f"it computed for {limit:g} s and came to no end"
