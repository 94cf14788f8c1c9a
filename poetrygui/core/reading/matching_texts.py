"""Which of some texts hold a match of a regular expression, looked for where that can take for ever."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from poetrygui.core.reading.find import Kind, Question
from poetrygui.core.reading.find_pattern import PatternScanner


class MatchingTexts:
    """Is asked about some texts at a time. A line break in one of them is a blank to it."""

    def __init__(self, pattern: str, *, ignore_case: bool = True) -> None:
        """Look for ``pattern``, in upper and lower case alike where ``ignore_case``. Raises FindError."""
        self._scanner = PatternScanner(pattern, ignore_case=ignore_case)
        self._begins: list[int] = []

    def ask(self, texts: Sequence[str]) -> None:
        """Ask about ``texts``."""
        lines = [text.replace("\n", " ").encode("utf-8", "replace") + b"\n" for text in texts]
        self._begins = [*accumulate(map(len, lines), initial=0)][:-1]
        data = b"".join(lines)
        self._scanner.ask(Question(Kind.LINES, data, 0, len(data)))

    def answer(self) -> list[bool] | None:
        """Return of each text whether something matches in it; None while it is looked for. Raises FindError."""
        found = self._scanner.answer()
        if found is None:
            return None
        # A text that begins behind the beginning of a run of lines, and not behind its end, is among them.
        return [bisect_right(found, first) % 2 == 1 for first in self._begins]

    def close(self) -> None:
        """End whatever runs."""
        self._scanner.close()
