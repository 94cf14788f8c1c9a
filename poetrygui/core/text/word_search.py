"""Searching among titles by words: whole or begun, by first letters, or with letters left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"\w+")
_WHOLE, _BEGUN, _WITHIN, _INITIALS, _ELSEWHERE, _WITHIN_ELSEWHERE, _LETTERS = 120, 100, 60, 50, 40, 25, 10
_FIRST_WORD = 15
_AS_TYPED = 60


def match(query: str, title: str, more: str = "") -> int | None:
    """Return how well something is meant by ``query``, the more the better, or None where it is not.

    Each word of the query has to be found in its ``title``, or in what ``more`` is said of it. The letters of a word
    may be the first ones of the title's words, or have others between them in one of these.
    """
    title, more, typed = title.casefold(), more.casefold(), query.casefold().split()
    total = 0
    for word in typed:
        worth = max((*_in_title(word, title), *_elsewhere(word, more)), default=0)
        if not worth:
            return None
        total += worth
    query, words = " ".join(typed), " ".join(_WORD.findall(title))
    return total + _AS_TYPED * ((bool(typed) and words.startswith(query)) + (words == query != ""))


def _in_title(word: str, title: str) -> Iterator[int]:
    words = _WORD.findall(title)
    for place, each in enumerate(words):
        first = _FIRST_WORD * (place == 0)
        if each == word:
            yield _WHOLE + first
        elif each.startswith(word):
            yield _BEGUN + first
        elif _has_letters(each, word):
            yield _LETTERS
    if word in title:
        yield _WITHIN
    if len(word) > 1 and word in "".join(each[0] for each in words):
        yield _INITIALS


def _elsewhere(word: str, more: str) -> Iterator[int]:
    if word in more.split() or any(each.startswith(word) for each in _WORD.findall(more)):
        yield _ELSEWHERE
    elif word in more:
        yield _WITHIN_ELSEWHERE


def _has_letters(word: str, letters: str) -> bool:
    """Tell whether a word begins as ``letters`` do, and has them all in their order."""
    rest = iter(word)
    return word[0] == letters[0] and all(letter in rest for letter in letters)
