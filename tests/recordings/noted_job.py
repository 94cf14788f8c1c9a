"""A job that notes what it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from poetrygui.recordings.workers import AskedJob


@frozen
class NotedJob:
    """Has ``note`` hear each question, and then asks ``job``."""

    job: AskedJob
    note: Callable[[dict[str, Any]], object]

    def grown(self) -> None:
        """Say so."""
        self.job.grown()

    def ask(self, message: dict[str, Any]) -> None:
        """Note it, and ask."""
        self.note(message)
        self.job.ask(message)

    def stop(self) -> None:
        """End it."""
        self.job.stop()
