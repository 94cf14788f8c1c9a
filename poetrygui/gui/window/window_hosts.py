"""Where the connections of a window have their protocols: a user's own in hosts, whose faults are not the window's.

What a window fetches asks here for its protocol, and for a user's own gets a class that stands for it. That it has
connections in processes of their own nobody else needs to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred

from poetrygui import api, hosts, plugins, recordings
from poetrygui.core.library.library import Library
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import PluginError
from poetrygui.gui import protocols
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.window.files_elsewhere import FilesElsewhere
from poetrygui.gui.window.window_jobs import WindowJobs
from poetrygui.hosts import confinement
from poetrygui.plugins.needs import read_needs

_LONGEST_END = 1.0  # seconds that protocols have for their last words when the window is closed


class WindowHosts:
    """Gives servers their protocols: those that there are, or what stands for one in hosts."""

    def __init__(self, reactor: Any, found: WindowProtocols, note: Callable[[str], object] = bool) -> None:
        """Look for protocols among those ``found``; no host is there before one is needed.

        ``note`` hears what is good to know.
        """
        self.jobs = WindowJobs(reactor, found, note)
        """What has protocols work over recordings, in hosts from the same source."""
        self.files = FilesElsewhere(reactor, found, self.jobs, note)
        """What runs their files, in hosts from the same source, too."""
        self._reactor = reactor
        self._protocols = found
        found.changed.connect(self._end_earlier_versions)

    def library(self, poems: Path, closed: Path) -> Library:
        """Return what fetches with them; it keeps poems in ``poems``, and those of closed tabs in ``closed``."""
        about: Any = {"place_of": self.place_of, "is_ready": self.files.is_ready}
        return Library(self._reactor, poems, closed, self.configured, _source, **about)

    def configured(self, server: Server) -> type[api.PoemProtocol]:
        """Return a server's protocol with its options, or what stands for it. Raises PluginError."""
        protocol, registry = self._protocols.configured(server), self._protocols.registry
        if not issubclass(protocol, plugins.StandIn):
            return protocol
        warm = self.jobs.warm()
        assert warm is not None
        pinned = plugins.pin_running(registry, server.protocol, protocol, dict(server.options))
        return hosts.hosted(
            self._reactor,
            pinned,
            warm,
            recordings.allowed_for("live", {"protocol": pinned.as_json()}),
            on_lines=hosts.PrintLimit(partial(self._printed, pinned.path or pinned.name), self._reactor.seconds).feed,
            # What it says to a frame is asked for there, and told when it is known.
            refusal=_known_later if api.can_speak(protocol) else None,
            stands_for=protocol,
            has_factory=protocol.told.has_factory,
        )

    def place_of(self, name: str, protocol: type) -> str:
        """Return in which process the protocol of that name runs as this class, if that is to be said."""
        pinned = getattr(protocol, "pinned", None)
        if pinned is not None:
            return confinement.place_words(read_needs(plugins.source_of(pinned), pinned.name))
        try:
            entry = self._protocols.registry.entry(name)
        except PluginError:
            return ""  # its file has gone since
        # What its user wants may have changed since, too.
        return protocols.HERE if protocols.receives_alone(entry) else protocols.receives_words(entry)

    def be_ready_for(self, servers: Iterable[Server]) -> None:
        """Have what hosts come from there where one of these servers would have to wait for it."""
        entries = self._protocols.registry.entries
        packages = {entry.name for entry in entries if entry.is_to_be_loaded and not entry.sha256}
        alone = packages | {entry.name for entry in entries if protocols.receives_alone(entry)}
        if any(server.protocol in alone for server in servers):
            self.jobs.warm()

    def close_after(self, over: Deferred[None]) -> Deferred[None]:
        """End every host once all connections are ``over``, of which each says its last as it ends, or else soon."""
        self.files.close()
        soon = self._reactor.callLater(_LONGEST_END, self.jobs.close)

        def end(result: None) -> None:
            if soon.active():
                soon.cancel()
                self.jobs.close()
            return result

        return over.addCallback(end)

    def _end_earlier_versions(self) -> None:
        """End the hosts that nobody is in of versions that no further connection has."""
        if (pool := self.jobs.file_hosts()) is not None:
            found = [each.protocol for each in self._protocols.registry.entries]
            sources = [each.source for each in found if each is not None and issubclass(each, plugins.StandIn)]
            pool.versions_are({str(each.path): each.sha256 for each in sources if each is not None})

    def _printed(self, file: str, lines: bytes) -> None:
        self._protocols.printed.emit(file, lines.decode("utf-8", "replace"))


def _source(protocol: type) -> bytes:
    return plugins.running_bytes(protocol)


def _known_later(_frame: bytes) -> str:
    return ""
