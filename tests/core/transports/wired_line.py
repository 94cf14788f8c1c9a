"""A serial line whose other end is a test's: a pair of pseudo-terminals."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from poetrygui.core.transports.streams.pipe_writer import PipeWriter
from poetrygui.core.transports.streams.polled_reader import PolledReader
from poetrygui.core.transports.streams.reader import Ears


class WiredLine:
    """Has the device at ``path``; hears what is sent there, and speaks once something has come."""

    def __init__(self, reactor: Any, says: bytes = b"", then: Callable[[], object] = bool) -> None:
        """Say ``says`` when something has been heard, and call ``then`` when that is written."""
        self.heard = b""
        self._says = says
        self._then = then
        self._reactor = reactor
        ours, device = os.openpty()
        self.path = os.ttyname(device)
        # Kept open as well: else the other end reads, before it is opened for the first time, that all have hung up.
        self._device = device
        self._writer = PipeWriter(reactor, os.dup(ours), bool)
        self._reader = PolledReader(reactor, ours, Ears(lambda: 65536, self._came, lambda _: None))
        self._reader.start()

    def unplug(self) -> None:
        """Take the line away, whatever is on its way."""
        self._reader.close()
        self._writer.close()
        if self._device >= 0:
            os.close(self._device)
            self._device = -1

    def _came(self, data: bytes) -> None:
        self.heard += data
        says, self._says = self._says, b""
        if says:
            self._writer.write(says)
            # After what the reactor does first: writing all of it, as far as there is room.
            self._reactor.callLater(0, self._then)
