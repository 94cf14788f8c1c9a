"""What a host printed last, and where it was when it was ended: file and line, as faulthandler writes them."""

from __future__ import annotations

import re
from pathlib import Path

from poetrygui.core.guard.own_code import Whose, whose

_MOST_KEPT = 64 * 1024
_PLACE = re.compile(rb'^  File "(.*)", line (\d+) in (.*)$', re.MULTILINE)
_HEADING = re.compile(rb"^(?:Current thread|Thread|Stack) .*:$", re.MULTILINE)


class LastWords:
    """Keeps the end of what was printed."""

    def __init__(self) -> None:
        """Begin with none."""
        self._held = bytearray()

    def feed(self, data: bytes) -> None:
        """Take what was printed."""
        self._held += data
        del self._held[: -2 * _MOST_KEPT]

    @property
    def text(self) -> str:
        """The end of it."""
        return bytes(self._held[-_MOST_KEPT:]).decode("utf-8", "replace")

    @property
    def place(self) -> str:
        """Where the author's code was by the last stack that was written; empty where none was."""
        headings = [*_HEADING.finditer(self._held)]
        if not headings:
            return ""
        for match in _PLACE.finditer(self._held, headings[-1].end()):
            file = match[1].decode("utf-8", "replace")
            if whose(file) in (Whose.AUTHOR, Whose.INSTALLED):
                return f"line {int(match[2])} of {Path(file).name}, in {match[3].decode('utf-8', 'replace')}"
        return ""
