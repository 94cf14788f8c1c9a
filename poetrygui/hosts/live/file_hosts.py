"""The hosts of a program's live connections: one for each file and version, as long as it is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

from twisted.internet.interfaces import IDelayedCall

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.live.shared_host import SharedHost
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol, source_of

RUNNER = "poetrygui.hosts.live.guests_there"
"""What a warm process has at hand for them."""
KEPT_FOR = 60.0
"""Seconds for which one is there that no connection is in: what its file remembers is there for the next one."""

FileVersion: TypeAlias = "tuple[str, str, tuple[tuple[str, str], ...]]"
"""A file, its digest, and files that it may import, each with its own."""


class FileHosts:
    """Gives each connection a place in the host of its file, which is begun where there is none."""

    def __init__(self, reactor: Any, warm: WarmProcess) -> None:
        """Fork them from ``warm``; their time is that of ``reactor``."""
        self._reactor = reactor
        self._warm = warm
        self._hosts: dict[FileVersion, SharedHost] = {}
        self._leaving: dict[SharedHost, IDelayedCall] = {}
        self._versions: Mapping[str, str] = {}
        self._numbers = count(1)

    def seat(
        self,
        pinned: PinnedProtocol,
        allowed: Allowed,
        told: dict[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
        *,
        on_lines: Callable[[bytes], object],
        limit: float,
    ) -> Seat:
        """Return a place for a connection with the ``pinned`` protocol, whose host is ``allowed`` so much.

        So much is ``told`` of it; ``on_message`` and ``on_end`` hear what comes of it, and ``on_lines`` gets what the
        host prints, of all of its connections from then on. It may make no headway for ``limit`` seconds. Raises
        OSError.
        """
        key = version_of(pinned)
        host = self._hosts.get(key)
        if host is None or host.is_over:
            host = self._hosts[key] = SharedHost(
                self._reactor, lambda *heard: self._start(pinned, allowed, limit, *heard), self._changed
            )
        self._keep(host)
        for other in self._others_of(host):
            if other.is_empty:
                self._end(other)
        host.lines.on_lines = on_lines
        return host.seat(told, on_message, on_end, next(self._numbers))

    def running(self) -> list[tuple[str, Host]]:
        """Return the processes into which further connections come, each with its file, or the name of its protocol."""
        return [(str(key[0]), host.process) for key, host in self._hosts.items()]

    def versions_are(self, versions: Mapping[str, str]) -> None:
        """Let those go that no connection is in, of files of which further ones have another digest by now."""
        self._versions = versions
        for host in tuple(self._hosts.values()):
            if host.is_empty and self._is_of_use_no_more(host):
                self._end(host)

    def leave(self) -> None:
        """Let those go that no connection is in."""
        for host in tuple(self._leaving):
            self._end(host)

    def _start(self, pinned: PinnedProtocol, allowed: Allowed, limit: float, *heard: Any) -> Any:
        on_message, on_end, on_output, descriptor = heard
        told = {"protocol": pinned.as_json(), "limit": limit}
        more: Any = {"allowed": allowed, "on_output": on_output, "descriptor": descriptor, "lasts": True}
        return self._warm.run(f"{RUNNER}:run", told, on_message, on_end, limit, **more)

    def _changed(self, host: SharedHost) -> None:
        if host not in self._hosts.values() or host.is_over or self._is_of_use_no_more(host):
            self._end(host)
        elif host not in self._leaving:
            self._leaving[host] = self._reactor.callLater(KEPT_FOR, self._end, host)

    def _keep(self, host: SharedHost) -> None:
        leaving = self._leaving.pop(host, None)
        if leaving is not None and leaving.active():
            leaving.cancel()

    def _end(self, host: SharedHost) -> None:
        self._keep(host)
        for key in [key for key, each in self._hosts.items() if each is host]:
            del self._hosts[key]
        if host.is_empty:
            host.leave()

    def _is_of_use_no_more(self, host: SharedHost) -> bool:
        """Tell whether its file was saved since: then what it remembers is for nobody."""
        keys = [key for key, each in self._hosts.items() if each is host]
        return bool(self._others_of(host)) or any(self._versions.get(key[0], key[1]) != key[1] for key in keys)

    def _others_of(self, host: SharedHost) -> list[SharedHost]:
        """Return those that have other versions of its file."""
        files = {key[0] for key, each in self._hosts.items() if each is host}
        return [each for key, each in self._hosts.items() if each is not host and key[0] in files]


def file_hosts(reactor: Any, warm: WarmProcess) -> FileHosts:
    """Return what gives places in hosts that are forked from ``warm``, whose time is that of ``reactor``."""
    if not isinstance(warm.shared, FileHosts):
        warm.shared = FileHosts(reactor, warm)
    return warm.shared


def version_of(pinned: PinnedProtocol) -> FileVersion:
    """Return what two connections have in common that are in one host: the file, its bytes, and what it may import."""
    if not pinned.path:
        return pinned.name, "", ()
    source = source_of(pinned)
    named = any(re.search(rb"\b%b\b" % re.escape(Path(each).stem).encode(), source) for each in pinned.helpers)
    return pinned.path, pinned.sha256, tuple(sorted(pinned.helpers.items())) if named else ()
