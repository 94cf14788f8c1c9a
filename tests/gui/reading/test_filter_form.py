"""The form: it gives the condition that was asked for, or the one that was changed."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.reading.filter_form import FilterForm
from tests.gui.hands import press, write
from tests.gui.reading.bars import part


def test_a_condition_is_changed_and_what_is_not_asked_for_stays(qtbot: QtBot) -> None:
    form = FilterForm()
    qtbot.addWidget(form)
    taken: list[Condition] = []
    left: list[bool] = []
    form.taken.connect(taken.append)
    form.left.connect(lambda: left.append(True))
    form.ask(Condition("one", is_negated=True, is_alternative=True, is_on=False), is_first=False)
    assert part(form, QPushButton, "filterTake").text() == "Ch&ange"
    text = part(form, QLineEdit, "filterText")
    assert text.selectedText() == "one"
    write(text, "two")
    part(form, QPushButton, "filterTake").click()
    assert taken == [Condition("two", is_negated=True, is_alternative=True, is_on=False)]
    form.ask(None, is_first=True)
    assert not part(form, QComboBox, "filterJoin").isVisible()
    press(text, Qt.Key.Key_Escape)
    assert left == [True]


def test_a_field_is_asked_for_by_its_name(qtbot: QtBot) -> None:
    form = FilterForm(lambda: ("ms", "level"))
    qtbot.addWidget(form)
    taken: list[Condition] = []
    problems: list[str] = []
    form.taken.connect(taken.append)
    form.problem.connect(problems.append)
    form.ask(None, is_first=True)
    text, is_field = part(form, QLineEdit, "filterText"), part(form, QCheckBox, "filterField")
    assert text.completer() is None
    press(is_field, Qt.Key.Key_Space)
    assert text.placeholderText().startswith("level = ERROR")
    assert not part(form, QCheckBox, "filterPattern").isEnabled()
    completer = text.completer()
    assert completer is not None
    completer.setCompletionPrefix("LE")
    assert completer.currentCompletion() == "level"
    write(text, "ms >")
    press(text, Qt.Key.Key_Return)
    assert "no test of a field" in problems[0]
    write(text, " 500")
    press(text, Qt.Key.Key_Return)
    assert taken == [Condition("ms > 500", is_field=True)]
    form.ask(taken[0], is_first=True)
    assert is_field.isChecked()
    form.ask(Condition("one"), is_first=True)
    assert text.placeholderText() == "Text to filter by"


def test_what_is_typed_on_a_box_is_text(qtbot: QtBot) -> None:
    form = FilterForm()
    qtbot.addWidget(form)
    form.ask(None, is_first=True)
    text, is_field = part(form, QLineEdit, "filterText"), part(form, QCheckBox, "filterField")
    is_field.setFocus()
    write(is_field, "l")
    assert (text.text(), text.hasFocus() or not form.isActiveWindow()) == ("l", True)
    press(is_field, Qt.Key.Key_Space)
    assert (text.text(), is_field.isChecked()) == ("l", True)
