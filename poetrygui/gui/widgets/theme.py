"""The few colours that are the program's own, made to be read on the palette's light or dark ground."""

from __future__ import annotations

from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication

from poetrygui.core.outcomes import State
from poetrygui.gui.widgets.icons import state_icon_name

_HUES = {
    "complete": QColor("#2b9a57"),
    "cut": QColor("#c77f00"),
    "error": QColor("#d2423d"),
    "running": QColor("#2f81d8"),
    "stopped": QColor("#7d828a"),
}
_HALF = 0.5
_ROLE = QPalette.ColorRole
# What is changed for the sake of reading, and on what grounds, or, for the ground of a selection, below which text.
_READ_ON = {
    _ROLE.Text: (_ROLE.Base,),
    _ROLE.WindowText: (_ROLE.Window,),
    _ROLE.ButtonText: (_ROLE.Button,),
    _ROLE.PlaceholderText: (_ROLE.Base, _ROLE.Window),
    _ROLE.Highlight: (_ROLE.HighlightedText,),
}
_MATCH_LIGHT, _MATCH_DARK = QColor("#ffe08a"), QColor("#6b5200")
LEAST_CONTRAST = 4.5
"""Of text on its ground, as WCAG 2 asks for."""
_OPAQUE = 255
_LINEAR = 0.04045  # parts of a colour below it are counted as they are
_STEPS = 20


def is_dark(palette: QPalette) -> bool:
    """Tell whether text is light on a dark ground."""
    return palette.color(QPalette.ColorRole.Base).lightnessF() < _HALF


def state_colour(state: State, palette: QPalette) -> QColor:
    """Return the colour for text about a state on the ground of lists and texts."""
    hue = _HUES[state_icon_name(state)]
    wanted = blend(hue, QColor("white"), 0.35) if is_dark(palette) else blend(hue, QColor("black"), 0.3)
    return readable(wanted, palette.color(QPalette.ColorRole.Base))


def badge_colours(state: State, palette: QPalette) -> tuple[QColor, QColor]:
    """Return text and ground of a badge that names a state."""
    ground = blend(palette.color(QPalette.ColorRole.Window), _HUES[state_icon_name(state)], 0.2)
    return readable(state_colour(state, palette), ground), ground


def badge_style(state: State, palette: QPalette) -> str:
    """Return the style sheet of a badge that names a state."""
    text, ground = badge_colours(state, palette)
    return (
        f"QLabel {{ color: {text.name()}; background: {ground.name()}; border-radius: 9px;"
        " padding: 2px 10px; font-weight: 600; }"
    )


def row_colours(palette: QPalette, group: QPalette.ColorGroup, *, selected: bool) -> tuple[QColor, QColor]:
    """Return the palette's colours, in ``group``, of a row's first line and of its quieter second one.

    Where it is ``selected``, they are those of a selection.
    """
    text = palette.color(group, QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
    ground = palette.color(group, QPalette.ColorRole.Highlight if selected else QPalette.ColorRole.Base)
    return readable(text, ground), readable(blend(text, ground, 0.28), ground)


def match_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """Return text and ground of what was found."""
    ground = _MATCH_DARK if is_dark(palette) else _MATCH_LIGHT
    return readable(palette.color(QPalette.ColorRole.Text), ground), ground


def between_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """Return text and ground of what stands between two connections."""
    ground = blend(palette.color(QPalette.ColorRole.Base), _HUES["running"], 0.18)
    return readable(palette.color(QPalette.ColorRole.Text), ground), ground


def mark_colour(palette: QPalette) -> QColor:
    """Return the colour of what somebody has marked, on the ground of texts."""
    return readable(_HUES["cut"], palette.color(QPalette.ColorRole.Base))


def fault_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """Return text and ground of the line that is at fault."""
    ground = blend(palette.color(QPalette.ColorRole.Base), _HUES["error"], 0.3)
    return readable(palette.color(QPalette.ColorRole.Text), ground), ground


def keep_readable(application: QApplication) -> None:
    """Give the texts and the selections of a palette as much contrast as reading needs; leave all else."""
    palette = QPalette(application.palette())
    is_another = False
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for role, others in _READ_ON.items():
            colour = palette.color(group, role)
            better = readable(colour, *(palette.color(group, other) for other in others))
            if better != colour:
                palette.setColor(group, role, better)
                is_another = True
    if is_another:
        application.setPalette(palette)


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast of two opaque colours as WCAG 2 counts it, from 1 to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: QColor, *grounds: QColor) -> QColor:
    """Return a colour, opaque on the first ground, or the nearest to it towards black or white that can be read.

    That is a contrast of 4.5 to each ground; where no colour has it to all of them, to the first one.
    """
    ground = grounds[0]
    opaque = QColor(blend(ground, colour, colour.alphaF()).rgb()) if colour.alpha() < _OPAQUE else QColor(colour)
    ends = QColor("black"), QColor("white")
    for held in (grounds, grounds[:1]):
        for step in range(_STEPS + 1):
            for end in ends:
                shown = QColor(blend(opaque, end, step / _STEPS).rgb())  # as it is drawn: eight bits each
                if all(contrast(shown, each) >= LEAST_CONTRAST for each in held):
                    return shown
    return opaque


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def blend(first: QColor, second: QColor, part: float) -> QColor:
    """Return ``first`` with a ``part`` (0 to 1) of ``second`` in it."""
    return QColor.fromRgbF(
        *(one * (1 - part) + other * part for one, other in zip(first.getRgbF()[:3], second.getRgbF()[:3], strict=True))
    )
