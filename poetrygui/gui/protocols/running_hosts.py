"""The processes in which protocols receive now, and what each has taken of the machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from attrs import frozen

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.hosts.host import Host
from poetrygui.hosts.live.file_hosts import FileHosts
from poetrygui.hosts.live.hosted_protocol import HostedProtocol
from poetrygui.hosts.process_now import ProcessNow, process_now

ENDED_BY_USER = (
    "stopped, because you have ended the process of its protocol; what that had not delivered is kept as it came"
)


@frozen
class RunningHost:
    """A process, the protocol that it runs, and the poems of its connections; ``began`` is its time by the clock."""

    host: Host
    source: str
    poems: Sequence[KeptPoem]
    began: float

    @property
    def names(self) -> str:
        """How many connections it has, where that is not one, and the names of their servers."""
        names = ", ".join(poem.info.name or poem.info.address for poem in self.poems)
        return names if len(self.poems) == 1 else f"{len(self.poems)}: {names}" if names else "none just now"

    def now(self) -> ProcessNow | None:
        """Return what the system tells of it; None where it does not."""
        return process_now(self.host.pid)


class RunningHosts:
    """Finds them among what a library runs, and ends them."""

    def __init__(self, library: Library, shared: Callable[[], FileHosts | None]) -> None:
        """Look among those of ``library``, and those that ``shared`` returns: they outlast their last connections."""
        self._library = library
        self._shared = shared

    def now(self) -> list[RunningHost]:
        """Return those that run now, in the order in which their first connections began."""
        found: dict[Host, list[KeptPoem]] = {}
        sources: dict[Host, str] = {}
        for poem in self._library.running:
            connection = None if poem.fetch is None else poem.fetch.connection
            protocol = None if connection is None else connection.wrappedProtocol
            if isinstance(protocol, HostedProtocol) and (process := protocol.process) is not None:
                found.setdefault(process, []).append(poem)
                sources[process] = protocol.pinned.path or protocol.pinned.name
        shared = self._shared()
        for source, process in [] if shared is None else shared.running():
            found.setdefault(process, [])
            sources.setdefault(process, source)
        by_clock = time.time() - self._library.reactor.seconds()
        return [RunningHost(host, sources[host], poems, by_clock + host.since) for host, poems in found.items()]

    def end(self, running: RunningHost) -> None:
        """End a process, and before that its connections, which say so."""
        for poem in running.poems:
            self._library.stop(poem, ENDED_BY_USER)
        running.host.stop()
