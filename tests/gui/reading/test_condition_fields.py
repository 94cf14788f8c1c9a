"""Fields of the forms: a server is chosen by its id, and texts have a limit and a name."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.reading.condition_fields import ServerChoice, named_box, side_by_side, text_line


def test_a_server_is_chosen_by_its_id_also_one_that_left_the_list(qtbot: QtBot) -> None:
    choice = ServerChoice({"one": "Pump", "two": ""})
    qtbot.addWidget(choice)
    offered = [(choice.itemText(at), choice.itemData(at)) for at in range(choice.count())]
    assert offered == [("All streams", ""), ("Pump", "one"), ("A server without a name", "two")]
    choice.choose("one")
    assert choice.currentText() == "Pump"
    choice.choose("gone")
    assert (choice.currentText(), choice.currentData()) == ("A server that is not in the list", "gone")
    choice.choose("gone")
    assert choice.count() == 4


def test_lines_and_boxes_have_names_and_limits(qtbot: QtBot) -> None:
    line, box = text_line("text", "What to look for", 5), named_box("case", "Match &case")
    row = QWidget()
    qtbot.addWidget(row)
    row.setLayout(side_by_side([line, box]))
    line.setText("too long")
    assert (line.objectName(), line.accessibleName(), line.text()) == ("text", "What to look for", "too l")
    assert (box.objectName(), box.text()) == ("case", "Match &case")
