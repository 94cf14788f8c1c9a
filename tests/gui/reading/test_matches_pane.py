"""The list of lines with matches: of a million as of ten, and the view goes where the list does."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.reading.matches_pane import MatchesPane
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.hands import press
from tests.gui.reading.bars import VERSE, Tab, part
from tests.gui.reading.filtered import LOG, FilteredTab

Key = Qt.Key


def test_the_keys_go_from_match_to_match_and_the_view_with_them(tab: Tab, qtbot: QtBot) -> None:
    tab.text.setText("number 19")
    part(tab.bar, QToolButton, "findList").click()
    found = part(tab.bar, PoemView, "matchesList")
    count = part(tab.bar, QLabel, "matchesCount")
    qtbot.waitUntil(lambda: count.text() == "Lines with matches: 111 of 2,000 lines")
    tab.bar.matches.setFocus()
    for key, line in (
        (Key.Key_Down, 19),
        (Key.Key_Down, 190),
        (Key.Key_Up, 19),
        (Key.Key_Up, 19),
        (Key.Key_Down, 190),
        (Key.Key_End, 1999),
        (Key.Key_Home, 19),
        (Key.Key_Return, 19),
    ):
        press(found, key)
        assert tab.line == line
    press(found, Key.Key_PageDown)
    assert 190 < tab.line < 1999, "as far as rows are seen, which is the font's affair and the style's"
    press(found, Key.Key_PageUp)
    assert tab.line == 19
    tab.poem.append(VERSE)
    qtbot.waitUntil(lambda: count.text() == "Lines with matches: 222 of 4,000 lines")
    tab.text.setText("nothing")
    qtbot.waitUntil(lambda: count.text() == "Lines with matches: 0 of 4,000 lines")
    press(found, Key.Key_Down)
    assert found.accessibleDescription() == "No line has a match."
    tab.text.setText("number 1999,")
    qtbot.waitUntil(lambda: found.line_count() == 2)
    press(found, Key.Key_Escape)
    assert not tab.bar.isVisible()
    assert found.line_count() == 0


def test_of_lines_that_are_filtered_it_lists_lines_with_their_numbers(filtered: FilteredTab, qtbot: QtBot) -> None:
    pane = MatchesPane(filtered.view)
    qtbot.addWidget(pane)
    pane.show()
    filtered.lines.set_conditions((Condition("error"),))
    pane.look_for(Condition("99", is_word=True))
    found = part(pane, PoemView, "matchesList")
    qtbot.waitUntil(lambda: found.text_between(0, 9) == "99 error")
    press(found, Key.Key_Down)
    assert filtered.view.reader.read(*filtered.view.selection()) == b"99 error\n"
    filtered.lines.set_conditions(())
    pane.look_for(None)
    assert found.line_count() == 0
    assert LOG
