"""Marks of rules come while they are wanted and somebody looks, and go with the rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.coloured import Mark
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.highlight_rules import Rule
from poetrygui.core.reading.line_filter import scanner_of
from poetrygui.gui.reading.rule_book import HighlightBook
from poetrygui.gui.reading.rule_marker import RuleMarker
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.memory_poem import MemoryPoem


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PoemView]:
    view = PoemView()
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.set_reader(None)


def test_they_are_there_while_they_are_wanted(view: PoemView, qtbot: QtBot, tmp_path: Path) -> None:
    book, poem = HighlightBook(tmp_path / "rules.json"), MemoryPoem(b"an error\n" + b"x\n" * 500)
    marker, told = RuleMarker(view, book, "one", scanner_of), list[list[Mark]]()
    marker.found.connect(told.append)
    view.set_reader(poem)
    book.show((Rule(Condition("error"), "blue"),))
    assert not marker.is_working
    marker.show(True)
    qtbot.waitUntil(lambda: not marker.is_working)
    assert told == [[Mark(0, 128, "blue")]]
    poem.append(b"error\n")
    qtbot.waitUntil(lambda: not marker.is_working)
    assert [mark.start for mark in told[-1]] == [0, 896]
    view.hide()
    poem.append(b"y\n" * 200 + b"error\n")
    assert not marker.is_working
    view.show()
    qtbot.waitUntil(lambda: not marker.is_working)
    assert len(told[-1]) == 3
    book.show(())
    assert told[-1] == []
    marker.show(False)
    assert not marker.is_working
