"""Highlight rules are shown as they are changed, kept by OK, left as they were by Cancel, and handed on as files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.highlight_rules import MOST, Rule, Rules, write_rules
from poetrygui.gui.reading.highlight_dialog import HighlightDialog
from poetrygui.gui.reading.highlight_form import swatch
from poetrygui.gui.reading.rule_list import RuleList
from poetrygui.gui.widgets.dress import palette_of
from poetrygui.gui.widgets.tokens import DARK
from tests.gui.hands import press, write
from tests.gui.reading.bars import part

ERRORS, WARNINGS = Rule(Condition("ERROR")), Rule(Condition("WARN"), "orange")


class Asked:
    """A dialog, and what it told."""

    def __init__(self, parent: QWidget, *rules: Rule) -> None:
        self.dialog = HighlightDialog(rules, {"one": "A log"}, parent)
        self.shown: list[Rules] = []
        self.kept: list[Rules] = []
        self.dialog.shown.connect(self.shown.append)
        self.dialog.kept.connect(self.kept.append)
        self.dialog.open()

    @property
    def problem(self) -> str:
        return part(self.dialog, QLabel, "highlightProblem").text()

    @property
    def text(self) -> QLineEdit:
        return part(self.dialog, QLineEdit, "highlightText")

    def click(self, name: str) -> None:
        part(self.dialog, QPushButton, f"highlight{name}").click()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_rule_is_added_shown_and_kept(parent: QWidget) -> None:
    asked = Asked(parent, ERRORS)
    asked.click("Add")
    write(asked.text, "WARN")
    assert asked.shown[-1] == (ERRORS, WARNINGS)
    assert asked.kept == []
    press(asked.text, Qt.Key.Key_Return)
    assert asked.kept == [(ERRORS, WARNINGS)]


def test_cancel_goes_back_whatever_was_done(parent: QWidget) -> None:
    asked = Asked(parent, ERRORS, WARNINGS)
    asked.click("Down")
    asked.click("Up")
    asked.click("Remove")
    asked.dialog.reject()
    assert asked.shown == [(WARNINGS, ERRORS), (ERRORS, WARNINGS), (WARNINGS,), (ERRORS, WARNINGS)]
    assert asked.kept == []


def test_what_is_no_rule_is_said_and_what_is_empty_is_left_out(parent: QWidget) -> None:
    asked = Asked(parent, Rule(Condition("(", is_pattern=True)), ERRORS)
    asked.dialog.add()
    asked.dialog.accept()
    assert asked.problem.startswith("This is no regular expression")
    assert asked.kept == []
    asked.text.clear()
    write(asked.text, "x")
    asked.dialog.accept()
    assert asked.kept == [(Rule(Condition("x", is_pattern=True)), ERRORS)]


def test_no_more_are_added_than_are_kept(parent: QWidget) -> None:
    asked = Asked(parent, *(Rule(Condition(str(number))) for number in range(MOST)))
    asked.dialog.add("one more")
    assert asked.problem.startswith(f"There are {MOST} rules")
    assert len(part(asked.dialog, RuleList, "highlightList").rules) == MOST


def test_rules_are_written_to_a_file_and_added_from_one(parent: QWidget, tmp_path: Path) -> None:
    path = tmp_path / "shared.json"
    asked = Asked(parent, ERRORS)
    asked.dialog.write(path)
    assert asked.problem == "1 rule written to shared.json."
    write_rules(path, (ERRORS, WARNINGS))
    asked.dialog.read(path)
    assert asked.problem == "1 rule added from shared.json."
    assert asked.shown[-1] == (ERRORS, WARNINGS)


def test_files_are_chosen_in_dialogs(parent: QWidget, tmp_path: Path) -> None:
    path = tmp_path / "shared.json"
    asked = Asked(parent, ERRORS)
    for name in ("Export", "Import"):
        asked.click(name)
        (chooser,) = [each for each in asked.dialog.findChildren(QFileDialog) if each.isVisible()]
        chooser.fileSelected.emit(str(path))
        chooser.close()
    assert asked.problem == "0 rules added from shared.json."


def test_what_is_wrong_with_a_file_is_said(parent: QWidget, tmp_path: Path) -> None:
    asked = Asked(parent)
    asked.dialog.read(tmp_path / "none.json")
    assert asked.problem == "none.json cannot be read: No such file or directory."
    (tmp_path / "bad.json").write_text("{}")
    asked.dialog.read(tmp_path / "bad.json")
    assert asked.problem == "The rules in bad.json are damaged: nothing was added."
    asked.dialog.write(tmp_path / "no" / "such.json")
    assert "such.json" in asked.problem


def test_colours_are_shown_as_another_palette_has_them_and_nothing_is_told(parent: QWidget) -> None:
    asked = Asked(parent, ERRORS)
    told = len(asked.shown)
    rules = part(asked.dialog, RuleList, "highlightList")
    # Where the program's style is on, the parts of a dialog have not its palette, but the application's, as all have.
    for widget in (asked.dialog, *asked.dialog.findChildren(QWidget)):
        widget.setPalette(palette_of(DARK))
    wanted = swatch(ERRORS.colour, palette_of(DARK)).pixmap(16).toImage()
    item = rules.item(0)
    assert item is not None
    assert item.icon().pixmap(16).toImage() == wanted
    assert part(asked.dialog, QComboBox, "highlightColour").itemIcon(0).pixmap(16).toImage() == wanted
    assert len(asked.shown) == told
    assert asked.problem.startswith("The first rule that fits")
