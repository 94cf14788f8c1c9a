"""Where the frames of a window's recordings end, as its jobs find it."""

from __future__ import annotations

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

    def of(self, recording: poems.Recording) -> recordings.FrameEdges:
        """Return what tells where the frames of a recording end."""
        pinned = partial(self._jobs.recorded, recording)
        found = recordings.DrippedEdges(recording, pinned, self._jobs.start, self._reactor)
        self._given.add(found)
        return found

    def close(self) -> None:
        """End what runs; nothing more is told."""
        for edges in tuple(self._given):
            edges.close()
