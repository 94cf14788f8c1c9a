"""What a window has protocols do over recordings: in processes of their own, begun when the first is needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from poetrygui import hosts, plugins, recordings
from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.errors import PluginError
from poetrygui.gui.protocols.window_protocols import WindowProtocols


class WindowJobs:
    """Runs jobs, and knows by which protocol a recording was framed and whether that may run now."""

    def __init__(self, reactor: Any, protocols: WindowProtocols, note: Callable[[str], object] = bool) -> None:
        """Look for protocols among ``protocols``; nothing runs yet. ``note`` hears what is good to know.

        ``reactor`` is the window's.
        """
        self._reactor = reactor
        self._protocols = protocols
        self._note = note

    @cached_property
    def _workers(self) -> recordings.Workers:
        workers = recordings.workers_for(self._reactor, [hosts.RUNNER, *hosts.TELLERS])
        if isinstance(workers, recordings.HostWorkers):
            workers.warm.told = self._note
        return workers

    def start(self, *job: Any) -> recordings.AskedJob:
        """Start a job, with what :meth:`recordings.Workers.start` takes."""
        return self._workers.start(*job)

    def warm(self) -> hosts.WarmProcess | None:
        """Return what other hosts may come from, which have what stands in for connections; None on some systems."""
        workers = self._workers
        return workers.warm if isinstance(workers, recordings.HostWorkers) else None

    def file_hosts(self) -> hosts.FileHosts | None:
        """Return the hosts of the window's connections, if there has been one."""
        warm = self.warm() if "_workers" in vars(self) else None
        return warm.shared if warm is not None and isinstance(warm.shared, hosts.FileHosts) else None

    def recorded(self, recording: poems.Recording) -> plugins.PinnedProtocol:
        """Return the protocol by which a recording was framed as it came. Raises PluginError."""
        registry, folder = self._protocols.registry, recording.directory
        options = dict(recording.info.options)
        if (folder / plugins.RECORDED_SOURCE).exists():
            return plugins.pin_recorded(registry, folder, options, recording.info.protocol)
        return plugins.pin(registry, recording.info.protocol, options)

    def framed_by(self, poem: KeptPoem) -> tuple[plugins.PinnedProtocol | None, str]:
        """Return the protocol that framed a poem as it came; or None, and in a sentence why it is not there."""
        found = None if poem.store is None else poem.store.recording
        if not poem.info.protocol or found is None:
            return None, "This recording was never framed before: there is nothing to compare with."
        try:
            return self.recorded(found), ""
        except PluginError as error:
            return None, f"There is nothing to compare with. {error}"

    def close(self) -> None:
        """End what runs; nothing more is begun."""
        if "_workers" in vars(self):
            self._workers.close()
