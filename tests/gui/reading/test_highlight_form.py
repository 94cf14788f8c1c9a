"""The fields of one highlight rule show it, and tell what is changed in them."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.highlight_rules import COLOURS, Rule
from poetrygui.gui.reading.highlight_form import HighlightForm, swatch
from tests.gui.hands import press, write
from tests.gui.reading.bars import part


@pytest.fixture
def form(qtbot: QtBot) -> HighlightForm:
    form = HighlightForm({"one": "A log"})
    qtbot.addWidget(form)
    return form


def test_a_rule_is_changed_by_keys(form: HighlightForm) -> None:
    told: list[Rule] = []
    form.changed.connect(told.append)
    assert not form.isEnabled()
    form.show_rule(Rule(Condition("ERROR"), "blue"))
    assert told == []
    text = part(form, QLineEdit, "highlightText")
    text.selectAll()
    write(text, "took")
    write(part(form, QLineEdit, "highlightName"), " Slow ")
    for name in ("Pattern", "Case", "Word"):
        press(part(form, QCheckBox, f"highlight{name}"), Qt.Key.Key_Space)
    for name in ("Colour", "Reach", "Server"):
        press(part(form, QComboBox, f"highlight{name}"), Qt.Key.Key_Down)
    condition = Condition("took", is_pattern=True, matches_case=True, is_word=True)
    assert told[-1] == Rule(condition, "violet", whole_line=False, server="one", name="Slow")
    told.clear()
    form.show_rule(None)
    assert told == []
    assert text.text() == ""


def test_what_is_typed_on_a_box_is_text(form: HighlightForm) -> None:
    told: list[Rule] = []
    form.changed.connect(told.append)
    form.show_rule(Rule(Condition("level = ")))
    box = part(form, QCheckBox, "highlightField")
    box.setFocus()
    press(box, Qt.Key.Key_Space)
    write(box, "E")
    assert told[-1] == Rule(Condition("level = E", is_field=True))
    assert part(form, QLineEdit, "highlightText") is form.focusWidget()
    press(box, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert part(form, QLineEdit, "highlightText").text() == "level = E"


def test_a_field_is_looked_for_in_whole_lines(form: HighlightForm) -> None:
    told: list[Rule] = []
    form.changed.connect(told.append)
    form.show_rule(Rule(Condition("level = ERROR", is_pattern=True, is_word=True), whole_line=False))
    press(part(form, QCheckBox, "highlightField"), Qt.Key.Key_Space)
    assert told[-1] == Rule(Condition("level = ERROR", is_field=True))
    assert not part(form, QComboBox, "highlightReach").isEnabled()
    assert part(form, QLineEdit, "highlightText").accessibleName().startswith("Field to look for")
    form.show_rule(told[-1])
    assert part(form, QCheckBox, "highlightField").isChecked()
    form.show_rule(Rule(Condition("ERROR")))
    assert part(form, QCheckBox, "highlightPattern").isEnabled()


def test_a_server_that_is_gone_stays_what_a_rule_is_for(form: HighlightForm) -> None:
    told: list[Rule] = []
    form.changed.connect(told.append)
    form.show_rule(Rule(Condition("ERROR"), server="gone"))
    assert part(form, QComboBox, "highlightServer").currentText() == "A server that is not in the list"
    part(form, QCheckBox, "highlightCase").click()
    assert told[-1].server == "gone"


def test_every_colour_has_a_picture(qapp: QApplication) -> None:
    chosen = swatch("red", qapp.palette()).pixmap(QSize(16, 16), QIcon.Mode.Selected).toImage()
    assert chosen == swatch("red", qapp.palette()).pixmap(QSize(16, 16)).toImage()
    assert len({swatch(name, qapp.palette()).pixmap(16).toImage().pixelColor(8, 8).name() for name in COLOURS}) == 5
