"""Lines that are shown: the view stays where it was, and what it does is about the lines that are there."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.reading import line_filter
from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.reading.find_bar import FindBar
from poetrygui.gui.rows.go_to_line import GoToLine
from tests.gui.hands import press, write
from tests.gui.reading.bars import part
from tests.gui.reading.filtered import ERROR, LOG, FilteredTab, lines_with

AT_900 = LOG.index(b"900 error")


def test_the_view_stays_where_it_was(filtered: FilteredTab, qtbot: QtBot) -> None:
    view = filtered.view
    view.show_offset(AT_900)
    view.select(AT_900, AT_900 + 3)
    filtered.lines.set_conditions((ERROR,))
    qtbot.waitUntil(lambda: not filtered.lines.is_working)
    assert view.first_visible_line() == 300
    assert view.reader.read(*view.selection()) == b"900"
    assert filtered.lines.place() == TabPlace(0, AT_900, False, AT_900, AT_900 + 3, filters=(ERROR,))
    filtered.lines.show_all(True)
    assert view.first_visible_line() == 900
    assert view.selection() == (AT_900, AT_900 + 3)
    view.follow()
    filtered.lines.show_all(False)
    assert view.following
    qtbot.waitUntil(lambda: view.toPlainText().endswith("2997 error"))


def test_the_place_is_waited_for_unless_somebody_goes_elsewhere(
    filtered: FilteredTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_filter, "BLOCK", 64)
    filtered.lines.go_to(TabPlace(0, AT_900, False, AT_900, AT_900))
    filtered.lines.set_conditions((ERROR,))
    assert filtered.lines.place().top == AT_900
    filtered.view.follow()
    qtbot.waitUntil(lambda: not filtered.lines.is_working)
    assert filtered.view.following


def test_lines_have_their_own_numbers_and_are_gone_to_by_them(filtered: FilteredTab, qtbot: QtBot) -> None:
    filtered.lines.set_conditions((ERROR,))
    qtbot.waitUntil(lambda: not filtered.lines.is_working)
    dialog = GoToLine(filtered.view, filtered)
    assert "from 1 to 3,000" in dialog.labelText()
    dialog.setTextValue("901")
    dialog.accept()
    assert filtered.view.reader.read(*filtered.view.selection()) == b"900 error\n"
    filtered.view.show_line(901)  # it is not shown: the next one is
    assert filtered.view.reader.read(filtered.view.selection()[0], 1 << 20).startswith(b"903 error\n")
    marks = filtered.view.marks
    filtered.view.show_line(900)
    assert marks.toggle() == 900
    filtered.lines.show_all(True)
    assert marks.lines == [900]
    filtered.view.show_offset(0)
    assert marks.go()
    assert filtered.view.selection()[0] == AT_900
    filtered.lines.show_all(False)
    qtbot.waitUntil(lambda: not filtered.lines.is_working)
    assert marks.lines == [900]
    assert marks.go(backward=True)
    assert filtered.view.reader.read(*filtered.view.selection()) == b"900 error\n"


def test_finding_and_copying_are_about_what_is_shown(filtered: FilteredTab, qtbot: QtBot) -> None:
    filtered.lines.set_conditions((ERROR,))
    qtbot.waitUntil(lambda: not filtered.lines.is_working)
    bar = FindBar(filtered.view)
    qtbot.addWidget(bar)
    bar.open()
    filtered.view.show_offset(0)
    write(part(bar, QLineEdit, "findText"), "99")
    qtbot.waitUntil(lambda: part(bar, QLabel, "findStatus").text() == f"1 of {lines_with(b'error', b'99')}")
    press(bar, Qt.Key.Key_Escape)
    filtered.view.selectAll()
    filtered.view.copy()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text().splitlines()[:2] == ["0 error", "3 error"]


def test_an_open_line_is_shown_when_it_is_whole_or_nothing_comes_any_more(filtered: FilteredTab, qtbot: QtBot) -> None:
    filtered.lines.set_conditions((Condition("last"),))
    filtered.poem.append(b"the last")
    qtbot.waitUntil(lambda: not filtered.lines.is_working)
    assert filtered.view.line_count() == 0
    assert filtered.lines.placeholder() == "No line is as the filter wants it."
    filtered.lines.end(True)
    qtbot.waitUntil(lambda: filtered.shown == "the last")
    assert filtered.lines.words() == "1 of 3,001 lines"


def test_a_pattern_without_end_is_told_and_all_lines_are_shown(
    filtered: FilteredTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.core.reading.find_pattern.PATIENCE", 0.3)
    filtered.poem.append(b"a" * 70 + b"!\n")
    filtered.view.show_offset(AT_900)
    filtered.lines.set_conditions((Condition(r"(?=(a+)+$)b", is_pattern=True),))
    qtbot.waitUntil(lambda: "takes too long" in filtered.lines.words())
    assert filtered.lines.words().startswith("Not filtered: the regular")
    assert filtered.lines.holding == ()
    assert filtered.view.top_offset() == AT_900


def test_a_poem_that_cannot_be_read_is_told(
    filtered: FilteredTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(start: int, stop: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(filtered.poem, "read", fail)
    filtered.lines.set_conditions((ERROR,))
    qtbot.waitUntil(lambda: "cannot be read" in filtered.lines.words())
    monkeypatch.undo()


def test_nothing_runs_while_nobody_looks(filtered: FilteredTab, qtbot: QtBot) -> None:
    filtered.lines.set_conditions((Condition("^9", is_pattern=True),))
    qtbot.waitUntil(lambda: filtered.view.line_count() == 111)
    filtered.hide()
    filtered.poem.append(b"999 more\n")
    assert not filtered.lines.is_working
    filtered.show()
    qtbot.waitUntil(lambda: filtered.view.line_count() == 112)


def test_lines_of_the_programs_own_are_told_apart_where_they_are_shown(filtered: FilteredTab, qtbot: QtBot) -> None:
    filtered.lines.set_lines_between(lambda start, stop: [(start, start + 8), (AT_900, AT_900 + 10)])
    filtered.lines.set_conditions((Condition("900 "),))
    marks = filtered.view.extraSelections
    qtbot.waitUntil(lambda: [mark.cursor.selectedText() for mark in marks()][-1:] == ["900 error"])
