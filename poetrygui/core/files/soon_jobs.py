"""What is to be done a moment later, when there may be more to do in one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MOMENT = 0.004
"""Seconds: a fourth of what a frame of the screen takes."""


class SoonJobs:
    """Has all jobs of one moment called together. All of it belongs to the reactor's thread."""

    def __init__(self, reactor: Any) -> None:
        """Have them called in the time of ``reactor``."""
        self._reactor = reactor
        self._jobs: list[Callable[[], None]] = []
        self._call: Any = None

    def add(self, job: Callable[[], None]) -> None:
        """Have it called :data:`MOMENT` after the first of those that wait."""
        self._jobs.append(job)
        if self._call is None:
            self._call = self._reactor.callLater(MOMENT, self._call_all)

    def close(self) -> None:
        """Call all that wait now."""
        if self._call is not None:
            self._call.cancel()
            self._call_all()

    def _call_all(self) -> None:
        self._call = None
        jobs, self._jobs = self._jobs, []
        for job in jobs:
            job()
