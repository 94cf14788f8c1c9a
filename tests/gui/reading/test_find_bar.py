"""The bar: what it says, where it takes the view, and that nothing runs while nothing is to be found."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from poetrygui.gui.reading.find_bar import FindBar
from tests.gui.hands import press, write
from tests.gui.reading.bars import VERSE, Tab, part

SHIFT = Qt.KeyboardModifier.ShiftModifier


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
    tab.bar.find_again(backward=True)
    qtbot.waitUntil(lambda: tab.line == 1999)
    tab.bar.find_again()
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


def test_whole_words(tab: Tab, qtbot: QtBot) -> None:
    tab.text.setText("number 1")
    qtbot.waitUntil(lambda: tab.status == "1 of 1,111")
    tab.check("findWord")
    qtbot.waitUntil(lambda: tab.status == "1 of 1")
    tab.text.setText(r"\d+9|burn")
    tab.check("findPattern")
    qtbot.waitUntil(lambda: tab.status.startswith("1 of 199"))
    assert tab.found == "19"


def test_a_pattern_without_end_is_told(tab: Tab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    tab.poem.append(b"a" * 70 + b"!\n")
    tab.check("findPattern")
    with monkeypatch.context() as impatient:
        impatient.setattr("poetrygui.core.reading.find_pattern.PATIENCE", 0.3)
        tab.text.setText("(?=a)(a+)+$")
        qtbot.waitUntil(lambda: "takes too long" in tab.status)
    assert not tab.bar.is_working
    tab.text.setText("bright")
    qtbot.waitUntil(lambda: tab.status == "1 of 2,000")


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


def test_to_find_again_where_nothing_is_looked_for_is_to_be_asked_what(tab: Tab, qtbot: QtBot) -> None:
    tab.bar.hide()
    tab.bar.find_again()
    assert tab.bar.isVisible()
    assert tab.text.hasFocus()
    write(tab.text, "number 7,")
    qtbot.waitUntil(lambda: tab.line == 7)


def test_a_match_is_told_with_its_time_where_that_is_known(tab: Tab, qtbot: QtBot) -> None:
    asked: list[int] = []

    def when(offset: int) -> str:
        asked.append(offset)
        return "14:02:11.042 · +1.3 s"

    bar = FindBar(tab.view, when)
    qtbot.addWidget(bar)
    tab.bar.close_bar()
    bar.open()
    text, status = part(bar, QLineEdit, "findText"), part(bar, QLabel, "findStatus")
    write(text, "number 77")
    qtbot.waitUntil(lambda: status.text() == "1 of 11 · 14:02:11.042 · +1.3 s" and not bar.is_working)
    first = len(asked)
    press(text, Qt.Key.Key_Return, SHIFT)
    qtbot.waitUntil(lambda: status.text().startswith("11 of 11 · 14:02") and not bar.is_working)
    assert len(asked) == first + 1, "once for each match that is gone to"
    assert asked[-1] == tab.view.selection()[0]
    write(text, "no such thing")
    qtbot.waitUntil(lambda: status.text() == "Not found")
    bar.close_bar()
