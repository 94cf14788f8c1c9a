"""The processes in which protocols receive now, and what each has taken of the machine."""

from __future__ import annotations

import time
from collections.abc import Sequence

from attrs import frozen

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.hosts.host import Host
from poetrygui.hosts.live.hosted_protocol import HostedProtocol
from poetrygui.hosts.process_now import ProcessNow, process_now
from poetrygui.plugins.pinned import PinnedProtocol

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
        """The names of its connections' servers."""
        return ", ".join(poem.info.name or poem.info.address for poem in self.poems)

    def now(self) -> ProcessNow | None:
        """Return what the system tells of it; None where it does not."""
        return process_now(self.host.pid)


class RunningHosts:
    """Finds them among what a library runs, and ends them."""

    def __init__(self, library: Library) -> None:
        """Look among those of ``library``."""
        self._library = library

    def now(self) -> list[RunningHost]:
        """Return those that run now, in the order in which their first connections began."""
        found: dict[Host, list[KeptPoem]] = {}
        pinned: dict[Host, PinnedProtocol] = {}
        for poem in self._library.running:
            connection = None if poem.fetch is None else poem.fetch.connection
            protocol = None if connection is None else connection.wrappedProtocol
            if isinstance(protocol, HostedProtocol) and (process := protocol.process) is not None:
                found.setdefault(process, []).append(poem)
                pinned[process] = protocol.pinned
        by_clock = time.time() - self._library.reactor.seconds()
        return [
            RunningHost(host, pinned[host].path or pinned[host].name, poems, by_clock + host.since)
            for host, poems in found.items()
        ]

    def end(self, running: RunningHost) -> None:
        """End a process, and before that its connections, which say so."""
        for poem in running.poems:
            self._library.stop(poem, ENDED_BY_USER)
        running.host.stop()
