"""A regular expression is looked for in each of some texts, and in none of them together."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.reading.find import FindError
from poetrygui.core.reading.matching_texts import MatchingTexts


@contextmanager
def looking(pattern: str) -> Iterator[MatchingTexts]:
    texts = MatchingTexts(pattern)
    yield texts
    texts.close()


def held(texts: MatchingTexts, asked: Sequence[str]) -> list[bool]:
    texts.ask(asked)
    while (answer := texts.answer()) is None:
        time.sleep(0)
    return answer


@given(st.lists(st.text("abÄ\n", max_size=4), max_size=6))
def test_each_text_is_by_itself(asked: list[str]) -> None:
    with looking("^(ä|a+b)$") as texts:
        assert held(texts, asked) == [bool(re.search("^(ä|a+b)$", text.replace("\n", " "), re.I)) for text in asked]


def test_what_is_none_is_said_and_what_looks_around_goes_as_well() -> None:
    with pytest.raises(FindError, match="no regular expression"):
        MatchingTexts("(")
    with looking("(?<=a)b") as texts:
        assert held(texts, ["ab", "b", ""]) == [True, False, False]
