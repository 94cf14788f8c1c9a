"""The colours in which those are told apart whose lines stand in one text: servers, or senders."""

from __future__ import annotations

from PyQt6.QtGui import QColor, QPalette

from poetrygui.gui.widgets.theme import is_dark, readable_in

# Told apart by those who see red and green alike, too: they differ in how light they are.
_HUES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7b3fa0", "#6b7280")


def source_colour(number: int, palette: QPalette) -> QColor:
    """Return the colour of a name, on the ground of texts; there are eight, and each has its name beside."""
    hue = QColor(_HUES[number % len(_HUES)])
    wanted = hue.lighter(130) if is_dark(palette) else hue
    return readable_in(palette, wanted, palette.color(QPalette.ColorRole.Base))
