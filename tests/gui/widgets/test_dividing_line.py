"""The line between two parts of a pane."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QApplication

from poetrygui.gui.widgets.dividing_line import DividingLine
from poetrygui.gui.widgets.dress import LOOKS, palette_of
from poetrygui.gui.widgets.style_sheet import style_sheet


@pytest.mark.parametrize("look", LOOKS)
def test_it_is_a_pixel_of_one_colour_that_is_not_the_grounds(look: str, qapp: QApplication) -> None:
    line = DividingLine()
    palette = palette_of(LOOKS[look])
    line.setStyleSheet(style_sheet(palette))
    line.resize(20, line.sizeHint().height())
    image = line.grab().toImage()
    assert line.maximumHeight() == 1
    colours = {image.pixelColor(x, 0).name() for x in range(20)}
    assert len(colours) == 1
    assert colours != {palette.window().color().name()}
