"""The few colours that are the program's own, made to be read on the palette's light or dark ground."""

from __future__ import annotations

from PyQt6.QtGui import QColor, QPalette

from poetrygui.core.outcomes import State
from poetrygui.gui.icons import state_icon_name

_HUES = {
    "complete": QColor("#2b9a57"),
    "cut": QColor("#c77f00"),
    "error": QColor("#d2423d"),
    "running": QColor("#2f81d8"),
    "stopped": QColor("#7d828a"),
}
_HALF = 0.5


def is_dark(palette: QPalette) -> bool:
    """Tell whether text is light on a dark ground."""
    return palette.color(QPalette.ColorRole.Base).lightnessF() < _HALF


def state_colour(state: State, palette: QPalette) -> QColor:
    """Return the colour for text about a state."""
    hue = _HUES[state_icon_name(state)]
    return blend(hue, QColor("white"), 0.35) if is_dark(palette) else blend(hue, QColor("black"), 0.3)


def badge_style(state: State, palette: QPalette) -> str:
    """Return the style sheet of a badge that names a state."""
    text = state_colour(state, palette)
    ground = blend(palette.color(QPalette.ColorRole.Window), _HUES[state_icon_name(state)], 0.2)
    return (
        f"QLabel {{ color: {text.name()}; background: {ground.name()}; border-radius: 9px;"
        " padding: 2px 10px; font-weight: 600; }"
    )


def blend(first: QColor, second: QColor, part: float) -> QColor:
    """Return ``first`` with a ``part`` (0 to 1) of ``second`` in it."""
    return QColor.fromRgbF(
        *(one * (1 - part) + other * part for one, other in zip(first.getRgbF()[:3], second.getRgbF()[:3], strict=True))
    )
