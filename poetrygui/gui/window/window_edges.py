"""Where the frames of a window's recordings end: found in processes of their own, begun when the first is needed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any
from weakref import WeakSet

from poetrygui import plugins, recordings
from poetrygui.core import poems
from poetrygui.gui.protocols.window_protocols import WindowProtocols


class WindowEdges:
    """Has the protocol of a recording played it again, where that protocol may run now."""

    def __init__(self, reactor: Any, protocols: WindowProtocols) -> None:
        """Look for protocols among ``protocols``; nothing runs yet."""
        self._reactor = reactor
        self._protocols = protocols
        self._given: WeakSet[recordings.DrippedEdges] = WeakSet()

    @cached_property
    def _workers(self) -> recordings.Workers:
        return recordings.workers_for(self._reactor)

    def of(self, recording: poems.Recording) -> recordings.FrameEdges:
        """Return what tells where the frames of a recording end."""
        found = recordings.DrippedEdges(recording, partial(self._pinned, recording), self._start, self._reactor)
        self._given.add(found)
        return found

    def close(self) -> None:
        """End what runs; nothing more is begun or told."""
        for edges in tuple(self._given):
            edges.close()
        if "_workers" in vars(self):
            self._workers.close()

    def _start(self, *job: Any) -> recordings.RunningJob:
        return self._workers.start(*job)

    def _pinned(self, recording: poems.Recording) -> plugins.PinnedProtocol:
        registry, folder = self._protocols.registry, recording.directory
        options = dict(recording.info.options)
        if (folder / plugins.RECORDED_SOURCE).exists():
            return plugins.pin_recorded(registry, folder, options)
        return plugins.pin(registry, recording.info.protocol, options)
