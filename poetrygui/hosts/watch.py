"""Watching a host while it owes an answer, and ending it where it makes no headway."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from typing import Any

from twisted.internet.task import LoopingCall

from poetrygui.hosts.headway import LOOK, Headway

TURN_FOR_LAST_WORDS = 0.05
"""Seconds of computing, or of sleep, that a host has from being asked where it is to its end."""
_MOST_FOR_LAST_WORDS = 5.0
"""Seconds after which it is ended even where it had no turn: one that is stopped gets none."""


class Watch:
    """Looks at one process; ``on_hang`` hears why it is ended, before it is."""

    def __init__(self, reactor: Any, limit: float, on_hang: Callable[[str], None]) -> None:
        """Allow ``limit`` seconds without headway, after which it is ended."""
        self.pid = 0
        self.since = 0.0
        """When it was known, by the reactor."""
        self._reactor = reactor
        self.limit = limit
        """Seconds without headway after which it is ended."""
        self._on_hang = on_hang
        self._looks = LoopingCall(self._look)
        self._looks.clock = reactor
        self._ending = LoopingCall(self._end_after_its_turn)
        self._ending.clock = reactor
        self._headway: Headway | None = None
        self._asked_at = 0.0
        self._asked = 0
        self._owes = True
        self._is_on = False

    def asked(self) -> None:
        """Watch it: it was asked for something, as it is from its start on."""
        self._asked += 1
        self._owes = True
        self.go_on()

    def answered(self, count: int) -> None:
        """Watch it no more where it has answered all that it was asked for, which ``count`` tells."""
        if count >= self._asked:
            self._owes = False
            self._is_on = False

    def go_on(self) -> None:
        """Watch it again where it owes an answer."""
        if self._is_on:
            self.note_life()
        elif self._owes and self.pid:
            self.start(self.pid)

    def start(self, pid: int) -> None:
        """Watch the process ``pid`` from now on."""
        if self._headway is None or pid != self.pid:
            self.pid, self.since = pid, self._reactor.seconds()
            self._headway = Headway(pid, self.limit)
        self._headway.begin()
        self._is_on = True
        if not self._looks.running:
            self._looks.start(LOOK, now=False)

    def note_life(self) -> None:
        """Take notice that it gets on."""
        if self._headway is not None:
            self._headway.begin()

    def stop(self) -> None:
        """Watch it no more."""
        self._is_on = False
        if self._looks.running:
            self._looks.stop()

    def kill(self) -> None:
        """End the process."""
        self.stop()
        self._end()

    def _look(self) -> None:
        if not self._is_on:
            # Not sooner: it is asked and answers many times between two looks.
            self._looks.stop()
            return
        problem = "" if self._headway is None else self._headway.look()
        if problem:
            self.stop()
            self._on_hang(problem)
            self._signal(signal.SIGUSR1)
            # A processor that is busy with others gives it its turn late: until then it can say nothing.
            self._headway = Headway(self.pid, TURN_FOR_LAST_WORDS)
            self._asked_at = self._reactor.seconds()
            self._ending.start(LOOK / 2, now=False)

    def _end_after_its_turn(self) -> None:
        had_its_turn = self._headway is None or bool(self._headway.look())
        if had_its_turn or self._reactor.seconds() - self._asked_at >= _MOST_FOR_LAST_WORDS:
            self._end()

    def _end(self) -> None:
        if self._ending.running:
            self._ending.stop()
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        if self.pid:
            # The warm process waits for it once it says nothing more, and its end is told a moment later.
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)
