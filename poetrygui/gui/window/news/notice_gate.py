"""When the desktop is told of what happened: once for all of a storm, and seldom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from poetrygui.core.text.wording import counted

QUIET, LONGEST_WAIT, BETWEEN = 0.8, 4.0, 30.0
"""Seconds without anything new after which it is told, for which that is waited for, and between two notices."""


def ends_told(words: Counter[str]) -> tuple[str, str]:
    """Return a heading and a sentence for many ends, of which each had one of these ``words``."""
    each = ", ".join(f"{word.lower()}: {count:,}" for word, count in words.most_common())
    return f"{counted(words.total(), 'connection')} ended", f"{each[:1].upper()}{each[1:]}."


class NoticeGate:
    """Gathers what happens, and calls ``show`` with a heading and a sentence for all of it."""

    def __init__(
        self,
        reactor: Any,
        show: Callable[[str, str], object],
        told: Callable[[Counter[str]], tuple[str, str]] = ends_told,
        between: float = BETWEEN,
    ) -> None:
        """Wait for the first; ``told`` returns heading and sentence for many, of which it gets the words.

        There are ``between`` seconds between two calls of ``show`` at least.
        """
        self._between = between
        self._reactor = reactor
        self._show = show
        self._told = told
        self._words: Counter[str] = Counter()
        self._last = ("", "")
        self._first_at = 0.0
        self._shown_at: float | None = None
        self._call: Any = None
        self._is_closed = False

    def add(self, server: str, word: str, sentence: str) -> None:
        """Have it told what happened with a ``server``, in a ``word`` and in a ``sentence``."""
        if self._is_closed:
            return
        now = self._reactor.seconds()
        if not self._words:
            self._first_at = now
        self._words[word] += 1
        self._last = server, sentence
        due = min(now + QUIET, self._first_at + LONGEST_WAIT)
        if self._shown_at is not None:
            due = max(due, self._shown_at + self._between)
        if self._call is None or not self._call.active():
            self._call = self._reactor.callLater(max(due - now, 0), self._tell)
        else:
            self._call.reset(max(due - now, 0))

    def close(self) -> None:
        """Tell nothing more: neither of what was gathered nor of what is still to come."""
        self._is_closed = True
        if self._call is not None and self._call.active():
            self._call.cancel()

    def _tell(self) -> None:
        self._shown_at = self._reactor.seconds()
        told = self._last if self._words.total() == 1 else self._told(self._words)
        self._words.clear()
        self._show(*told)
