"""Searching among titles: what is typed finds what is meant, and that first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text.word_search import match

TITLES = {
    "Save as …": "Save this stream to a file · File · Ctrl+S",
    "Fetch": "Fetch the chosen servers, each in its tab · Servers · Ctrl+Return",
    "Fetch in a new tab": "Fetch the chosen servers into new tabs · Servers · Ctrl+Shift+N",
    "Fetch all": "Fetch every server of the list · Servers · Ctrl+Shift+Return",
    "Reopen closed tab": "Bring back the stream that was closed last · File · Ctrl+Shift+T",
    "Wrap long lines": "Wrap lines at the window's edge · View · Alt+Z",
    "Show times": "Show beside the text when it came · View · Ctrl+T",
}
SENTENCES = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6), min_size=1, max_size=4)


def found(query: str) -> list[str]:
    worths = {title: match(query, title, more) for title, more in TITLES.items()}
    return sorted((t for t, worth in worths.items() if worth is not None), key=lambda t: -(worths[t] or 0))


@pytest.mark.parametrize(
    "query, first",
    [
        ("fetch", "Fetch"),
        ("fetch all", "Fetch all"),
        ("all fet", "Fetch all"),
        ("new", "Fetch in a new tab"),
        ("SAVE", "Save as …"),
        ("wll", "Wrap long lines"),
        ("rct", "Reopen closed tab"),
        ("rpn", "Reopen closed tab"),
        ("alt+z", "Wrap long lines"),
        ("bring back", "Reopen closed tab"),
        ("ctrl+t", "Show times"),
    ],
)
def test_what_is_typed_finds_what_is_meant(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_every_word_has_to_be_there() -> None:
    assert found("fetch times") == []
    assert found("xyz") == []
    assert found("eopen") == ["Reopen closed tab"], "a word can be meant by its middle"
    assert match("pnr", "Reopen") is None, "but not by letters in another order"


def test_nothing_typed_means_everything_alike() -> None:
    assert {match(query, title) for query in ("", "  ") for title in TITLES} == {0}


@given(SENTENCES, st.data())
def test_a_title_is_found_by_the_beginnings_of_its_words_in_any_order(words: list[str], data: st.DataObject) -> None:
    typed = [word[: data.draw(st.integers(1, len(word)))] for word in data.draw(st.permutations(words))]
    assert match(" ".join(typed), " ".join(words)) is not None


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_text_can_be_looked_for(query: str, title: str, more: str) -> None:
    worth = match(query, title, more)
    assert worth is None or worth >= 0
