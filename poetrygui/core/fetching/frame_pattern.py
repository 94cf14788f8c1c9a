"""A regular expression that the user gave, looked for in frames."""

from __future__ import annotations

import re
import warnings

from poetrygui.core.guard.hang_guard import GUARD, HangError
from poetrygui.errors import PatternError

Found = re.Match[bytes]


class FramePattern:
    r"""A regular expression as Python's ``re`` knows them, over bytes: ``\xff`` is that byte, and text is its UTF-8."""

    def __init__(self, text: str) -> None:
        """Compile what the user typed. Raises PatternError, which tells what is wrong with it."""
        self.text = text
        if not text:
            raise PatternError("There is nothing to look for: give a regular expression.")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what a later Python will read differently
                self._compiled = re.compile(text.encode("utf-8", "surrogateescape"))
        except re.error as error:
            place = "" if error.pos is None else f" at byte {error.pos + 1}"
            raise PatternError(f"{text!r} is no regular expression: {error.msg}{place}.") from error
        except (OverflowError, RecursionError) as error:
            raise PatternError(f"The regular expression {text[:20]!r}… is too large: make it simpler.") from error

    def problem_of(self, template: bytes) -> str:
        r"""Return what is wrong with a template for matches, in which ``\1`` and ``\g<name>`` stand for groups."""
        try:
            self._compiled.sub(template, b"")
        except (re.error, IndexError) as error:
            return str(error)
        return ""

    def search(self, data: bytes) -> Found | None:
        """Return the first match in ``data``. Raises PatternError where that takes longer than a callback may."""
        try:
            return GUARD.call(self._compiled.search, data)
        except HangError as error:
            raise PatternError(f"looking for {self.text!r} takes too long in what came: make it simpler") from error
