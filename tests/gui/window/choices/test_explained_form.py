"""A form in which every field has a label, a sentence, and both for a screen reader."""

from __future__ import annotations

from PyQt6.QtWidgets import QCheckBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.choices.explained_form import ExplainedForm


def test_every_field_is_named_and_explained(qtbot: QtBot) -> None:
    form, number, check = ExplainedForm(), QSpinBox(), QCheckBox()
    qtbot.addWidget(form)
    form.add_part("One")
    form.add_field("number", "&Number", number, "How many there are.")
    form.add_part("Two")
    form.add_field("check", "&Whether", check, "Whether there are any.")
    form.finish()
    form.show()
    assert (number.objectName(), check.objectName()) == ("number", "check")
    assert number.accessibleName() == "Number"
    assert check.text() == "&Whether"
    assert check.accessibleDescription() == "Whether there are any."
    texts = [label.text() for label in form.findChildren(QLabel)]
    assert texts == ["One", "&Number", "How many there are.", "Two", "Whether there are any."]
    assert next(label.buddy() for label in form.findChildren(QLabel) if label.text() == "&Number") is number
    assert number.y() < check.y()
