"""The chunks that come to a host, and how much of them is to come at a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from poetrygui.hosts.live.read_size_there import ReadSizeThere
from poetrygui.hosts.live.shared_pages import SharedPages
from poetrygui.hosts.live.wire_window import FEW_KEPT, KEPT, WireWindow
from poetrygui.hosts.messages import Message


class ChunksThere:
    """Takes chunks out of messages, or out of memory that both see."""

    def __init__(self, pages: SharedPages | None) -> None:
        """Take what comes in ``pages`` from there, if there are any."""
        self.window = WireWindow(FEW_KEPT if pages is None else KEPT)
        """The last of what came."""
        self.pages = pages
        """What both see."""
        self._read_size = ReadSizeThere()

    @property
    def reads(self) -> int:
        """How many bytes are to be read at a time."""
        return self._read_size.bytes

    def hand_on(self, message: Message, to: Callable[[bytes], object]) -> None:
        """Hand the chunk on that came in a message, or of which that tells."""
        chunk = message if isinstance(message, bytes) else self._shared(*message)
        self.window.add(chunk)
        self.window.trim()
        # By what it computed: time in which others had the processor is no reason to read less.
        begun = time.thread_time()
        to(chunk)
        self._read_size.handled(len(chunk), time.thread_time() - begun)

    def _shared(self, size: int, taken: int) -> bytes:
        assert self.pages is not None
        self.pages.begin(taken)
        return self.pages.chunk(size)
