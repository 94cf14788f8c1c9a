"""Regular expressions in time that grows with the text and with nothing else: by google-re2, where it is installed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from poetrygui.core.reading import find_worker
from poetrygui.core.reading.find import Answer, Kind, Question
from poetrygui.core.reading.find_worker import summed_up
from poetrygui.core.reading.linear_syntax import LinearSyntax, NoLinearSyntaxError

_MOST_MEMORY = 32 * 1024 * 1024
"""Bytes that RE2 may take for a pattern; with fewer, a large one is slower."""
_AT_ONCE = 512
_REST = 0.00005  # seconds after so many matches: else other threads of the program would wait for long


@lru_cache(1)
def is_installed() -> bool:
    """Tell whether RE2 is there."""
    return find_spec("re2") is not None


class LinearPattern:
    """Finds what Python's ``re`` finds for a pattern, in what it takes on: in UTF-8 as a rule."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Take on ``pattern``. Raises NoLinearSyntaxError where it is none for RE2, or RE2 is not installed."""
        self._syntax = LinearSyntax(pattern)
        self._in_ascii = _compiled(self._syntax, ascii_only=True)
        self._in_utf8: Any = None  # when it is first needed: that takes longer
        self._depends_on_others = find_worker.depends_on_others(pattern)

    def answer(self, question: Question) -> Answer | None:
        """Return the answer; None where the question or its bytes are none for RE2."""
        data, low, high = question.data, question.low, question.high
        try:
            compiled = self._in_ascii if data.isascii() else self._for_utf8(data)
        except NoLinearSyntaxError:
            return None
        if question.kind is Kind.LINES:
            return None if self._depends_on_others else tuple(_lines(compiled, data))
        return summed_up(question.kind.value, partial(_matches, compiled, data, high=high), low)

    def _for_utf8(self, data: bytes) -> Any:
        if self._in_utf8 is None:
            self._in_utf8 = _compiled(self._syntax, ascii_only=False)
        if self._syntax.takes_anything and not _is_utf8(data):
            raise NoLinearSyntaxError  # what is no text at all matches, too
        return self._in_utf8


def _matches(compiled: Any, data: bytes, low: int, high: int) -> Iterator[tuple[int, int]]:
    for number, match in enumerate(compiled.finditer(data, low), 1):
        begin, end = match.span()
        if begin >= high:
            return
        yield begin, end
        if number % _AT_ONCE == 0:
            time.sleep(_REST)


def _lines(compiled: Any, data: bytes) -> list[int]:
    """Return the same as the child, in bytes: see ``find_worker``."""
    found: list[int] = []
    for number, line in enumerate(find_worker.lines_by_matches(compiled.search, data, b"\n"), 1):
        find_worker.add_line(found, *line)
        if number % _AT_ONCE == 0:
            time.sleep(_REST)
    return found


def _compiled(syntax: LinearSyntax, *, ascii_only: bool) -> Any:
    """Return the pattern as RE2 has it. Raises NoLinearSyntaxError."""
    words = syntax.words(ascii_only=ascii_only)
    try:
        re2 = import_module("re2")
    except ImportError:
        raise NoLinearSyntaxError from None
    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    options.log_errors = False
    try:
        return re2.compile(words.encode(), options)
    except re2.error:
        raise NoLinearSyntaxError from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
