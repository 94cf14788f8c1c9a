"""The rows of one of several streams that come at a time, each led by whose it is."""

from __future__ import annotations

from collections.abc import Callable

_LONGEST_HELD = 64 * 1024
"""Bytes of a row that has no end yet; of a longer one, what came is written as a row of its own."""


class LedRows:
    """Writes whole rows, with a ``lead`` before each, so that others can write between them.

    As long as there is no lead, all is written as it comes.
    """

    def __init__(self, lead: str, write_some: Callable[[memoryview], int]) -> None:
        """Write by ``write_some``, which returns how many bytes it took."""
        self._lead = lead.encode("utf-8", "backslashreplace")
        self._write_some = write_some
        self._held = b""

    def lead_by(self, lead: str) -> None:
        """Have another lead before the rows from now on; one that has no end yet, ends here. Raises OSError."""
        self.finish()
        self._lead = lead.encode("utf-8", "backslashreplace")

    def write_some(self, data: memoryview) -> int:
        """Take all of ``data``; write the rows that are whole by now. Raises OSError."""
        if not self._lead:
            return self._write_some(data)
        whole, newline, rest = (self._held + data).rpartition(b"\n")
        self._held = rest
        if newline:
            self._write(whole)
        if len(self._held) >= _LONGEST_HELD:
            self.finish()
        return len(data)

    def finish(self) -> None:
        """Write the last row, if it had no end. Raises OSError."""
        row, self._held = self._held, b""
        if row:
            self._write(row)

    def _write(self, rows: bytes) -> None:
        rest = memoryview(b"".join(self._lead + row + b"\n" for row in rows.split(b"\n")))
        while rest:
            rest = rest[self._write_some(rest) :]
