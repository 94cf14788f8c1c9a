"""What the parts of a Python source are, by lines: so that it can be coloured, whatever is in it."""

from __future__ import annotations

import enum
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from poetrygui.gui import protocols

LONGEST = 0.2
"""Seconds of a processor that are given to it. Of a file that is made to take minutes, the rest has no colours."""


class Part(enum.Enum):
    """What a stretch of a line is."""

    COMMENT = "comment"
    KEYWORD = "keyword"
    NAME = "name"  # of what is defined there, or of a decorator
    NUMBER = "number"
    STRING = "string"


class Span(NamedTuple):
    """A stretch of a line, in UTF-16 units as Qt counts them."""

    start: int
    length: int
    part: Part


class SpanSearch:
    """Finds what is to be coloured of each line of a source, bit by bit."""

    def __init__(self, text: str, clock: Callable[[], float] = time.thread_time) -> None:
        """Begin with the first line of ``text``; ``clock`` tells what is computed."""
        self.spans: dict[int, list[Span]] = defaultdict(list)
        """What was found, by the numbers of the lines from 0."""
        self.line = 0
        """The line that is being read: of all before it, everything is found."""
        self._column = 0
        self._tokens = _tokens_of(text)
        self._clock = clock
        self._left = LONGEST

    def go_on(self, seconds: float) -> bool:
        """Search for so long; return whether there is more to be found."""
        if self._left <= 0:
            return False
        begun = self._clock()
        for part, text in self._tokens:
            first, *more = text.split("\n")
            for number, piece in enumerate((first, *more)):
                if number:
                    self.line, self._column = self.line + 1, 0
                length = _units(piece)
                if part and length:
                    self.spans[self.line].append(Span(self._column, length, Part(part)))
                self._column += length
            if (taken := self._clock() - begun) >= seconds:
                self._left -= taken
                return self._left > 0
        return False


def _tokens_of(text: str) -> Iterator[tuple[str, str]]:
    # What knows Python is imported with the first of them, and not while a dialog is being opened.
    yield from protocols.tokens_of(text)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
