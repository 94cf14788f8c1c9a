"""Noticing that a pipe's reader has left, though nothing is written to it just now."""

from __future__ import annotations

import os
import select
import stat
from collections.abc import Callable, Iterable
from typing import Any

from twisted.internet.task import LoopingCall

_INTERVAL = 0.5  # seconds


class PipeWatch:
    """Looks at pipes twice a second, and calls back once when one has no reader any more."""

    def __init__(self, reactor: Any, descriptors: Iterable[int], on_gone: Callable[[], object]) -> None:
        """Begin; what is no pipe, or cannot be looked at on this system, is left alone."""
        self._on_gone = on_gone
        self._pipes = [each for each in descriptors if stat.S_ISFIFO(os.fstat(each).st_mode)]
        self._call = LoopingCall(self._look)
        self._call.clock = reactor
        if self._pipes and hasattr(select, "poll"):
            self._call.start(_INTERVAL)

    def stop(self) -> None:
        """Look no more."""
        if self._call.running:
            self._call.stop()

    def _look(self) -> None:
        poll = select.poll()
        for descriptor in self._pipes:
            # Whether it could be written to is not asked, only what is told unasked: that the other end is closed.
            poll.register(descriptor, 0)
        if poll.poll(0):
            self.stop()
            self._on_gone()
