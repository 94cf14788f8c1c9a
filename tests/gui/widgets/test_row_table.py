"""A table of rows: one is chosen at a time, Tab leads out of it, and what stands above the numbers has a name."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QStandardItem, QStandardItemModel
from PyQt6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.row_table import RowTable
from tests.gui.hands import press


def test_whole_rows_are_chosen_one_at_a_time_by_keys(qtbot: QtBot) -> None:
    table = RowTable()
    qtbot.addWidget(table)
    model = QStandardItemModel()
    for row in range(3):
        model.appendRow([QStandardItem(f"{row}"), QStandardItem("value")])
    table.setModel(model)
    table.setCurrentIndex(model.index(0, 0))
    press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    selection = table.selectionModel()
    assert selection is not None
    assert [index.row() for index in selection.selectedRows()] == [1]
    assert not table.tabKeyNavigation()
    corner = table.findChild(QAbstractButton)
    assert corner is not None
    assert corner.accessibleName() == "Number"
