"""The calls into a protocol that are with its host: what came, and what else it is to be told."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable

from poetrygui.hosts.host import Host
from poetrygui.hosts.live.shared_pages import FOR_CHUNK, SharedPages, shareable
from poetrygui.hosts.live.wire_window import WireWindow
from poetrygui.hosts.messages import Message

LARGEST = 1024 * 1024
"""Bytes that go in one message."""


class HostedCalls:
    """Hands calls to a host, and counts those that it has not made yet."""

    def __init__(self, start: Callable[[int | None], Host]) -> None:
        """Have ``start`` make the host, which gets a descriptor of memory that both see, where there is such memory.

        Raises OSError where the system lets there be no host.
        """
        self.window = WireWindow()
        """The last of what came."""
        descriptor = shareable()
        self.pages = None if descriptor is None else SharedPages(descriptor)
        """What both see."""
        self._owed = 0
        try:
            self.host = start(descriptor)
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def chunk(self, data: bytes) -> None:
        """Hand a chunk to it."""
        for start in range(0, len(data), LARGEST):
            piece = data[start : start + LARGEST]
            self.window.add(piece)
            if self._owed or self.pages is None or len(piece) > FOR_CHUNK:
                self.other(piece)
            else:
                # The one before has been taken out: the host has made of it what it can.
                self.pages.put_chunk(piece)
                self.other(array("Q", [len(piece), self.pages.taken]))

    def other(self, message: Message) -> None:
        """Hand it a message that is a call of its own."""
        self._owed += 1
        self.host.send(message)

    def made(self, calls: int, heard: int) -> bool:
        """Take notice that it has made so many, and heard so much; return whether that is all.

        Raises ValueError where there were not so many.
        """
        self._owed -= calls
        if self._owed < 0:
            raise ValueError("more calls than there were")
        self.host.answered(heard)
        if self._owed:
            return False
        self.window.trim()
        return True

    def close(self) -> None:
        """Give the memory back."""
        if self.pages is not None:
            self.pages.close()
