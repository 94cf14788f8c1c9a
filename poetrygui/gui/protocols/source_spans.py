"""What the parts of a Python source are, by lines: so that it can be coloured, whatever is in it."""

from __future__ import annotations

import enum
import time
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String

LONGEST = 0.1
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


_KINDS = (
    (Comment, Part.COMMENT),
    (Keyword, Part.KEYWORD),
    (Operator.Word, Part.KEYWORD),
    (Name.Function, Part.NAME),
    (Name.Class, Part.NAME),
    (Name.Decorator, Part.NAME),
    (Number, Part.NUMBER),
    (String, Part.STRING),
)


def source_spans(text: str, clock: Callable[[], float] = time.thread_time) -> dict[int, list[Span]]:
    """Return what is to be coloured of each line, by its number from 0, as far as it is found in time by ``clock``."""
    spans: dict[int, list[Span]] = defaultdict(list)
    line = column = 0
    end = clock() + LONGEST
    for _, token, value in PythonLexer().get_tokens_unprocessed(text):
        part = next((part for kind, part in _KINDS if token in kind), None)
        first, *more = value.split("\n")
        for number, piece in enumerate((first, *more)):
            if number:
                line, column = line + 1, 0
            length = _units(piece)
            if part is not None and length:
                spans[line].append(Span(column, length, part))
            column += length
        if clock() > end:
            break
    return dict(spans)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
