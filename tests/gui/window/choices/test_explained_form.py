"""A form in which every field has a label, a sentence, and both for a screen reader."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication, QCheckBox, QLabel, QSpinBox
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


def test_the_wheel_changes_no_value_on_its_way(qtbot: QtBot) -> None:
    form, number, other = ExplainedForm(), QSpinBox(), QSpinBox()
    qtbot.addWidget(form)
    for name, field in (("number", number), ("other", other)):
        field.setValue(5)
        form.add_field(name, name, field, "How many there are.")
    form.show()
    with qtbot.waitActive(form):
        form.activateWindow()
    other.setFocus()
    place = QPointF(5, 5)
    for field in (number, other):
        QApplication.sendEvent(
            field,
            QWheelEvent(
                *(place, field.mapToGlobal(place), QPoint(), QPoint(0, 120)),
                *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
            ),
        )
    assert (number.value(), other.value()) == (5, 6)
