"""What is chosen stays chosen while the list changes below it, and keys open it or ask."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from poetrygui.gui.library.recording_model import Column, RecordingModel, new_row
from poetrygui.gui.library.recording_table import RecordingTable
from tests.gui.hands import click, double_click, press
from tests.gui.library.listed import listed

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def table(qtbot: QtBot) -> RecordingTable:
    model = RecordingModel()
    table = RecordingTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    model.take([new_row(listed(f"{day:02}"), None, is_alone=True) for day in (1, 2, 3, 5, 6)], ())
    return table


def model_of(table: RecordingTable) -> RecordingModel:
    model = table.model()
    assert isinstance(model, RecordingModel)
    return model


def chosen(table: RecordingTable) -> list[str]:
    return [row.listed.name for row in table.chosen()]


def place(table: RecordingTable, row: int) -> QPoint:
    return table.visualRect(model_of(table).index(row, Column.OUTCOME)).center()


def test_it_begins_with_the_newest_and_keys_choose_more(table: RecordingTable) -> None:
    assert chosen(table) == []
    table.choose_first()
    assert chosen(table) == ["06"]
    press(table, Qt.Key.Key_Down, SHIFT)
    press(table, Qt.Key.Key_Down, SHIFT)
    assert chosen(table) == ["06", "05", "03"]
    table.choose_first()
    assert chosen(table) == ["06", "05", "03"], "what is chosen stays"
    press(table, Qt.Key.Key_A, CONTROL)
    assert len(chosen(table)) == 5


def test_clicks_choose_rows_and_a_click_with_control_one_more(table: RecordingTable) -> None:
    click(table.viewport(), place(table, 4))
    click(table.viewport(), place(table, 0), CONTROL)
    assert chosen(table) == ["06", "01"]


def test_a_heading_sorts(table: RecordingTable) -> None:
    table.choose_first()
    header = table.header()
    assert header is not None
    where = QPoint(header.sectionViewportPosition(Column.STARTED) + 20, header.height() // 2)
    click(header.viewport(), where)
    assert [row.listed.name for row in model_of(table).rows] == ["01", "02", "03", "05", "06"]
    assert chosen(table) == ["06"]
    assert table.currentIndex().row() == 4


def test_what_is_chosen_stays_so_while_the_list_changes(table: RecordingTable, qtbot: QtBot) -> None:
    model = model_of(table)
    for row in (1, 3, 4):
        click(table.viewport(), place(table, row), CONTROL)
    assert chosen(table) == ["05", "02", "01"]
    click(table.viewport(), place(table, 4), CONTROL)
    click(table.viewport(), place(table, 3), CONTROL)
    click(table.viewport(), place(table, 3), CONTROL)
    assert chosen(table) == ["05", "02"]
    with qtbot.waitSignal(table.chosen_changed):
        model.take([new_row(listed(f"{day:02}"), None, is_alone=True) for day in (4, 7)], {"01"})
    assert chosen(table) == ["05", "02"]
    assert model.rows[table.currentIndex().row()].listed.name == "02"
    model.search("no such thing")
    assert chosen(table) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_return_and_a_double_click_open(table: RecordingTable, qtbot: QtBot, key: Qt.Key) -> None:
    table.choose_first()
    with qtbot.waitSignal(table.opened):
        press(table, key)
    click(table.viewport(), place(table, 1))
    with qtbot.waitSignal(table.opened):
        double_click(table.viewport(), place(table, 1))
    with qtbot.assertNotEmitted(table.opened):
        press(table, key, CONTROL)


def test_del_asks_and_other_keys_do_not(table: RecordingTable, qtbot: QtBot) -> None:
    table.choose_first()
    with qtbot.waitSignal(table.delete_wanted):
        press(table, Qt.Key.Key_Delete)
    with qtbot.assertNotEmitted(table.delete_wanted):
        press(table, Qt.Key.Key_Backspace)
        press(table, Qt.Key.Key_Delete, SHIFT)
