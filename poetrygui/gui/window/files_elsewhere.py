"""The files of a window's protocols, run in processes of their own: no code of theirs is in the window's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from twisted.internet.interfaces import IDelayedCall

from poetrygui import api, hosts, plugins, recordings
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.display_text import label_text
from poetrygui.errors import PluginError
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.window.window_jobs import WindowJobs

_UNTIL_SAID = 0.5
"""Seconds that a server waits for its protocol to be read before that is said: mostly it takes a tenth of that."""


class _Waiting(NamedTuple):
    """A server, in words, that begins once the protocol of a name is read, and what says so meanwhile."""

    who: str
    name: str
    begin: Callable[[], object]
    saying: IDelayedCall


class FilesElsewhere:
    """Has files read, and asked what they can send, in hosts; none is there before one is needed."""

    def __init__(
        self, reactor: Any, protocols: WindowProtocols, jobs: WindowJobs, note: Callable[[str], object]
    ) -> None:
        """Do it for ``protocols`` in hosts from the source that ``jobs`` has; ``note`` hears what is good to know.

        ``reactor`` tells the time.
        """
        self._reactor = reactor
        self._protocols = protocols
        self._jobs = jobs
        self._note = note
        self._waiting: list[_Waiting] = []
        protocols.elsewhere = self
        protocols.ask_to_send, protocols.stop_asking = self._ask_to_send, self._stop_asking
        protocols.changed.connect(self._look)

    @property
    def is_possible(self) -> bool:
        """Whether this system has hosts."""
        return hosts.HAS_HOSTS

    def read_file(self, *asked: Any) -> None:
        """Run a file in a host, with what :meth:`plugins.Elsewhere.read_file` takes."""
        self._reader.read_file(*asked)

    def read_installed(self, *asked: Any) -> None:
        """Import what a package offers in a host, with what :meth:`plugins.Elsewhere.read_installed` takes."""
        self._reader.read_installed(*asked)

    def is_ready(self, server: Server, begin: Callable[[], object]) -> bool:
        """Tell whether a server's protocol is known; if not, ``begin`` is called once it is."""
        registry, name = self._protocols.registry, server.protocol
        try:
            entry = registry.entry(name)
            if entry.is_to_be_loaded:
                registry.load(name)
        except PluginError:
            pass  # why is told where it is used; or it is just being asked for
        if not self._is_being_read(name):
            return True
        who = label_text(server.name or server.address, 60)
        what = f"“{who}” begins once its protocol {label_text(name, 40)} is read."
        saying = self._reactor.callLater(_UNTIL_SAID, self._note, what)
        self._waiting.append(_Waiting(who, name, begin, saying))
        return False

    def close(self) -> None:
        """Read and ask nothing more."""
        self._take([*self._waiting])
        self._stop_asking()
        if "_reader" in vars(self):
            self._reader.close()

    @cached_property
    def _reader(self) -> hosts.FileReader:
        return hosts.FileReader(self._reactor, self._jobs.warm, _allowed, self._printed)

    @cached_property
    def _refusals(self) -> hosts.Refusals:
        return hosts.Refusals(self._jobs.warm, _allowed)

    def _ask_to_send(
        self,
        name: str,
        protocol: type[api.PoemProtocol],
        options: Mapping[str, str],
        frame: bytes,
        told: Callable[[str], object],
    ) -> None:
        pinned = plugins.pin_running(self._protocols.registry, name, protocol, options)
        self._refusals.ask(pinned, frame, told)

    def _stop_asking(self) -> None:
        if "_refusals" in vars(self):
            self._refusals.close()

    def _printed(self, file: str, lines: bytes) -> None:
        self._protocols.printed.emit(file, lines.decode("utf-8", "replace"))

    def _look(self) -> None:
        ready = [each for each in self._waiting if not self._is_being_read(each.name)]
        said = [each.who for each in ready if not each.saying.active()]
        for each in self._take(ready):
            each.begin()
        for who in said:  # what was said is not so any more
            self._note(f"“{who}” has begun.")

    def _take(self, taken: list[_Waiting]) -> list[_Waiting]:
        self._waiting = [each for each in self._waiting if each not in taken]
        for each in taken:
            if each.saying.active():
                each.saying.cancel()
        return taken

    def _is_being_read(self, name: str) -> bool:
        try:
            return self._protocols.registry.entry(name).is_being_read
        except PluginError:
            return False


def _allowed(pinned: plugins.PinnedProtocol) -> Any:
    return recordings.allowed_for("live", {"protocol": pinned.as_json()})
