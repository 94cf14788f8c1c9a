"""A user's protocol files for a command: they run in hosts, to be listed or to be used, and not in its own process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from poetrygui import commands, hosts, plugins, recordings
from poetrygui.commands.standard_streams import StandardError

_BETWEEN_LOOKS = 0.1  # seconds, at most


class LeftUnread:
    """Runs nothing of a file to find out what it offers: that is found out where it is to run."""

    @property
    def is_possible(self) -> bool:
        """Whether this system has hosts, where it can."""
        return hosts.HAS_HOSTS

    def read_file(self, *_asked: object) -> None:
        """Tell nothing of a file."""

    def read_installed(self, *_asked: object) -> None:
        """Tell nothing of what a package offers."""


class FilesRead:
    """Has files read in hosts for a command, which waits for that before its reactor runs."""

    def __init__(
        self,
        error: StandardError,
        warm: Callable[[], hosts.WarmProcess | None] | None = None,
        *,
        only: Path | None = None,
    ) -> None:
        """Fork the hosts from what ``warm`` returns, or from one of its own.

        ``error`` gets what files print that can be used. Where ``only`` one is of interest, no other is run.
        """
        self._error = error
        self._warm = (lambda: self._own) if warm is None else warm
        self._only = only
        self._printed: dict[str, bytes] = {}

    def __enter__(self) -> FilesRead:
        """Begin; no process is there before it is needed."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """End what was begun."""
        if "_reader" in vars(self):
            self._reader.close()
        if "_own" in vars(self):
            self._own.close()

    @property
    def is_possible(self) -> bool:
        """Whether this system has hosts."""
        return hosts.HAS_HOSTS

    def read_file(self, source: Any, helpers: Mapping[str, str], told: Callable[[Any], object]) -> None:
        """Run ``source`` in a host; it may import the ``helpers``, and ``told`` hears what came of it."""
        if self._is_wanted(source.path):
            self._reader.read_file(source, helpers, partial(self._told, str(source.path), told))

    def read_installed(self, name: str, told: Callable[[Any], object]) -> None:
        """Import what a package offers in a host, with what :meth:`plugins.Elsewhere.read_installed` takes."""
        self._reader.read_installed(name, partial(self._told, name, told))

    def wait(self, registry: plugins.ProtocolRegistry) -> None:
        """Wait until it is known of the files of ``registry`` what they offer."""
        while any(each.is_being_read and self._is_wanted(each.path) for each in registry.entries):
            self._reactor.iterate(_BETWEEN_LOOKS)

    def _is_wanted(self, path: Path) -> bool:
        return self._only is None or path == self._only

    @cached_property
    def _reactor(self) -> Any:
        return commands.reactor

    @cached_property
    def _reader(self) -> hosts.FileReader:
        return hosts.FileReader(self._reactor, self._warm, _allowed, self._keep)

    @cached_property
    def _own(self) -> hosts.WarmProcess:
        return hosts.WarmProcess(self._reactor, hosts.TELLERS)

    def _keep(self, name: str, lines: bytes) -> None:
        self._printed[name] = self._printed.get(name, b"") + lines

    def _told(self, name: str, told: Callable[[Any], object], version: Any) -> None:
        printed = self._printed.pop(name, b"")
        # What Python says at the end of a process is no more than the reason has, and longer.
        if version.protocols:
            self._error.say_lines(printed.decode("utf-8", "replace"))
        told(version)


def _allowed(pinned: plugins.PinnedProtocol) -> Any:
    return recordings.allowed_for("live", {"protocol": pinned.as_json()})
