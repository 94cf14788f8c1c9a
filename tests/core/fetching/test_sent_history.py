"""What was sent is gone through, and what was being typed is not lost by that."""

from __future__ import annotations

from poetrygui.core.fetching.sent_history import MOST, SentHistory


def test_one_goes_back_and_forth_and_finds_what_was_being_typed() -> None:
    history = SentHistory()
    assert history.go(-1, "typed") == "typed"
    assert history.last == ""
    for text in ("one", "two", "three"):
        history.add(text)
    assert [history.go(-1, "typed")] + [history.go(-1, "") for _ in range(3)] == ["three", "two", "one", "one"]
    assert [history.go(1, "typed") for _ in range(4)] == ["two", "three", "typed", "typed"]


def test_the_same_text_is_there_once_and_last() -> None:
    history = SentHistory()
    for text in ("one", "two", "one"):
        history.add(text)
    assert history.last == "one"
    assert [history.go(-1, ""), history.go(-1, ""), history.go(-1, "")] == ["one", "two", "two"]


def test_it_is_bounded() -> None:
    history = SentHistory()
    for number in range(MOST + 5):
        history.add(str(number))
    assert [history.go(-1, "") for _ in range(MOST + 5)][-1] == "5"
