"""The bar: what it says, where it takes the view, and that nothing runs while nothing is to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.reading.find_bar import FindBar
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.hands import press, write
from tests.gui.memory_poem import MemoryPoem

VERSE = b"".join(b"Tyger number %d, burning bright\n" % number for number in range(2000))
_T = TypeVar("_T", bound=QWidget)
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Tab(QWidget):
    """A view over a bar, as in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.view = PoemView()
        self.bar = FindBar(self.view)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        layout.addWidget(self.bar)
        self.poem = MemoryPoem(VERSE)
        self.view.set_reader(self.poem)

    @property
    def text(self) -> QLineEdit:
        return part(self.bar, QLineEdit, "findText")

    @property
    def status(self) -> str:
        return part(self.bar, QLabel, "findStatus").text()

    @property
    def found(self) -> str:
        start, stop = self.view.selection()
        return bytes(self.poem.data[start:stop]).decode()

    @property
    def line(self) -> int:
        return self.poem.line_at(self.view.selection()[0])

    def check(self, name: str) -> None:
        part(self.bar, QCheckBox, name).click()


def part(widget: QWidget, kind: type[_T], name: str) -> _T:
    found = widget.findChild(kind, name)
    assert found is not None
    return found


@pytest.fixture
def tab(qtbot: QtBot) -> Iterator[Tab]:
    tab = Tab()
    qtbot.addWidget(tab)
    tab.resize(800, 400)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.view.show_offset(0)
    tab.bar.open()
    yield tab
    tab.bar.close_bar()
    tab.view.set_reader(None)


def test_typing_finds_and_counts(tab: Tab, qtbot: QtBot) -> None:
    write(tab.text, "tyger number 7")
    qtbot.waitUntil(lambda: tab.status == "1 of 111")
    assert (tab.found, tab.line) == ("Tyger number 7", 7)
    write(tab.text, "77")
    qtbot.waitUntil(lambda: tab.status == "1 of 1")
    assert tab.line == 777
    cursor = tab.view.textCursor()
    assert cursor.selectedText() == "Tyger number 777"
    assert [mark.cursor.selectedText() for mark in tab.view.extraSelections()] == ["Tyger number 777"]


def test_next_and_previous_go_round(tab: Tab, qtbot: QtBot) -> None:
    tab.text.setText("number 1999")
    tab.poem.append(b"number 1999 again\n")
    qtbot.waitUntil(lambda: tab.status == "1 of 2")
    press(tab.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.status == "2 of 2")
    assert tab.line == 2000
    press(tab.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.line == 1999 and tab.status == "1 of 2 · wrapped to the start")
    press(tab.text, Qt.Key.Key_Return, SHIFT)
    qtbot.waitUntil(lambda: tab.line == 2000 and tab.status == "2 of 2 · wrapped to the end")
    press(tab.bar, Qt.Key.Key_F3, SHIFT)
    qtbot.waitUntil(lambda: tab.line == 1999)
    press(tab.view, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: tab.line == 2000)
    part(tab.bar, QToolButton, "findPrevious").click()
    qtbot.waitUntil(lambda: tab.line == 1999)


def test_finding_lets_the_end_go(tab: Tab, qtbot: QtBot) -> None:
    tab.view.follow()
    tab.text.setText("number 5,")
    qtbot.waitUntil(lambda: tab.found == "number 5,")
    assert not tab.view.following
    top = tab.view.top_offset()
    tab.poem.append(VERSE)
    qtbot.waitUntil(lambda: tab.status == "1 of 2")
    assert tab.view.top_offset() == top


def test_from_a_followed_end_one_searches_on_and_comes_back_by_escape(tab: Tab, qtbot: QtBot) -> None:
    tab.view.follow()
    first_seen = tab.view.first_visible_line()
    assert first_seen > 100
    write(tab.text, "tyger")
    qtbot.waitUntil(lambda: tab.status == f"{first_seen + 1:,} of 2,000")
    assert tab.line == first_seen
    press(tab.text, Qt.Key.Key_Escape)
    assert not tab.bar.isVisible()
    assert tab.view.following
    assert tab.found == ""
    tab.poem.append(b"Tyger, the last\n")
    tab.bar.open()
    tab.text.setText("number 77,")  # above, far from the end
    qtbot.waitUntil(lambda: tab.status == "1 of 1")
    assert tab.line == 77
    tab.text.setText("number 1999,")  # what is typed is looked for from where one was, not from where one was led
    qtbot.waitUntil(lambda: tab.line == 1999)
    press(tab.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.status == "1 of 1 · wrapped to the start")
    tab.view.setFocus()
    press(tab.view, Qt.Key.Key_Escape)
    assert not tab.bar.isVisible()
    assert tab.view.following
    qtbot.waitUntil(lambda: tab.view.text_between(2000, 2000) == "Tyger, the last")


def test_escape_stays_at_a_match_where_the_end_was_not_followed(tab: Tab, qtbot: QtBot) -> None:
    write(tab.text, "number 1500,")
    qtbot.waitUntil(lambda: tab.line == 1500)
    press(tab.text, Qt.Key.Key_Escape)
    assert tab.found == "number 1500,"
    assert not tab.view.following


def test_case_and_pattern(tab: Tab, qtbot: QtBot) -> None:
    tab.text.setText("tyger")
    qtbot.waitUntil(lambda: tab.status == "1 of 2,000")
    tab.check("findCase")
    qtbot.waitUntil(lambda: tab.status == "Not found")
    assert tab.view.extraSelections() == []
    tab.text.setText(r"r \d*99, \w+")
    tab.check("findPattern")
    qtbot.waitUntil(lambda: tab.status == "1 of 20")
    assert tab.found == "r 99, burning"
    tab.text.setText("T(y")
    assert tab.status.startswith("This is no regular expression: ")
    assert not tab.bar.is_working
    tab.check("findPattern")
    qtbot.waitUntil(lambda: tab.status == "Not found")


def test_a_pattern_without_end_is_told(tab: Tab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poetrygui.core.reading.find_pattern.PATIENCE", 0.3)
    tab.poem.append(b"a" * 70 + b"!\n")
    tab.check("findPattern")
    tab.text.setText("(a+)+$")
    qtbot.waitUntil(lambda: "takes too long" in tab.status)
    assert not tab.bar.is_working
    tab.text.setText("bright")
    qtbot.waitUntil(lambda: tab.status == "1 of 2,000")


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
    known = marked(tab)
    assert known
    assert known == first[-len(known) :]
    qtbot.waitUntil(lambda: marked(tab) == at_hand(tab, r"number \d+") != known)


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
    tab.text.setText("number|(a+)+$")
    qtbot.waitUntil(lambda: marked(tab) == at_hand(tab, "number") != [])
    press(tab.view, Qt.Key.Key_End)
    press(tab.view, Qt.Key.Key_PageUp)
    press(tab.view, Qt.Key.Key_PageUp)
    assert tab.view.first_visible_line() < 4000
    assert marked(tab) == []
    qtbot.waitUntil(lambda: "takes too long" in tab.status)
    assert not tab.bar.is_working


def test_nothing_runs_when_all_is_found_or_the_bar_is_closed(tab: Tab, qtbot: QtBot) -> None:
    tab.text.setText("bright")
    qtbot.waitUntil(lambda: tab.status == "1 of 2,000")
    qtbot.waitUntil(lambda: not tab.bar.is_working)
    tab.poem.append(b"as bright as ever\n")
    qtbot.waitUntil(lambda: tab.status == "1 of 2,001")
    subscribed = len(tab.poem.subscribers)
    tab.poem.append(VERSE)
    press(tab.text, Qt.Key.Key_Escape)
    assert tab.bar.isHidden()
    assert not tab.bar.is_working
    assert len(tab.poem.subscribers) == subscribed - 1
    assert tab.view.extraSelections() == []
    assert tab.view.hasFocus()
    tab.bar.open()
    qtbot.waitUntil(lambda: tab.status == "1 of 4,001")
    assert tab.text.selectedText() == "bright"


def test_an_empty_text_says_nothing(tab: Tab, qtbot: QtBot) -> None:
    tab.text.setText("bright")
    qtbot.waitUntil(lambda: tab.status == "1 of 2,000")
    tab.text.clear()
    assert tab.status == ""
    assert tab.view.extraSelections() == []
    press(tab.text, Qt.Key.Key_Return)
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
