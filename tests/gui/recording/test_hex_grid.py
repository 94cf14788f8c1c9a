"""Each byte has its place among the digits and among the characters, and each place its byte."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, QSizeF

from poetrygui.core.text.hex_rows import ROW, layout_for
from poetrygui.gui.recording.hex_grid import HexGrid

GRID = HexGrid(layout_for(1000), QSizeF(10, 20), 8, 2 * ROW, 4)


@pytest.mark.parametrize("offset", [2 * ROW, 2 * ROW + 9, 3 * ROW + 15, 5 * ROW])
def test_a_byte_is_found_in_the_middle_of_its_areas(offset: int) -> None:
    digits, character = GRID.areas((offset, offset + 1))
    assert (digits.width(), character.width(), digits.height()) == (20, 10, 20)
    for area in (digits, character):
        assert GRID.offset_at(QPoint(area.left() + 4, area.center().y())) == offset


def test_a_stretch_has_two_areas_a_row_as_far_as_it_is_seen() -> None:
    assert [area.top() for area in GRID.areas((0, 9 * ROW))] == [0, 0, 20, 20, 40, 40, 60, 60]
    assert list(GRID.areas((0, ROW))) == []


def test_a_region_is_all_areas_of_all_stretches() -> None:
    region = GRID.region([(2 * ROW, 2 * ROW + 1), (3 * ROW, 3 * ROW + 1)])
    assert region.rectCount() == 4
    assert GRID.region([]).isEmpty()
