"""Rules colour lines and what matches in them; the first that fits decides."""

from __future__ import annotations

import pytest

from poetrygui.core.reading import find_pattern
from poetrygui.core.reading.coloured import Coloured
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.reading.highlight_rules import Rule
from poetrygui.core.reading.rule_scan import MOST, RuleScan
from tests.gui.memory_poem import MemoryPoem

ENDLESS = r"(?=(a+)+$)b"


def part(start: int, stop: int, colour: str) -> Coloured:
    return Coloured(start, stop, colour, whole_line=False)


def line(start: int, stop: int, colour: str) -> Coloured:
    return Coloured(start, stop, colour, whole_line=True)


def test_lines_have_the_colour_of_the_first_rule_and_what_matches_stands_out() -> None:
    rules = Rule(Condition("two"), "red"), Rule(Condition("o"), "blue"), Rule(Condition("n"), "green", whole_line=False)
    scan = RuleScan(rules, MemoryPoem())
    assert scan.found(b"one\ntwo\nsix") == [
        line(4, 7, "red"),
        line(0, 3, "blue"),
        part(1, 2, "green"),
        part(0, 1, "blue"),
        part(4, 7, "red"),
    ]
    assert not scan.is_behind


def test_a_match_ends_with_its_line_and_there_is_a_limit() -> None:
    scan = RuleScan((Rule(Condition(r"a\s+b", is_pattern=True), "red", whole_line=False),), MemoryPoem())
    assert scan.found(b"a\nb") == [part(0, 1, "red")]
    scan = RuleScan((Rule(Condition("a"), "red", whole_line=False),), MemoryPoem())
    assert len(scan.found(b"a" * (MOST + 9))) == MOST


def test_a_rule_that_can_look_for_nothing_is_left_out_and_told() -> None:
    scan = RuleScan((Rule(Condition("(", is_pattern=True)), Rule(Condition("b"), "blue")), MemoryPoem())
    assert [each.colour for each in scan.found(b"abc")] == ["blue", "blue"]
    (problem,) = scan.problems
    assert problem.startswith("The highlight rule “/(/” is left out: This is no regular expression")


def test_a_rule_that_takes_too_long_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_pattern, "PATIENCE", 0.0)
    rules = Rule(Condition(ENDLESS, is_pattern=True), name="Endless"), Rule(Condition("c"), "blue", whole_line=False)
    scan = RuleScan(rules, MemoryPoem())
    data = b"a" * 64 + b"c"
    assert scan.found(data) == [part(64, 65, "blue")]
    while scan.is_behind:
        scan.work()
    assert scan.problems == [
        "The highlight rule “Endless” is left out: The regular expression takes too long on this text: make it simpler."
    ]
    assert scan.found(data) == [part(64, 65, "blue")]
    scan.close()


def test_a_rule_by_a_field_colours_lines_alone() -> None:
    condition = Condition("level = ERROR", is_field=True)
    rules = Rule(condition, "red", whole_line=False), Rule(Condition("o"), "blue")
    scan = RuleScan(rules, MemoryPoem(b"one\ntwo\n"), lambda _: TextScanner("two"))
    scan.found(b"one\ntwo\n", 0)
    assert scan.work()
    assert scan.found(b"two\n", 4) == [line(0, 3, "red")]
    assert scan.found(b"one\n", 0) == [line(0, 3, "blue"), part(0, 1, "blue")]
    assert RuleScan(rules[:1], MemoryPoem()).found(b"two") == []
