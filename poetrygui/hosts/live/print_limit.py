"""What a protocol prints, up to so much a second: one that prints without end must not keep busy whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

MOST_A_SECOND = 128 * 1024
"""Bytes that are handed on in a second; more than anybody reads."""
LEFT_OUT = b"(more than 128 KiB in a second: the rest of that second is left out)\n"
"""What is handed on in the place of the rest."""


class PrintLimit:
    """Hands lines on, and says so where it leaves some out."""

    def __init__(self, on_lines: Callable[[bytes], object], seconds: Callable[[], float]) -> None:
        """Hand them to ``on_lines``; ``seconds`` is a clock."""
        self._on_lines = on_lines
        self._seconds = seconds
        self._since = 0.0
        self._handed = 0

    def feed(self, lines: bytes) -> None:
        """Take whole lines."""
        now = self._seconds()
        if now - self._since >= 1:
            self._since, self._handed = now, 0
        is_first = self._handed <= MOST_A_SECOND
        self._handed += len(lines)
        if self._handed <= MOST_A_SECOND:
            self._on_lines(lines)
        elif is_first:
            self._on_lines(LEFT_OUT)
