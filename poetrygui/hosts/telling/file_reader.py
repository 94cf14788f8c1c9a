"""The program's side of reading protocol files: a host runs each, and is heard; nothing here waits for it."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from twisted.internet.interfaces import IDelayedCall

from poetrygui.hosts import warm as forking
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.last_words import LastWords
from poetrygui.hosts.live.whole_lines import WholeLines
from poetrygui.hosts.messages import Message
from poetrygui.hosts.telling.file_told import TELLER
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.plugins.protocol_state import Broken
from poetrygui.plugins.source_file import SourceFile
from poetrygui.plugins.told_version import version_heard
from poetrygui.plugins.versions import Version

MOST_AT_ONCE = 4
"""Files that are read at the same time."""
MOST_PRINTED = 1024 * 1024
"""Bytes that a file may print as it is loaded."""

_LARGEST_TOLD = 64 * 1024
_STACK = b"Stack (most recent call first):\n"
_LATEST = 4 * MOST_PRINTED  # bytes by which it is ended even where it has not said where it is

Told: TypeAlias = "Callable[[Version], object]"


class FileReader:
    """Has files run in hosts of ``warm``, and tells what each offers: classes that stand for its protocols."""

    def __init__(
        self,
        reactor: Any,
        warm: Callable[[], WarmProcess | None],
        allowed: Callable[[PinnedProtocol], Allowed],
        on_lines: Callable[[str, bytes], object],
    ) -> None:
        """Have hosts forked from what ``warm`` returns when one is needed; each may do what is ``allowed``.

        ``on_lines`` gets a file's path and what it prints, in whole lines. What goes wrong at once is told in a later
        turn of ``reactor``.
        """
        self._reactor = reactor
        self._warm = warm
        self._allowed = allowed
        self._on_lines = on_lines
        self._waiting: deque[_Reading] = deque()
        self._running: list[_Reading] = []
        self._is_closed = False
        self._soon: IDelayedCall | None = None

    @property
    def is_possible(self) -> bool:
        """Whether this system has hosts."""
        return forking.HAS_HOSTS

    def read_file(self, source: SourceFile, helpers: Mapping[str, str], told: Told) -> None:
        """Run ``source``, which may import the ``helpers``, each with its digest; ``told`` hears what came of it."""
        # One that has changed again is read as it is now.
        for old in [each for each in self._waiting if each.path == str(source.path)]:
            self._waiting.remove(old)
        for old in [each for each in self._running if each.path == str(source.path)]:
            old.drop()
        path, text = source.path, source.data.decode() if len(source.data) <= _LARGEST_TOLD else ""
        pinned = PinnedProtocol(path.stem, str(path), source.sha256, helpers=helpers, source=text)
        self._add(_Reading(pinned, source, told))

    def read_installed(self, name: str, told: Told) -> None:
        """Import what an installed package offers by that ``name``; ``told`` hears what came of it."""
        self._add(_Reading(PinnedProtocol(name), None, told))

    def close(self) -> None:
        """Read nothing more, and tell nothing more."""
        self._is_closed = True
        self._waiting.clear()
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        for each in tuple(self._running):
            each.drop()

    def _add(self, reading: _Reading) -> None:
        if not self._is_closed:
            self._waiting.append(reading)
            # Whoever asks has others to ask for, and what starts a process takes its time.
            if self._soon is None:
                self._soon = self._reactor.callLater(0, self._begin_some)

    def _begin_some(self) -> None:
        self._soon = None
        while self._waiting and len(self._running) < MOST_AT_ONCE and not self._is_closed:
            reading = self._waiting.popleft()
            self._running.append(reading)
            over = partial(self._over, reading)
            try:
                warm = self._warm()
                assert warm is not None
                reading.begin(warm, self._allowed(reading.pinned), self._on_lines, over)
            except OSError as error:
                why = (error.strerror or str(error)).lower()
                self._reactor.callLater(0, over, reading.failed(f"no process could be started for it: {why}"))

    def _over(self, reading: _Reading, version: Version) -> None:
        self._running.remove(reading)
        if not self._is_closed and not reading.is_dropped:
            reading.told(version)
        if self._soon is None:
            self._begin_some()


class _Reading:
    """One file that is read, or an installed protocol."""

    def __init__(self, pinned: PinnedProtocol, source: SourceFile | None, told: Told) -> None:
        self.pinned = pinned
        self.path = pinned.path
        self.told = told
        self.is_dropped = False
        self._source = source
        self._version: Version | None = None
        self._garbage = ""
        self._host: Host | None = None
        self._printed = 0
        self._last_words = LastWords()
        self._place_lines = WholeLines(self._take_lines)

    def begin(
        self,
        warm: WarmProcess,
        allowed: Allowed,
        on_lines: Callable[[str, bytes], object],
        over: Callable[[Version], object],
    ) -> None:
        """Have a host of ``warm`` read it, which may do what is ``allowed``; ``over`` is called once with what came.

        What it prints goes to ``on_lines``.
        """
        lines = WholeLines(partial(on_lines, self.path or self.pinned.name))

        def printed(data: bytes) -> None:
            if self._printed <= MOST_PRINTED:
                lines.feed(data)
            self._count(data)

        def ended(end: HostEnd) -> None:
            lines.end()
            over(self._version or self.failed(self._why(end), end.output))

        told = {"protocol": self.pinned.as_json()}
        self._host = warm.run(f"{TELLER}:run", told, self._heard, ended, allowed=allowed, on_output=printed)

    def drop(self) -> None:
        """End it: nobody asks for it any more."""
        self.is_dropped = True
        if self._host is not None:
            self._host.stop()

    def failed(self, problem: str, details: str = "") -> Version:
        """Return what came of it where its process told nothing, for a ``problem``, with what was printed."""
        name = Path(self.path).name if self.path else self.pinned.name
        title = Path(self.path).stem if self.path else name
        return Version(title, failure=Broken(f"{name} could not be loaded: {problem}", details))

    def _heard(self, message: Message) -> None:
        try:
            if not isinstance(message, dict):
                raise TypeError("no object")
            if self._version is None:
                self._version = version_heard(message["version"], self._source)
        except (KeyError, ValueError, TypeError, RecursionError) as error:
            self._garbage = self._garbage or f"its process sent garbage ({type(error).__name__}: {error})"
        assert self._host is not None
        # It has said all that it has to say; what it left running is nobody's.
        self._host.hear_prints()
        self._host.stop()

    def _why(self, end: HostEnd) -> str:
        if self._garbage:
            return self._garbage
        if self._printed > MOST_PRINTED:
            place = self._last_words.place
            return f"it printed more than 1 MiB meanwhile{f' ({place})' if place else ''}"
        return end.problem or f"its process ended before it was loaded{f' ({end.place})' if end.place else ''}"

    def _take_lines(self, lines: bytes) -> None:
        if not self._last_words.place:
            self._last_words.feed(lines)

    def _count(self, data: bytes) -> None:
        assert self._host is not None
        is_first = self._printed <= MOST_PRINTED
        self._printed += len(data)
        if self._printed <= MOST_PRINTED:
            return
        if is_first:
            # Where it is, so that its author is told the line.
            with suppress(OSError):
                if self._host.pid:
                    os.kill(self._host.pid, signal.SIGUSR1)
        # What it has written of its own last line may stand before that.
        self._place_lines.feed(data.replace(_STACK, b"\n" + _STACK))
        if self._last_words.place or self._printed > _LATEST:
            self._host.stop()
