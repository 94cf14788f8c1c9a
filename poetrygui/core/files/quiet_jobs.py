"""What is to be done once nothing else is going on: at the first chance it would be done again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

QUIET = 0.1
"""Seconds without a wish for it after which a job is done; at most twice as many."""

Job = Callable[[], None]


class QuietJobs:
    """Has jobs run that nobody has wished for in a while. All of it belongs to the reactor's thread."""

    def __init__(self, reactor: Any, run: Callable[[Job], None]) -> None:
        """Have each job run by ``run``, in the time of ``reactor``."""
        self._reactor = reactor
        self._run = run
        self._wished: dict[Job, bool] = {}  # whether it was since the last look
        self._look: Any = None

    def wish(self, job: Job) -> None:
        """Put the job off by each wish for it."""
        self._wished[job] = True
        if self._look is None:
            self._look = self._reactor.callLater(QUIET, self._look_for_quiet)

    def close(self) -> None:
        """Have all that are left run now."""
        if self._look is not None:
            self._look.cancel()
            self._look = None
        jobs, self._wished = self._wished, {}
        for job in jobs:
            self._run(job)

    def _look_for_quiet(self) -> None:
        jobs = self._wished
        self._wished = {job: False for job, was_wished in jobs.items() if was_wished}
        self._look = self._reactor.callLater(QUIET, self._look_for_quiet) if self._wished else None
        for job, was_wished in jobs.items():
            if not was_wished:
                self._run(job)
