"""What a command writes to its standard error: told line by line, and never in the poem."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import Any

from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.polled_reader import PolledReader
from poetrygui.core.transports.streams.reader import Ears

MOST = 1024 * 1024
"""Bytes of it that are told; the rest is read, so that the command does not wait, and dropped."""
_LONGEST_LINE = 4096  # bytes
_LONGEST_LAST = 200  # characters


class ErrorOutput:
    """Reads a pipe to its end, and tells whole lines."""

    def __init__(self, reactor: Any, descriptor: int, tell: Callable[[Aside], None]) -> None:
        """Read ``descriptor``, or nothing where that is -1."""
        self.last = ""
        """The last line that says something."""
        self._descriptor = descriptor
        self._tell = tell
        self._begun = b""
        self._size = 0
        self._reader = PolledReader(reactor, descriptor, Ears(lambda: _LONGEST_LINE, self._came, lambda _: self._end()))

    def start(self) -> None:
        """Read."""
        self._reader.start()

    def close(self) -> None:
        """Take what is there already, and read no more."""
        if self._reader.fileno() < 0:
            return
        os.set_blocking(self._descriptor, False)
        with contextlib.suppress(OSError):
            while self._size <= MOST and (data := os.read(self._descriptor, _LONGEST_LINE)):
                self._came(data)
        self._reader.close()
        self._end()

    def _came(self, data: bytes) -> None:
        whole, _, self._begun = (self._begun + data).rpartition(b"\n")
        if len(self._begun) >= _LONGEST_LINE:
            whole, self._begun = whole + self._begun, b""
        if whole:
            self._tell_lines(whole)

    def _end(self) -> None:
        whole, self._begun = self._begun, b""
        if whole:
            self._tell_lines(whole)

    def _tell_lines(self, data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        said = [line for line in text.splitlines() if line.strip()]
        if said:
            self.last = " ".join(said[-1].split())[:_LONGEST_LAST]
        was, self._size = self._size, self._size + len(data)
        if self._size <= MOST:
            self._tell(Aside(text))
        elif was <= MOST:
            self._tell(Aside("more came on the command's standard error than is shown", is_remark=True))
