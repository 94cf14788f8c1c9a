"""What a command writes to its standard error, as lines: told as they are whole, and never in the poem."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.transports.streams.asides import Aside

MOST = 1024 * 1024
"""Bytes of it that are told; the rest is dropped."""
LONGEST_LINE = 4096
"""Bytes of a line that is told in one."""
_LONGEST_LAST = 200  # characters


class ErrorLines:
    """Tells whole lines, and keeps the last one."""

    def __init__(self, tell: Callable[[Aside], None]) -> None:
        """Call ``tell`` with what comes."""
        self.last = ""
        """The last line that says something."""
        self._tell = tell
        self._begun = b""
        self._size = 0

    @property
    def is_full(self) -> bool:
        """Whether as much has come as is told."""
        return self._size > MOST

    def came(self, data: bytes) -> None:
        """Take some of it."""
        whole, _, self._begun = (self._begun + data).rpartition(b"\n")
        if len(self._begun) >= LONGEST_LINE:
            whole, self._begun = whole + self._begun, b""
        if whole:
            self._tell_lines(whole)

    def end(self) -> None:
        """Take notice that this was all."""
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
