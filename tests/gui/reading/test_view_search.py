"""A search in a view: matches are marked wherever the view goes, and nothing runs once all is found."""

from __future__ import annotations

import re

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.hands import press, write
from tests.gui.memory_poem import MemoryPoem
from tests.gui.reading.bars import Tab


def marked(tab: Tab) -> list[str]:
    return [mark.cursor.selectedText() for mark in tab.view.extraSelections()]


def at_hand(tab: Tab, pattern: str) -> list[str]:
    """Return the matches in the rows that the view holds."""
    return re.findall(pattern, tab.view.toPlainText())


def test_matches_of_a_pattern_are_marked_wherever_the_view_goes(tab: Tab, qtbot: QtBot) -> None:
    tab.check("findPattern")
    write(tab.text, r"r \d*7,")
    qtbot.waitUntil(lambda: tab.status == "1 of 200")
    qtbot.waitUntil(lambda: marked(tab) == at_hand(tab, r"r \d*7,") != [])
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
        press(tab.view, key)
        qtbot.waitUntil(lambda: marked(tab) == at_hand(tab, r"r \d*7,") != [])
        qtbot.waitUntil(lambda: not tab.bar.is_working)
    assert tab.view.following
    tab.poem.append("Tygér number 2007, été\n".encode())
    qtbot.waitUntil(lambda: marked(tab)[-1:] == ["r 2007,"])
    qtbot.waitUntil(lambda: not tab.bar.is_working)
    press(tab.text, Qt.Key.Key_Escape)
    assert marked(tab) == []


def test_matches_of_a_pattern_that_are_known_stay_marked_while_others_are_looked_for(tab: Tab, qtbot: QtBot) -> None:
    tab.check("findPattern")
    tab.text.setText(r"number \d+")
    qtbot.waitUntil(lambda: marked(tab) == at_hand(tab, r"number \d+") != [])
    press(tab.view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: marked(tab) == at_hand(tab, r"number \d+"))
    first = marked(tab)
    rows = tab.view.toPlainText()
    while tab.view.toPlainText() == rows:
        press(tab.view, Qt.Key.Key_PageDown)  # how many rows are at hand is the font's height's affair
    seen, now = at_hand(tab, r"number \d+"), marked(tab)
    still_there = [match for match in first if match in seen]
    assert still_there
    assert [match for match in now if match in first] == still_there
    qtbot.waitUntil(lambda: marked(tab) == at_hand(tab, r"number \d+"))
    assert marked(tab) != first


def test_a_poem_is_not_marked_with_the_matches_of_another(tab: Tab, qtbot: QtBot) -> None:
    tab.check("findPattern")
    tab.text.setText("number")
    qtbot.waitUntil(lambda: marked(tab) == at_hand(tab, "number") != [])
    tab.poem = MemoryPoem(b"no such word\n" * 3 + b"a number\n")
    tab.view.set_reader(tab.poem)
    assert marked(tab) == []
    qtbot.waitUntil(lambda: marked(tab) == ["number"])


def test_the_view_scrolls_while_a_pattern_is_looked_for_in_vain(
    tab: Tab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.core.reading.find_pattern.PATIENCE", 1.0)
    tab.poem.append((b"a" * 70 + b"!\n") * 2000)
    tab.check("findPattern")
    tab.text.setText("number|(?=a)(a+)+$")
    qtbot.waitUntil(lambda: marked(tab) == at_hand(tab, "number") != [])
    press(tab.view, Qt.Key.Key_End)
    press(tab.view, Qt.Key.Key_PageUp)
    press(tab.view, Qt.Key.Key_PageUp)
    assert tab.view.first_visible_line() < 4000
    assert marked(tab) == []
    qtbot.waitUntil(lambda: "takes too long" in tab.status)
    assert not tab.bar.is_working


def test_another_poem_is_searched_when_the_view_shows_it(tab: Tab, qtbot: QtBot) -> None:
    tab.text.setText("number 3")
    qtbot.waitUntil(lambda: tab.status.endswith("of 111"))
    first = tab.poem
    tab.poem = MemoryPoem(b"number 3\n")
    tab.view.set_reader(tab.poem)
    qtbot.waitUntil(lambda: tab.status == "1 of 1")
    assert first.subscribers == []


def test_a_poem_that_cannot_be_read_is_told(tab: Tab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(start: int, stop: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(tab.poem, "read", fail)
    tab.text.setText("bright")
    qtbot.waitUntil(lambda: "Input/output error" in tab.status)
    assert not tab.bar.is_working
