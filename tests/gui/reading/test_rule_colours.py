"""Lines have the colours of rules where they are seen, in whatever is shown, and as soon as they are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.highlight_rules import Rule
from poetrygui.gui.reading.rule_book import HighlightBook
from poetrygui.gui.reading.rule_colours import RuleColours
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.widgets.theme import rule_colours
from tests.gui.exposed import exposed
from tests.gui.memory_poem import MemoryPoem
from tests.gui.reading.filtered import LOG

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PoemView]:
    view = exposed(qtbot, PoemView(), 700, 300)
    yield view
    view.set_reader(None)


@pytest.fixture
def book(tmp_path: Path) -> HighlightBook:
    return HighlightBook(tmp_path / "highlights.json")


def marked(view: PoemView) -> dict[str, set[str]]:
    """Return which texts are marked in which colour, and in which lighter one of a line."""
    palette = view.palette()
    names = {
        rule_colours(name, palette, whole_line=whole)[1].name(): f"{name} line" if whole else name
        for name in ("red", "blue", "green")
        for whole in (False, True)
    }
    found: dict[str, set[str]] = {}
    for mark in view.extraSelections():
        if mark.cursor.hasSelection():
            texts = mark.cursor.selectedText().strip("\u2029")
            found.setdefault(names[mark.format.background().color().name()], set()).add(texts)
    return found


def test_lines_have_colours_wherever_one_goes(view: PoemView, book: HighlightBook) -> None:
    RuleColours(view, book, "one")
    view.set_reader(MemoryPoem(LOG))
    assert view.extraSelections() == []
    of_others = Rule(Condition("warning"), "blue", server="two")
    book.show((Rule(Condition("error")), Rule(Condition(r"\d+5\b", is_pattern=True), "blue", False), of_others))
    view.show_offset(0)
    assert {"0 error", "3 error"} <= marked(view)["red line"]
    assert (marked(view)["red"], marked(view)["blue"]) == ({"error"}, {"15"})
    view.follow()
    assert "2997 error" in marked(view)["red line"]
    assert "0 error" not in marked(view)["red line"]
    view.place.scroll_pages(-2)
    assert "2997 error" not in marked(view)["red line"]
    book.show(())
    assert view.extraSelections() == []


def test_the_last_line_and_a_cut_one_are_coloured_whole(view: PoemView, book: HighlightBook) -> None:
    RuleColours(view, book, "")
    view.set_reader(MemoryPoem(b"first\n" + b"long " * 600 + b"error"))
    book.show((Rule(Condition("error")), Rule(Condition("first"), "blue")))
    (line,) = marked(view)["red line"]
    assert line.replace("\u2029", "").endswith("long error")
    assert "\u2029" in line
    view.set_reader(MemoryPoem(b"an error\n"))
    assert marked(view) == {"red line": {"an error"}, "red": {"error"}}


def test_more_that_comes_is_coloured(view: PoemView, book: HighlightBook, wait_until: Until) -> None:
    RuleColours(view, book, "")
    poem = MemoryPoem(b"nothing\n")
    view.set_reader(poem)
    book.show((Rule(Condition("error")),))
    poem.append(b"an error\n")
    wait_until(lambda: marked(view) == {"red line": {"an error"}, "red": {"error"}})


def test_what_takes_its_time_is_coloured_when_it_is_known(
    view: PoemView, book: HighlightBook, wait_until: Until
) -> None:
    colours = RuleColours(view, book, "")
    problems: list[str] = []
    colours.problem.connect(problems.append)
    view.set_reader(MemoryPoem(b"1 error\n2 fine\n"))
    book.show((Rule(Condition("(?<=1 )error", is_pattern=True)), Rule(Condition("(", is_pattern=True))))
    wait_until(lambda: marked(view) == {"red line": {"1 error"}, "red": {"error"}})
    assert len(problems) == 1
    view.hide()


def test_colours_are_those_of_the_palette(view: PoemView, book: HighlightBook, qapp: QApplication) -> None:
    RuleColours(view, book, "")
    view.set_reader(MemoryPoem(b"an error\n"))
    book.show((Rule(Condition("error")),))
    before = marked(view)
    dark = QPalette(view.palette())
    dark.setColor(QPalette.ColorRole.Base, QColor("#101010"))
    dark.setColor(QPalette.ColorRole.Text, QColor("#eeeeee"))
    view.setPalette(dark)
    assert marked(view) == before
