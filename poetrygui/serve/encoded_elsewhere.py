"""Serving a file by a protocol of the user's own: a host makes the bytes for each reader, and none of it runs here."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from poetrygui.errors import PluginError, ServeError
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.live.stack_apart import StackApart
from poetrygui.hosts.messages import DONE, Message
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol

ENCODER = "poetrygui.serve.encoded_there"
"""What a warm process has at hand for them."""

_AHEAD = 4  # pieces that are there, or asked for, before the reader takes them
_BETWEEN_LOOKS = 0.1  # seconds, at most


class EncodedElsewhere:
    """Makes the bytes of files by the ``pinned`` protocol, in hosts of ``warm`` that may do what is ``allowed``."""

    def __init__(
        self,
        pinned: PinnedProtocol,
        warm: WarmProcess,
        allowed: Callable[[Path], Allowed],
        on_lines: Callable[[bytes], object] = bool,
    ) -> None:
        """Begin nothing yet; what is ``allowed`` is told of each file, and ``on_lines`` gets what hosts print."""
        self._pinned = pinned
        self._warm = warm
        self._allowed = allowed
        self._on_lines = on_lines

    def check(self, reactor: Any, path: Path) -> None:
        """Wait until it is known that this file can be served so: ``reactor``, which does not run, goes round in here.

        Raises PluginError where the protocol cannot be loaded, or cannot speak.
        """
        blocks = self.blocks(path)
        while not (blocks.is_ready or blocks.problem):
            reactor.iterate(_BETWEEN_LOOKS)
        blocks.close()
        if blocks.problem:
            raise PluginError(blocks.problem)

    def blocks(self, path: Path) -> ComingBlocks:
        """Return the bytes that a reader of the file at ``path`` receives."""
        told = {"path": str(path.absolute()), "protocol": self._pinned.as_json()}
        lines = StackApart(self._on_lines)

        def begin(hear: Callable[[Message], None], tell_end: Callable[[HostEnd], None]) -> Host:
            def ended(end: HostEnd) -> None:
                lines.host_ended(end.problem, is_told=True)
                tell_end(end)

            allowed = self._allowed(path)
            return self._warm.run(f"{ENCODER}:run", told, hear, ended, allowed=allowed, on_output=lines.feed)

        return ComingBlocks(begin, f"{path} by the protocol {self._pinned.name}")


class ComingBlocks:
    """An iterator that gives an empty block where the next is not there yet; ``on_more`` is called when it is."""

    def __init__(self, begin: Callable[..., Host], what: str) -> None:
        """Have a host make them, which ``begin`` starts with who hears it, and who hears how it ended.

        In sentences they are ``what``: a file by a protocol.
        """
        self.on_more: Callable[[], object] = bool
        self.is_ready = False
        """Whether the protocol is there, and can speak."""
        self.problem = ""
        """In a sentence, why there is no more."""
        self._what = what
        self._pieces: deque[bytes] = deque()
        self._asked = 0
        self._is_done = False
        self._host = begin(self._hear, self._ended)

    def __iter__(self) -> ComingBlocks:
        """Return itself."""
        return self

    def __next__(self) -> bytes:
        """Return the next block, or an empty one. Raises ServeError where there can be no more."""
        if self._pieces:
            piece = self._pieces.popleft()
            self._ask()
            return piece
        if self.problem:
            raise ServeError(self.problem)
        if self._is_done:
            raise StopIteration
        return b""

    def close(self) -> None:
        """Have no more made."""
        self.on_more = bool
        self._host.stop()

    def _ask(self) -> None:
        while self.is_ready and not self._is_done and len(self._pieces) + self._asked < _AHEAD:
            self._asked += 1
            self._host.send({"more": True})

    def _hear(self, message: Message) -> None:
        if isinstance(message, bytes):
            if message:
                self._asked -= 1
                self._pieces.append(message)
        elif message == DONE:
            self._is_done = True
        elif isinstance(message, dict):
            self.problem = self.problem or str(message.get("problem", ""))
            self.is_ready |= message.get("ready") is True
            self._ask()
        self.on_more()

    def _ended(self, end: HostEnd) -> None:
        if not (self._is_done or self.problem):
            why = end.problem or f"its process ended{f' ({end.place})' if end.place else ''}"
            self.problem = f"{self._what} {'was not sent to its end' if self.is_ready else 'cannot be served'}: {why}."
        self.on_more()
