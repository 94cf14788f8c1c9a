"""The cells: keys lead from column to column, and what is for others is left to them."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, Qt

from tests.gui.frames.tables import TextAndTable
from tests.gui.hands import double_click, press


def test_right_and_left_lead_through_the_cells_of_a_row_into_sight(shown: TextAndTable) -> None:
    shown.switch(table=True)
    view = shown.table.view
    view.header.resizeSection(4, 2000)
    shown.table.place.choose(40)
    for column in range(1, 8):
        press(view, Qt.Key.Key_Right)
        assert view.currentIndex().column() == column
    assert view.columnViewportPosition(7) >= 0
    shown.table.place.choose(41)
    assert view.currentIndex().column() == 7
    press(view, Qt.Key.Key_Left)
    assert view.currentIndex().column() == 6


def test_return_and_two_clicks_say_that_a_row_is_to_be_looked_at(shown: TextAndTable) -> None:
    shown.switch(table=True)
    entered: list[None] = []
    shown.table.view.entered.connect(lambda: entered.append(None))
    press(shown.table.view, Qt.Key.Key_Return)
    double_click(shown.table.view.viewport(), QPoint(20, 20))
    assert len(entered) == 2
    assert (shown.table.view.objectName(), shown.table.view.accessibleName()) == ("frameTable", "Frames")
