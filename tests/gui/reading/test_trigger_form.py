"""All that a trigger is can be changed in its fields, and what is shown is no change."""

from __future__ import annotations

from PyQt6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.triggers import Trigger
from poetrygui.gui.reading.trigger_form import TriggerForm
from tests.gui.hands import write
from tests.gui.reading.bars import part

ALL = Trigger(
    Condition("a", matches_case=True, is_word=True, is_negated=True),
    "one",
    "mine",
    notifies=False,
    marks=True,
    stops=True,
    sends=r"x\n",
    put="RAW",
    pause=30,
)


def test_a_trigger_is_shown_and_changed(qtbot: QtBot) -> None:
    form = TriggerForm({"one": "A log"})
    qtbot.addWidget(form)
    told: list[Trigger] = []
    form.changed.connect(told.append)
    form.show_trigger(ALL)
    assert told == []
    write(part(form, QLineEdit, "triggerText"), "b")
    assert told[-1].condition.text == "ab"
    for name in ("Pattern", "Case", "Word", "Without", "Notifies", "Marks", "Stops"):
        part(form, QCheckBox, f"trigger{name}").click()
    part(form, QLineEdit, "triggerSends").clear()
    write(part(form, QLineEdit, "triggerSends"), "y")
    combo = part(form, QComboBox, "triggerPut")
    combo.setCurrentIndex(combo.findData("LF"))
    part(form, QSpinBox, "triggerPause").setValue(5)
    part(form, QComboBox, "triggerServer").setCurrentIndex(0)
    assert told[-1] == Trigger(Condition("ab", is_pattern=True), "", "mine", sends="y", put="LF", pause=5)
    part(form, QCheckBox, "triggerField").click()
    assert told[-1].condition.is_field
    assert not told[-1].condition.is_pattern, "a field is no pattern"
    form.show_trigger(Trigger(Condition("z"), server="gone"))
    assert part(form, QComboBox, "triggerServer").currentText() == "A server that is not in the list"
    form.show_trigger(None)
    assert not form.isEnabled()


def test_what_is_typed_on_a_box_is_text(qtbot: QtBot) -> None:
    form = TriggerForm({})
    qtbot.addWidget(form)
    told: list[Trigger] = []
    form.changed.connect(told.append)
    form.show_trigger(Trigger(Condition("E")))
    box, pause = part(form, QCheckBox, "triggerStops"), part(form, QSpinBox, "triggerPause")
    pause.setFocus()
    write(pause, "x")
    assert told == [], "no number is a text"
    box.setFocus()
    write(box, "R")
    assert told[-1].condition.text == "ER"
    assert form.focusWidget() is part(form, QLineEdit, "triggerText")
