"""What is typed and clicked to find something: how it is meant, what is asked for, and what is said of it."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QCheckBox, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.find import FindError
from poetrygui.core.reading.find_pattern import PatternScanner
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.gui.reading.find_form import FindForm
from tests.gui.hands import write
from tests.gui.reading.bars import part


@pytest.fixture
def form(qtbot: QtBot) -> FindForm:
    form = FindForm()
    qtbot.addWidget(form)
    form.show()
    return form


@pytest.fixture
def told(form: FindForm) -> list[str]:
    """What the form asked for."""
    told: list[str] = []
    for name in ("changed", "next_wanted", "previous_wanted", "close_wanted"):
        getattr(form, name).connect(lambda name=name: told.append(name))
    return told


def test_each_letter_and_each_click_is_something_else_to_look_for(form: FindForm, told: list[str]) -> None:
    assert form.is_empty
    write(part(form, QLineEdit, "findText"), "ab")
    part(form, QCheckBox, "findCase").click()
    part(form, QCheckBox, "findPattern").click()
    assert told == ["changed"] * 4
    assert not form.is_empty


@pytest.mark.parametrize(
    "name, asked", [("findNext", "next_wanted"), ("findPrevious", "previous_wanted"), ("findClose", "close_wanted")]
)
def test_each_button_asks_for_one_thing(form: FindForm, told: list[str], name: str, asked: str) -> None:
    part(form, QToolButton, name).click()
    assert told == [asked]


@pytest.mark.parametrize("matches_case, found", [(False, [(0, 1), (1, 2)]), (True, [(1, 2)])])
def test_a_text_is_looked_for_as_it_is_meant(form: FindForm, matches_case: bool, found: list[tuple[int, int]]) -> None:
    part(form, QLineEdit, "findText").setText("a")
    part(form, QCheckBox, "findCase").setChecked(matches_case)
    scanner = form.scanner()
    assert isinstance(scanner, TextScanner)
    assert scanner.matches_in(b"Aa") == found


def test_a_pattern_is_one_where_that_is_asked_for(form: FindForm) -> None:
    part(form, QLineEdit, "findText").setText("(a")
    assert isinstance(form.scanner(), TextScanner)
    part(form, QCheckBox, "findPattern").click()
    with pytest.raises(FindError, match="no regular expression"):
        form.scanner()
    part(form, QLineEdit, "findText").setText("(a)")
    scanner = form.scanner()
    assert isinstance(scanner, PatternScanner)
    scanner.close()
    scanner.join()


def test_nothing_cannot_be_looked_for(form: FindForm) -> None:
    with pytest.raises(FindError, match="enter some text"):
        form.scanner()


def test_what_is_said_stays_until_something_else_is(form: FindForm) -> None:
    status = part(form, QLabel, "findStatus")
    form.say_problem("<b>odd</b>\u202e")
    assert status.text().startswith("<b>odd</b>")
    assert "\u202e" not in status.text() + status.toolTip()
    assert status.toolTip().startswith("Nothing can be found:")
    form.say("1 of 2")
    assert (status.text(), status.toolTip()) == ("1 of 2", "")


def test_the_keyboard_replaces_what_was_typed(form: FindForm, qtbot: QtBot) -> None:
    line = part(form, QLineEdit, "findText")
    line.setText("before")
    with qtbot.waitActive(form):
        form.activateWindow()
    form.take_keyboard()
    assert line.hasFocus()
    write(line, "after")
    assert line.text() == "after"


def test_no_more_is_looked_for_than_anybody_types(form: FindForm) -> None:
    line = part(form, QLineEdit, "findText")
    line.setText("x" * 10_000)
    assert len(line.text()) == 1_000


def test_what_is_said_is_seen_in_whole_in_a_narrow_window_too(form: FindForm, qtbot: QtBot) -> None:
    status, line = part(form, QLabel, "findStatus"), part(form, QLineEdit, "findText")
    said = "9,999 of 9,999 · 23:59:59.999999 · +999.9 ms"
    needed = status.fontMetrics().horizontalAdvance(said)

    def say(words: str, width: int, *, below: bool) -> None:
        form.resize(width, form.sizeHint().height())
        form.say(words)
        qtbot.waitUntil(lambda: (status.geometry().top() >= line.geometry().bottom()) is below)

    for width in (1600, 640, 1600):
        say(said, width, below=width == 640)
        qtbot.waitUntil(lambda: status.width() >= needed)
    say("3", 640, below=False)
