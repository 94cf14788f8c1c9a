"""The name and the group in a server's dialog."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.servers.name_fields import NameFields


def test_groups_are_offered_and_others_may_be_written(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    fields = NameFields(parent, " name ", "b", ["a", "b"])
    for widget in (fields.line, fields.combo):
        qtbot.addWidget(widget)
    assert (fields.name, fields.group) == ("name", "b")
    assert [fields.combo.itemText(place) for place in range(fields.combo.count())] == ["", "a", "b"]
    fields.combo.setCurrentText("  an ▸ other ")
    assert fields.group == "an other"
    with qtbot.waitSignal(fields.changed):
        fields.line.setText("other")
