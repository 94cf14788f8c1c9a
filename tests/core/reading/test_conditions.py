"""What conditions say, how they are joined, and which of them are asked for."""

from __future__ import annotations

from attrs import evolve

from poetrygui.core.reading.conditions import Condition, asked, condition_sentence, condition_words, groups

ONE, TWO, THREE = Condition("one"), Condition("two", is_alternative=True), Condition("three", is_negated=True)


def test_and_binds_tighter_than_or() -> None:
    assert [*groups((ONE, THREE, TWO, THREE))] == [[0, 1], [2, 3]]
    assert [*groups((TWO,))] == [[0]]
    assert [*groups(())] == []


def test_one_that_is_off_leaves_its_or_to_the_next() -> None:
    off = evolve(TWO, is_on=False)
    assert asked((ONE, off, THREE)) == (ONE, evolve(THREE, is_alternative=True))
    assert asked((evolve(ONE, is_on=False), TWO)) == (evolve(TWO, is_alternative=False),)
    assert asked((off,)) == ()


def test_words() -> None:
    pattern = Condition("a+", is_pattern=True, matches_case=True, is_on=False)
    assert [condition_words(each) for each in (ONE, THREE, pattern)] == ["“one”", "not “three”", "/a+/"]
    assert condition_sentence(ONE, 1, 3) == "Filter 1 of 3: lines with “one”, on"
    assert condition_sentence(TWO, 2, 3) == "Filter 2 of 3: or lines with “two”, on"
    assert condition_sentence(THREE, 2, 2) == "Filter 2 of 2: and lines without “three”, on"
    assert condition_sentence(pattern, 1, 1) == "Filter 1 of 1: lines with a match of a+, case matched, off"
    field = Condition("level = ERROR", is_field=True, is_negated=True)
    assert condition_words(field) == "not level = ERROR"
    assert condition_sentence(field, 1, 1) == "Filter 1 of 1: lines without a field as in level = ERROR, on"
