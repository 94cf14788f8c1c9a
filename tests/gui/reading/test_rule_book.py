"""Highlight rules and triggers of a profile: in force at once, told of, and kept for the next window."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QObject

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.highlight_rules import Rule, Rules
from poetrygui.core.reading.triggers import Trigger, read_triggers
from poetrygui.gui.reading.rule_book import HighlightBook, TriggerBook

ERRORS = Rule(Condition("ERROR"))
WARNINGS = Rule(Condition("WARN"), "orange", server="one")


def test_rules_are_in_force_at_once_and_kept_when_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "highlights.json"
    book = HighlightBook(path)
    told: list[Rules] = []
    book.changed.connect(lambda: told.append(book.all))
    assert book.all == ()
    book.show((ERRORS, WARNINGS))
    book.show((ERRORS, WARNINGS))
    assert told == [(ERRORS, WARNINGS)]
    assert (book.of("one"), book.of("two")) == ((ERRORS, WARNINGS), (ERRORS,))
    assert HighlightBook(path).all == ()
    book.keep((WARNINGS,))
    assert HighlightBook(path).all == (WARNINGS,)
    assert told[1:] == [(WARNINGS,)]


def test_damage_is_told_when_rules_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "highlights.json"
    path.write_text("no rules")
    book = HighlightBook(path)
    problems: list[str] = []
    book.problem.connect(problems.append)
    assert book.all == ()
    (problem,) = problems
    assert problem.startswith("The highlight rules were damaged")


def test_triggers_are_kept_told_and_read_again(tmp_path: Path) -> None:
    parent, path = QObject(), tmp_path / "triggers.json"
    book = TriggerBook(path, parent)
    told: list[int] = []
    book.changed.connect(lambda: told.append(len(book.all)))
    assert book.all == ()
    mine, all_ = Trigger(Condition("a"), server="one"), Trigger(Condition("b"))
    book.keep((mine, all_))
    book.keep((mine, all_))
    assert told == [2]
    assert (book.of("one"), book.of("two")) == ((mine, all_), (all_,))
    assert read_triggers(path) == ((mine, all_), "")
    path.write_bytes(b"damaged")
    again = TriggerBook(path, parent)
    problems: list[str] = []
    again.problem.connect(problems.append)
    assert again.of("one") == ()
    assert "set aside" in problems[0]


def test_what_cannot_be_kept_is_in_force_all_the_same(tmp_path: Path) -> None:
    book = HighlightBook(tmp_path / "a file" / "highlights.json")
    (tmp_path / "a file").write_bytes(b"")
    problems: list[str] = []
    book.problem.connect(problems.append)
    book.keep((ERRORS,))
    assert book.all == (ERRORS,)
    assert len(problems) == 1
