"""What one host prints, line by line, so that the lines of many are not mixed."""

from __future__ import annotations

from collections.abc import Callable

LONGEST = 64 * 1024
"""Bytes after which a line is handed on without its end."""


class WholeLines:
    """Hands whole lines on."""

    def __init__(self, on_lines: Callable[[bytes], object]) -> None:
        """Hand them to ``on_lines``, one or many at once."""
        self.on_lines = on_lines
        """Gets them."""
        self._held = b""

    def feed(self, data: bytes) -> None:
        """Take what was printed."""
        lines, newline, rest = (self._held + data).rpartition(b"\n")
        if len(rest) > LONGEST:
            lines, newline, rest = lines + newline + rest, b"\n", b""
        self._held = rest
        if newline:
            self.on_lines(lines + newline)

    def end(self) -> None:
        """Hand on what has no end."""
        if self._held:
            self.feed(b"\n")
