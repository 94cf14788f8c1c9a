"""A field for bytes in GiB tells a value once it is whole."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.gibibytes_field import gibibytes_field
from tests.gui.hands import press, write


def test_a_value_is_told_once_it_is_typed_in_gib(qtbot: QtBot) -> None:
    field = gibibytes_field(0.1)
    qtbot.addWidget(field)
    field.show()
    told: list[float] = []
    field.valueChanged.connect(told.append)
    field.selectAll()
    write(field, "12")
    assert told == []
    press(field, Qt.Key.Key_Return)
    assert told == [12]
    assert field.minimum() == 0.1
    assert field.suffix() == " GiB"
