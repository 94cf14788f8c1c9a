"""A command's standard error, read from a pipe to its end, so that the command never waits for that."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import Any

from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.error_lines import LONGEST_LINE, ErrorLines
from poetrygui.core.transports.streams.polled_reader import PolledReader
from poetrygui.core.transports.streams.reader import Ears


class ErrorOutput:
    """Reads a pipe to its end, and tells whole lines."""

    def __init__(self, reactor: Any, descriptor: int, tell: Callable[[Aside], None]) -> None:
        """Read ``descriptor``, or nothing where that is -1."""
        self._descriptor = descriptor
        self._lines = ErrorLines(tell)
        ears = Ears(lambda: LONGEST_LINE, self._lines.came, lambda _: self._lines.end())
        self._reader = PolledReader(reactor, descriptor, ears)

    @property
    def last(self) -> str:
        """The last line that says something."""
        return self._lines.last

    def start(self) -> None:
        """Read."""
        self._reader.start()

    def close(self) -> None:
        """Take what is there already, and read no more."""
        if self._reader.fileno() < 0:
            return
        os.set_blocking(self._descriptor, False)
        with contextlib.suppress(OSError):
            while not self._lines.is_full and (data := os.read(self._descriptor, LONGEST_LINE)):
                self._lines.came(data)
        self._reader.close()
        self._lines.end()
