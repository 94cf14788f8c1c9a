"""Highlight rules in a list are switched, moved and removed by keys."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.highlight_rules import Rule
from poetrygui.gui.reading.rule_list import RuleList
from tests.gui.hands import press

RULES = tuple(Rule(Condition(text)) for text in ("one", "two", "three"))


@pytest.fixture
def rules(qtbot: QtBot) -> RuleList:
    found = RuleList()
    qtbot.addWidget(found)
    for rule in RULES:
        found.add(rule)
    found.setCurrentRow(0)
    return found


def texts(rules: RuleList) -> str:
    return " ".join(rule.condition.text for rule in rules.rules)


def test_keys_move_and_remove(rules: RuleList) -> None:
    changes: list[str] = []
    rules.changed.connect(lambda: changes.append(texts(rules)))
    for key, expected in (
        (Qt.Key.Key_Up, "one two three"),
        (Qt.Key.Key_Down, "two one three"),
        (Qt.Key.Key_Down, "two three one"),
        (Qt.Key.Key_Down, "two three one"),
    ):
        press(rules, key, Qt.KeyboardModifier.AltModifier)
        assert texts(rules) == expected
    press(rules, Qt.Key.Key_Up)
    press(rules, Qt.Key.Key_Delete)
    assert texts(rules) == changes[-1] == "two one"
    for _ in range(3):
        rules.remove()
    assert (rules.rules, rules.rule()) == ((), None)
    rules.change(RULES[0])
    assert rules.rules == ()


def test_space_switches_a_rule_off_and_on(rules: RuleList) -> None:
    press(rules, Qt.Key.Key_Space)
    rule = rules.rule()
    assert rule is not None
    assert not rule.condition.is_on
    press(rules, Qt.Key.Key_Space)
    assert rules.rules == RULES


def test_a_rule_is_called_by_its_name(rules: RuleList) -> None:
    rules.change(Rule(Condition("x"), name="Faults\n<b>"))
    item = rules.currentItem()
    assert item is not None
    assert item.text() == "Faults␊<b>" or item.text().startswith("Faults")
    rules.change(Rule(Condition("")))
    assert item.text() == "Nothing yet"
