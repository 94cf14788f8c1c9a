"""Looking for plain text in bytes, with or without regard to case."""

from __future__ import annotations

import re

from poetrygui.core.reading.bytes_search import count_of, first_of, last_of, lowered
from poetrygui.core.reading.find import Answer, FindError, Kind, Question
from poetrygui.core.reading.lines_with import Lines, lines_matching, lines_with

_IN_WORDS = rb"[0-9A-Za-z_\x80-\xff]"


class TextScanner:
    """Finds a text. Answers at once.

    Without regard to case, ASCII letters match their other case by lowering the bytes. Where the text has other
    letters, each of its characters matches itself and its lower, upper and title case if that is one character; one
    that becomes two (``ß`` and ``SS``) matches itself only. An accent matches as it is written, composed or not.
    """

    def __init__(self, text: str, *, ignore_case: bool = True, whole_word: bool = False) -> None:
        """Find ``text``; as a ``whole_word``, no letter, digit or line stands right before or behind it.

        What is no letter of ASCII counts as one. Whether to ``ignore_case`` is told above. Raises FindError where it is
        empty.
        """
        if not text:
            raise FindError("There is nothing to look for: enter some text.")
        needle = text.encode("utf-8", "replace")
        self._lowers = ignore_case and needle.isascii()
        self._needle = needle.lower() if self._lowers else needle
        self._pattern: re.Pattern[bytes] | None = None
        self._is_plain = (self._lowers or not ignore_case) and not whole_word
        if whole_word or not self._is_plain:
            variants = [_variants(char) for char in text] if ignore_case and not self._lowers else [[self._needle]]
            words = b"".join(b"(?:" + b"|".join(map(re.escape, each)) + b")" for each in variants)
            self._pattern = re.compile(_as_word(words, text) if whole_word else words)
            self.overlap = sum(max(map(len, each)) for each in variants) + whole_word
        else:
            self.overlap = len(needle)
            if any(self._needle.startswith(self._needle[place:]) for place in range(1, len(needle))):
                # Such as "abab": which of its occurrences count depends on the ones before.
                self._pattern = re.compile(re.escape(self._needle))
        self._answer: Answer = (-1, -1)
        self.lines_found: int | None = None
        """How many lines the last answer about LINES has, where that is known."""

    def ask(self, question: Question) -> None:
        """Find the answer."""
        data = lowered(question.data) if self._lowers else question.data
        low, high = question.low, min(question.high, len(data))
        if question.kind is Kind.LINES:
            self._answer, self.lines_found = self._lines(data)
        elif question.kind is Kind.COUNT:
            self._answer = self._count(data, low, high)
        elif self._pattern is not None:
            self._answer = self._find_pattern(self._pattern, data, low, high, last=question.kind is Kind.LAST)
        else:
            find = last_of if question.kind is Kind.LAST else first_of
            # The end bounds where the match begins, plus all of it but its first byte.
            place = find(self._needle, data, low, high + len(self._needle) - 1)
            self._answer = (place, place + len(self._needle)) if place >= 0 else (-1, -1)

    def answer(self) -> Answer:
        """Return the answer."""
        return self._answer

    def matches_in(self, data: bytes) -> list[tuple[int, int]]:
        """Return all matches."""
        pattern = self._pattern or re.compile(re.escape(self._needle))
        return [match.span() for match in pattern.finditer(data.lower() if self._lowers else data)]

    def close(self) -> None:
        """Do nothing: nothing runs."""

    def _lines(self, data: bytes) -> Lines:
        if self._pattern is None or self._is_plain:
            return lines_with(self._needle, data)
        return Lines(lines_matching(self._pattern, data))

    def _count(self, data: bytes, low: int, high: int) -> Answer:
        if self._pattern is None:
            end = high + len(self._needle) - 1
            count = count_of(self._needle, data, low, end)
            return count, last_of(self._needle, data, low, end) + len(self._needle) if count else 0
        count = last = 0
        for match in self._pattern.finditer(data, low):
            if match.start() >= high:
                break
            count += 1
            last = match.end()
        return count, last

    def _find_pattern(self, pattern: re.Pattern[bytes], data: bytes, low: int, high: int, *, last: bool) -> Answer:
        found = (-1, -1)
        for match in pattern.finditer(data, low):
            if match.start() >= high:
                break
            found = match.span()
            if not last:
                break
        return found


def _as_word(words: bytes, text: str) -> bytes:
    """Return a pattern for what stands alone: where ``text`` begins or ends as words do, no more of a word is there."""
    before, behind = (char == "_" or char.isalnum() or not char.isascii() for char in (text[0], text[-1]))
    return (b"(?<!%b)" % _IN_WORDS if before else b"") + words + (b"(?!%b)" % _IN_WORDS if behind else b"")


def _variants(char: str) -> list[bytes]:
    cases = {char, char.lower(), char.upper(), char.title()}
    return sorted(case.encode("utf-8", "replace") for case in cases if len(case) == 1)
