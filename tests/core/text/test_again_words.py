"""A pause is told with what is left of it, and with the attempt that comes then."""

from __future__ import annotations

import pytest
from attrs import evolve

from poetrygui.core.outcomes import Ended, Outcome, Pausing
from poetrygui.core.text.again_words import again_sentence, again_words, let_go_sentence, seconds_left

PAUSING = Pausing("nobody listens at this address", 100.0, ended=Ended(Outcome.REFUSED, "nobody listens"))


@pytest.mark.parametrize("now, left", [(90.0, 10), (99.9, 1), (99.0, 1), (100.0, 0), (101.0, 0)])
def test_seconds_are_counted_up_to_whole_ones(now: float, left: int) -> None:
    assert seconds_left(PAUSING, now) == left


def test_it_is_told_in_few_words_and_in_sentences() -> None:
    assert again_words(evolve(PAUSING, left=3)) == "Again in 3 s"
    assert again_words(PAUSING) == "Connecting …"
    assert again_sentence(PAUSING, 97.5) == "Nobody listens at this address.\nConnects again in 3 s …"
    last = evolve(PAUSING, which="attempt 3 of 3")
    assert again_sentence(last, 100.0) == "Nobody listens at this address.\nConnects again now (attempt 3 of 3) …"


def test_what_is_not_shown_any_more_is_told() -> None:
    assert let_go_sentence(0) == ""
    assert "1 connection before" in let_go_sentence(1)
    assert "1,200 connections before" in let_go_sentence(1200)
