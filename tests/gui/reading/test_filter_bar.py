"""The bar by keys alone: filters are added, changed, switched off and on, removed and brought back."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from tests.gui.hands import press, write
from tests.gui.reading.bars import part
from tests.gui.reading.filtered import ERROR, FilteredTab, focused, lines_with

Key = Qt.Key


def add(tab: FilteredTab, text: str) -> None:
    """Type a filter and take it."""
    tab.bar.add()
    write(tab.text, text)
    press(tab.text, Key.Key_Return)


def test_what_is_typed_filters_and_is_counted(filtered: FilteredTab, qtbot: QtBot) -> None:
    assert not filtered.bar.isVisible()
    add(filtered, "ERROR")
    qtbot.waitUntil(lambda: filtered.count == "1,000 of 3,000 lines")
    assert filtered.view.line_count() == 1000
    assert filtered.view.hasFocus()
    (chip,) = filtered.chips
    assert (chip.text(), chip.accessibleName()) == ("“ERROR”", "Filter 1 of 1: lines with “ERROR”, on")
    filtered.poem.append(b"an error, and one more info\n")
    qtbot.waitUntil(lambda: filtered.count == "1,001 of 3,001 lines")


def test_filters_are_joined_as_the_form_says(filtered: FilteredTab, qtbot: QtBot) -> None:
    add(filtered, "error")
    filtered.bar.add()
    write(filtered.text, "9 ")
    part(filtered.bar, QComboBox, "filterSense").setCurrentIndex(1)
    press(filtered.text, Key.Key_Return)
    qtbot.waitUntil(lambda: filtered.count == "900 of 3,000 lines")
    filtered.bar.add()
    write(filtered.text, "^7 INFO$")
    part(filtered.bar, QComboBox, "filterJoin").setCurrentIndex(1)
    part(filtered.bar, QCheckBox, "filterPattern").click()
    part(filtered.bar, QCheckBox, "filterCase").click()
    press(filtered.text, Key.Key_Return)
    qtbot.waitUntil(lambda: not filtered.lines.is_working)
    assert filtered.count == "900 of 3,000 lines"
    filtered.chips[2].setFocus()
    press(focused(), Key.Key_F2)
    part(filtered.bar, QCheckBox, "filterCase").click()
    press(filtered.text, Key.Key_Return)
    qtbot.waitUntil(lambda: filtered.count == "901 of 3,000 lines")
    assert filtered.lines.conditions == (
        Condition("error"),
        Condition("9 ", is_negated=True),
        Condition("^7 INFO$", is_pattern=True, is_alternative=True),
    )
    assert "7 info" in filtered.shown


def test_a_chip_is_switched_off_and_on_changed_and_removed_by_keys(filtered: FilteredTab, qtbot: QtBot) -> None:
    add(filtered, "error")
    add(filtered, "1")
    filtered.chips[0].setFocus()
    press(focused(), Key.Key_Space)
    assert focused().accessibleName() == "Filter 1 of 2: lines with “error”, off"
    qtbot.waitUntil(lambda: filtered.view.line_count() == lines_with(b"1"))
    press(focused(), Key.Key_Right)
    press(focused(), Key.Key_Right)
    press(focused(), Key.Key_Left)
    assert focused() is filtered.chips[1]
    press(focused(), Key.Key_Delete)
    assert focused() is filtered.chips[0]
    assert filtered.count == "All lines are shown"
    press(focused(), Key.Key_Return)
    assert filtered.text.text() == "error"
    press(filtered.text, Key.Key_Escape)
    assert filtered.view.hasFocus()
    filtered.chips[0].setFocus()
    press(focused(), Key.Key_Space)
    qtbot.waitUntil(lambda: filtered.view.line_count() == 1000)
    press(focused(), Key.Key_Escape)
    assert filtered.view.hasFocus()


def test_what_was_removed_is_brought_back_where_it_stood(filtered: FilteredTab, qtbot: QtBot) -> None:
    for text in ("e", "r", "o"):
        add(filtered, text)
    filtered.chips[1].setFocus()
    press(focused(), Key.Key_Backspace)
    assert filtered.button("filterBringBack").text() == "↶ “r”"
    press(focused(), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [chip.text() for chip in filtered.chips] == ["“e”", "“r”", "“o”"]
    assert focused() is filtered.chips[1]
    assert not filtered.button("filterBringBack").isVisible()
    filtered.button("filterRemoveAll").click()
    assert not filtered.bar.isVisible()
    assert filtered.view.line_count() == 3000
    filtered.bar.add()
    assert filtered.button("filterBringBack").text() == "↶ 3 filters"
    filtered.button("filterBringBack").click()
    assert [chip.text() for chip in filtered.chips] == ["“e”", "“r”", "“o”"]
    filtered.bar.bring_back()
    assert len(filtered.chips) == 3


def test_the_menu_of_a_chip_turns_it_round(filtered: FilteredTab, qtbot: QtBot) -> None:
    add(filtered, "error")
    filtered.chips[0].turn_wanted.emit()
    qtbot.waitUntil(lambda: filtered.count == "2,000 of 3,000 lines")
    assert filtered.chips[0].text() == "not “error”"


def test_all_lines_are_shown_for_a_while(filtered: FilteredTab, qtbot: QtBot) -> None:
    add(filtered, "error")
    switch = part(filtered.bar, QCheckBox, "filterSwitch")
    switch.click()
    assert filtered.count == "All lines are shown"
    assert filtered.view.line_count() == 3000
    switch.click()
    qtbot.waitUntil(lambda: filtered.count == "1,000 of 3,000 lines")
    switch.click()
    add(filtered, "99")
    assert switch.isChecked()
    qtbot.waitUntil(lambda: filtered.view.line_count() == lines_with(b"error", b"99"))


@pytest.mark.parametrize(
    "text, is_pattern, problem",
    [("", False, "There is nothing to look for"), ("(", True, "This is no regular expression: ")],
)
def test_what_cannot_be_looked_for_is_told_and_changes_nothing(
    filtered: FilteredTab, text: str, is_pattern: bool, problem: str
) -> None:
    filtered.bar.add()
    part(filtered.bar, QCheckBox, "filterPattern").setChecked(is_pattern)
    write(filtered.text, text)
    press(filtered.text, Key.Key_Return)
    assert filtered.count.startswith(problem)
    label = part(filtered.bar, QLabel, "filterCount")
    assert label.width() > min(label.fontMetrics().horizontalAdvance(label.text()), filtered.bar.width() * 3 // 4)
    assert filtered.lines.conditions == ()
    press(filtered.text, Key.Key_Escape)
    assert not filtered.bar.isVisible()


def test_conditions_that_somebody_else_has_set_are_shown(filtered: FilteredTab, qtbot: QtBot) -> None:
    filtered.lines.set_conditions((ERROR, Condition("a & b")))
    filtered.bar.show_conditions()
    assert [chip.text() for chip in filtered.chips] == ["“error”", "“a && b”"]
    qtbot.waitUntil(lambda: filtered.count == "0 of 3,000 lines")
