"""Highlight rules are kept, handed on, and chosen for a server; what is damaged is set aside and said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from poetrygui.core.files.kept_json import NewerVersionError
from poetrygui.core.reading.conditions import Condition, in_force
from poetrygui.core.reading.highlight_rules import (
    MOST,
    Rule,
    read_rules,
    rule_words,
    rules_in,
    write_rules,
)

RULES = (
    Rule(Condition("ERROR"), "red", name="Faults"),
    Rule(Condition(r"took \d{4,} ms", is_pattern=True), "orange", whole_line=False, server="one"),
)


def test_rules_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "highlights.json"
    assert read_rules(path) == ((), "")
    write_rules(path, RULES)
    assert read_rules(path) == (RULES, "")
    assert rules_in(path.read_bytes()) == RULES


def test_rules_are_for_all_servers_or_for_one(tmp_path: Path) -> None:
    off = Rule(Condition("ERROR", is_on=False))
    assert in_force((*RULES, off, Rule(Condition(""))), "two") == RULES[:1]
    assert in_force(RULES, "one") == RULES


def test_a_rule_is_called_by_its_name_or_by_what_it_looks_for() -> None:
    assert [rule_words(rule) for rule in RULES] == ["Faults", r"/took \d{4,} ms/"]


@pytest.mark.parametrize("damage", [{"colour": "pink"}, {"server": 1}, {"condition": {"text": 7}}, {"size": 1}])
def test_what_is_no_rule_is_set_aside(tmp_path: Path, damage: dict[str, object]) -> None:
    path = tmp_path / "highlights.json"
    rule = {"condition": {"text": "a"}} | damage
    path.write_text(json.dumps({"version": 1, "rules": [rule]}))
    rules, problem = read_rules(path)
    assert rules == ()
    assert problem.startswith("The highlight rules were damaged: they were set aside as ")
    assert not path.exists()


def test_too_many_rules_are_not_read() -> None:
    rule = {"condition": {"text": "a"}}
    assert len(rules_in(json.dumps({"version": 1, "rules": [rule] * MOST}).encode())) == MOST
    with pytest.raises(ValueError, match="rules"):
        rules_in(json.dumps({"version": 1, "rules": [rule] * (MOST + 1)}).encode())


def test_a_file_of_a_later_version_is_told_apart() -> None:
    with pytest.raises(NewerVersionError):
        rules_in(b'{"version": 2, "rules": []}')


def test_a_colour_is_one_of_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="colour"):
        evolve(RULES[0], colour="pink")
