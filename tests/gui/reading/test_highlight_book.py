"""The highlight rules of a profile: in force at once, and kept for the next window."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.highlight_rules import Rule, Rules
from poetrygui.gui.reading.highlight_book import HighlightBook

ERRORS = Rule(Condition("ERROR"))
WARNINGS = Rule(Condition("WARN"), "orange", server="one")


def test_rules_are_in_force_at_once_and_kept_when_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "highlights.json"
    book = HighlightBook(path)
    told: list[Rules] = []
    book.changed.connect(lambda: told.append(book.rules))
    assert book.rules == ()
    book.show((ERRORS, WARNINGS))
    book.show((ERRORS, WARNINGS))
    assert told == [(ERRORS, WARNINGS)]
    assert (book.of("one"), book.of("two")) == ((ERRORS, WARNINGS), (ERRORS,))
    assert HighlightBook(path).rules == ()
    book.keep((WARNINGS,))
    assert HighlightBook(path).rules == (WARNINGS,)
    assert told[1:] == [(WARNINGS,)]


def test_damage_is_told_when_rules_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "highlights.json"
    path.write_text("no rules")
    book = HighlightBook(path)
    problems: list[str] = []
    book.problem.connect(problems.append)
    assert book.rules == ()
    (problem,) = problems
    assert problem.startswith("The highlight rules were damaged")
