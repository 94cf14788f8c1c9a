"""Where a table is: keys, the mouse and the bar lead through any number of rows."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication

from tests.gui.frames.tables import TextAndTable
from tests.gui.hands import click, drag, press

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ROWS = 104
"""A hundred frames, the clock, the connection, what was sent, and the end."""


@pytest.fixture
def table(shown: TextAndTable) -> TextAndTable:
    shown.switch(table=True)
    return shown


def test_at_first_the_end_is_followed_and_keys_lead_through_the_rows(table: TextAndTable) -> None:
    place, view = table.table.place, table.table.view
    page = view.full_rows - 1
    assert place.top == ROWS - view.full_rows
    assert place.selected == (-1, -1)
    for key, modifiers, selected in (
        (Qt.Key.Key_Up, NONE, (ROWS - 1, ROWS - 1)),
        (Qt.Key.Key_Up, NONE, (ROWS - 2, ROWS - 2)),
        (Qt.Key.Key_Up, SHIFT, (ROWS - 3, ROWS - 2)),
        (Qt.Key.Key_Home, SHIFT, (0, ROWS - 2)),
        (Qt.Key.Key_End, SHIFT, (ROWS - 2, ROWS - 1)),
        (Qt.Key.Key_Home, NONE, (0, 0)),
        (Qt.Key.Key_PageDown, NONE, (page, page)),
        (Qt.Key.Key_Space, NONE, (2 * page, 2 * page)),
        (Qt.Key.Key_Space, SHIFT, (page, page)),
        (Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, (0, ROWS - 1)),
    ):
        press(view, key, modifiers)
        assert place.selected == selected
        assert place.top <= place.current < place.top + view.full_rows or key == Qt.Key.Key_A
    assert not table.follows()
    press(view, Qt.Key.Key_End)
    assert table.follows()
    assert place.top == ROWS - view.full_rows


def test_what_is_selected_and_current_is_shown_where_it_is_seen(table: TextAndTable) -> None:
    place, view, model = table.table.place, table.table.view, table.table.model
    place.choose(20)
    place.choose(22, extends=True)
    chosen = view.selectionModel()
    assert chosen is not None
    assert [model.rows[index.row()].row.number for index in chosen.selectedRows()] == [20, 21, 22]
    assert model.rows[view.currentIndex().row()].row.number == 22
    place.scroll_to(60)
    assert chosen.selectedRows() == []
    assert not view.currentIndex().isValid()


def test_the_mouse_chooses_and_extends_and_the_wheel_scrolls(table: TextAndTable) -> None:
    place, view = table.table.place, table.table.view
    place.scroll_to(10)
    height = view.row_height
    click(view.viewport(), QPoint(20, 2 * height + 3))
    assert place.selected == (12, 12)
    click(view.viewport(), QPoint(20, 4 * height + 3), SHIFT)
    assert place.selected == (12, 14)
    drag(view.viewport(), QPoint(20, height + 3), QPoint(20, 3 * height + 3))
    assert place.selected == (11, 13)
    turn(table, -120)
    assert place.top == 13
    turn(table, 120)
    turn(table, 120)
    assert place.top == 7
    while not table.follows():
        turn(table, -120)
    # There is nothing further down.
    turn(table, -120)
    assert table.follows()


def turn(table: TextAndTable, angle: int) -> None:
    where, none = QPointF(20, 20), Qt.MouseButton.NoButton
    event = QWheelEvent(where, where, QPoint(), QPoint(0, angle), none, NONE, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(table.table.view.viewport(), event)


def test_the_bar_goes_anywhere_and_its_end_is_followed(table: TextAndTable) -> None:
    place, bar = table.table.place, table.table.bar
    bar.setValue(0)
    assert (place.top, table.follows()) == (0, False)
    bar.setValue(bar.maximum() // 2)
    assert 30 < place.top < 60
    bar.setValue(bar.maximum())
    assert table.follows()


def test_the_button_leads_back_to_the_end(table: TextAndTable) -> None:
    button = table.table.to_end
    assert button.isHidden()
    table.table.place.scroll_to(3)
    assert button.isVisible()
    assert button.text() == "↓ Follow"
    button.click()
    assert table.follows()
    assert button.isHidden()
