"""Which fields the frames of a window's recordings have, by the protocols that there are now."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from poetrygui import api, plugins, recordings
from poetrygui.core import poems
from poetrygui.errors import PluginError
from poetrygui.gui import frames
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.window.window_jobs import WindowJobs
from poetrygui.paths import shipped_protocols


class WindowFields:
    """Has the shipped protocols asked in this process, and all others in one of their own."""

    def __init__(self, reactor: Any, protocols: WindowProtocols, jobs: WindowJobs) -> None:
        """Look for protocols among ``protocols``, and have ``jobs`` run those that are not shipped."""
        self._reactor = reactor
        self._protocols = protocols
        self._jobs = jobs

    def tools(self, edges_of: recordings.EdgesOf) -> frames.FrameTools:
        """Return what tells about the frames of recordings; ``edges_of`` tells where they end."""
        fields = frames.TableFields(self.of, self.places_of)
        self._protocols.changed.connect(fields.renewed)
        return frames.FrameTools(edges_of, fields)

    def of(self, recording: poems.Recording) -> recordings.FieldSource:
        """Return what tells the fields of a recording's frames.

        That is the protocol of the name by which it was framed, as it is now: it may have learned to tell them since.
        """
        info, registry = recording.info, self._protocols.registry
        options = dict(info.options)
        try:
            pinned = plugins.pin(registry, info.protocol, options)
        except PluginError as error:
            try:
                pinned = self._jobs.recorded(recording)
            except PluginError:
                return recordings.NoFields(str(error))
        if not self._tells_fields(pinned.name):
            return recordings.NoFields("")
        if pinned.path and Path(pinned.path).parent == shipped_protocols():
            return recordings.OwnFields(plugins.load_pinned(pinned), self._reactor)
        return recordings.HostedFields(pinned, self._jobs.start)

    def places_of(self, recording: poems.Recording) -> recordings.SoughtPlaces | None:
        """Have it found where a recording's frames lie on the wire, by the protocol that framed it; if that may run."""
        try:
            return recordings.SoughtPlaces(recording.directory, self._jobs.recorded(recording), self._jobs.start)
        except PluginError:
            return None

    def _tells_fields(self, name: str) -> bool:
        """Tell whether a protocol may know fields: where its class is at hand, that can be seen by it."""
        with suppress(PluginError):
            return api.has_fields(self._protocols.registry.load(name))
        return True
