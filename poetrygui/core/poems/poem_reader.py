"""What a view needs of a poem, whatever keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol as StructuralType

START_OF_LINE_LIMIT = 64 * 1024
"""Bytes that are looked through, unless told otherwise, for where a line begins."""


class PoemReader(StructuralType):
    """Gives rows at any place. Offsets are bytes of rows; lines count from 0."""

    @property
    def start(self) -> int:
        """The first byte that can be read; only grows, where what came first is given up for room."""

    @property
    def size(self) -> int:
        """Bytes that can be read now; only grows."""

    @property
    def line_count(self) -> int:
        """Lines in them; a last line without newline counts."""

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``, as far as there are any."""

    def line_start(self, line: int) -> int:
        """Return the offset where a line begins; ``size`` for a line past the end."""

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the byte at ``offset``."""

    def start_of_line(self, offset: int, limit: int = START_OF_LINE_LIMIT) -> int:
        """Return where the line around ``offset`` begins, or ``offset - limit`` if that is further back."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called whenever ``size`` grew; the call returned ends that."""


def start_of_line(poem: PoemReader, offset: int, limit: int) -> int:
    """Return where the line around ``offset`` begins by reading ``poem``, at most ``limit`` bytes of it."""
    floor = max(poem.start, offset - limit)
    found = poem.read(floor, offset).rfind(b"\n")
    return floor if found < 0 else floor + found + 1
