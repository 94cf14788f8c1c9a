"""Where the frames of a window's recordings end, as its jobs find it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from weakref import WeakSet

from poetrygui import recordings
from poetrygui.core import poems
from poetrygui.gui.window.window_jobs import WindowJobs


class WindowEdges:
    """Has the protocol of a recording played it again, where that protocol may run now."""

    def __init__(self, reactor: Any, jobs: WindowJobs) -> None:
        """Have ``jobs`` find them; nothing runs yet."""
        self._reactor = reactor
        self._jobs = jobs
        self._given: WeakSet[recordings.DrippedEdges] = WeakSet()
        self._waiting: list[Callable[[], object]] = []

    def of(self, recording: poems.Recording) -> recordings.FrameEdges:
        """Return what tells where the frames of a recording end."""
        pinned = partial(self._jobs.recorded, recording)
        found = recordings.DrippedEdges(recording, pinned, self._jobs.start, self._reactor)
        found.subscribe(self._found)
        self._given.add(found)
        return found

    def once_found(self, call: Callable[[], object]) -> None:
        """Call when something that was asked for is found, and who asked has been told; at once where nothing is."""
        self._waiting.append(call)
        if not self.is_looking:
            self._found()

    @property
    def is_looking(self) -> bool:
        """Whether anything that was asked for is not found yet."""
        return any(edges.is_looking for edges in self._given)

    def _found(self) -> None:
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            self._reactor.callLater(0, call)

    def close(self) -> None:
        """End what runs; nothing more is told."""
        self._waiting.clear()
        for edges in tuple(self._given):
            edges.close()
