"""The names of sources can be read and told apart."""

from __future__ import annotations

import pytest
from PyQt6.QtGui import QColor, QPalette

from poetrygui.gui.widgets.source_colour import source_colour
from poetrygui.gui.widgets.theme import LEAST_CONTRAST, contrast


@pytest.mark.parametrize("ground", ["white", "#1e1f22"])
def test_names_can_be_read_and_are_told_apart(ground: str) -> None:
    palette = QPalette(QColor(ground))
    palette.setColor(QPalette.ColorRole.Base, QColor(ground))
    colours = [source_colour(number, palette) for number in range(9)]
    assert all(contrast(colour, QColor(ground)) >= LEAST_CONTRAST for colour in colours)
    assert len({colour.name() for colour in colours[:8]}) == 8
    assert colours[8] == colours[0]
