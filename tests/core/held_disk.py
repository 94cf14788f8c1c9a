"""A disk that writes when a test lets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.python.failure import Failure

from poetrygui.core.files.open_files import OpenFiles


class HeldDisk:
    """Keeps jobs until they are let go, one at a time."""

    def __init__(self) -> None:
        self.congested = False
        self.share = 1
        self.open_files: OpenFiles | None = None
        self.backlog = 0
        self.jobs: list[Callable[[], None]] = []

    def run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def work() -> None:
            try:
                result = job()
            except Exception:  # noqa: BLE001 - handed on, as the disk's thread does
                result = Failure()
            done(result)

        self.jobs.append(work)

    def backlog_grew(self, size: int) -> None:
        self.backlog += size

    def producer_came(self) -> None:
        pass

    def producer_left(self) -> None:
        pass

    def when_relieved(self, callback: Callable[[], None]) -> None:
        callback()

    def when_quiet(self, job: Callable[[], None]) -> None:
        job()

    def in_a_moment(self, job: Callable[[], None]) -> None:
        job()

    def close(self) -> Any:
        raise NotImplementedError

    def let_go(self) -> None:
        """Do all that is to be done, in order."""
        while self.jobs:
            self.jobs.pop(0)()
