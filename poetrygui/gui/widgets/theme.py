"""The few colours that are the program's own, made to be read on the palette's light or dark ground."""

from __future__ import annotations

from typing import NamedTuple

from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication

from poetrygui.core.outcomes import State
from poetrygui.gui.widgets.icons import state_icon_name
from poetrygui.gui.widgets.tokens import (
    CHOSEN,
    CHOSEN_ELSEWHERE,
    GAP_WIDE,
    HAIRLINE,
    HUES,
    MATCH,
    RADIUS_PILL,
    RULES,
    SENT,
)

_HUES = {name: QColor(hue) for name, hue in HUES.items()}
_ROLE = QPalette.ColorRole
# What is changed for the sake of reading, and on what grounds, or, for the ground of a selection, below which text.
_READ_ON = {
    _ROLE.Text: (_ROLE.Base,),
    _ROLE.WindowText: (_ROLE.Window,),
    _ROLE.ButtonText: (_ROLE.Button,),
    _ROLE.PlaceholderText: (_ROLE.Base, _ROLE.Window),
    _ROLE.Highlight: (_ROLE.HighlightedText,),
}
_MATCH = tuple(map(QColor, MATCH))
# Of text on its grounds, and of these with each other, in a palette that is made for high contrast.
_MOST_CONTRAST, _ALIKE = 18.0, 1.05
LEAST_CONTRAST, LEAST_IN_HIGH = 4.5, 7.0
"""Of text on its ground, as WCAG 2 asks for; and where somebody wants high contrast."""
_OPAQUE = 255
_LINEAR = 0.04045  # parts of a colour below it are counted as they are
_STEPS = 20
_OF_LINE = 0.36  # of a rule's colour in the ground of a line


def is_dark(palette: QPalette) -> bool:
    """Tell whether text is light on a dark ground."""
    return is_dark_colour(palette.color(QPalette.ColorRole.Base))


def is_dark_colour(colour: QColor) -> bool:
    """Tell whether what stands on it is light."""
    return contrast(colour, QColor("white")) > contrast(colour, QColor("black"))


def has_high_contrast(palette: QPalette) -> bool:
    """Tell whether a palette is made for high contrast: the most that there is, on grounds that are all one."""
    window, base = palette.color(_ROLE.Window), palette.color(_ROLE.Base)
    texts = contrast(palette.color(_ROLE.WindowText), window), contrast(palette.color(_ROLE.Text), base)
    return min(texts) >= _MOST_CONTRAST and contrast(window, base) < _ALIKE


def state_colour(state: State, palette: QPalette, ground: QColor | None = None) -> QColor:
    """Return the colour for text about a ``state`` on a ``ground``, or else on that of ``palette`` for texts."""
    hue = _HUES[state_icon_name(state)]
    wanted = blend(hue, QColor("white"), 0.35) if is_dark(palette) else blend(hue, QColor("black"), 0.3)
    return readable_in(palette, wanted, palette.color(QPalette.ColorRole.Base) if ground is None else ground)


def badge_colours(state: State, palette: QPalette) -> tuple[QColor, QColor]:
    """Return text and ground of a badge that names a state."""
    window = palette.color(QPalette.ColorRole.Window)
    ground = window if has_high_contrast(palette) else blend(window, _HUES[state_icon_name(state)], 0.2)
    return readable_in(palette, state_colour(state, palette), ground), ground


def badge_style(state: State, palette: QPalette) -> str:
    """Return the style sheet of a badge that names a state."""
    text, ground = badge_colours(state, palette)
    edge = f"border: {HAIRLINE}px solid {text.name()};" if has_high_contrast(palette) else ""
    return (
        f"QLabel {{ color: {text.name()}; background: {ground.name()}; border-radius: {RADIUS_PILL}px; {edge}"
        f" padding: 2px {GAP_WIDE}px; font-weight: 600; }}"
    )


class RowColours(NamedTuple):
    """The colours of a row of the list: its first line, its quieter second one, and what they stand on."""

    text: QColor
    quiet: QColor
    ground: QColor


def row_colours(palette: QPalette, group: QPalette.ColorGroup, *, selected: bool) -> RowColours:
    """Return the colours of a row as ``palette`` has them in ``group``.

    Where it is ``selected``, they are those of a selection: a touch of the accent, so that states keep their own
    colours; in a palette of high contrast the very colours that it has for that, and nothing is quieter.
    """
    text, ground = palette.color(group, _ROLE.WindowText), palette.color(group, _ROLE.Window)
    if selected and has_high_contrast(palette):
        text, ground = palette.color(group, _ROLE.HighlightedText), palette.color(group, _ROLE.Highlight)
    elif selected:
        part = CHOSEN if group is QPalette.ColorGroup.Active else CHOSEN_ELSEWHERE
        ground = blend(ground, palette.color(group, _ROLE.Highlight), part)
    quiet = text if has_high_contrast(palette) else blend(text, ground, 0.28)
    return RowColours(readable_in(palette, text, ground), readable_in(palette, quiet, ground), ground)


def match_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """Return text and ground of what was found."""
    return text_and_ground(palette, _MATCH[is_dark(palette)])


def rule_colours(name: str, palette: QPalette, *, whole_line: bool = False) -> tuple[QColor, QColor]:
    """Return text and ground of what a highlight rule gives the colour of that ``name``, as a ``palette`` has it.

    A ``whole_line`` has less of it than what stands out there.
    """
    ground = QColor(RULES[name][is_dark(palette)])
    if whole_line:
        ground = blend(palette.color(QPalette.ColorRole.Base), ground, _OF_LINE)
    return text_and_ground(palette, ground)


def between_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """Return text and ground of what stands between two connections."""
    return text_and_ground(palette, blend(palette.color(QPalette.ColorRole.Base), _HUES["running"], 0.18))


def sent_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """Return text and ground of what was sent."""
    hue = QColor(SENT[is_dark(palette)])
    ground = blend(palette.color(QPalette.ColorRole.Base), hue, 0.12)
    return readable_in(palette, hue, ground), ground


def chip_style(palette: QPalette, *, is_on: bool) -> str:
    """Return the style sheet of a condition above the text, which stands back where it is not on."""
    window = palette.color(QPalette.ColorRole.Window)
    ground = blend(window, _HUES["running"], 0.25) if is_on else window
    text = readable_in(palette, palette.color(_ROLE.WindowText if is_on else _ROLE.PlaceholderText), ground)
    edge = readable(blend(window, _HUES["running"], 0.6), window) if is_on else blend(window, text, 0.5)
    focus = palette.color(QPalette.ColorRole.WindowText)
    return (
        f"QToolButton {{ color: {text.name()}; background: {ground.name()}; border: 1px solid {edge.name()};"
        " border-radius: 9px; padding: 2px 8px; }"
        f" QToolButton:focus {{ border: 2px solid {focus.name()}; padding: 1px 7px; }}"
    )


def mark_colour(palette: QPalette) -> QColor:
    """Return the colour of what somebody has marked, on the ground of texts."""
    return readable_in(palette, _HUES["cut"], palette.color(QPalette.ColorRole.Base))


def fault_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """Return text and ground of the line that is at fault."""
    return text_and_ground(palette, blend(palette.color(QPalette.ColorRole.Base), _HUES["error"], 0.3))


def text_and_ground(palette: QPalette, ground: QColor) -> tuple[QColor, QColor]:
    """Return the colours of text of a ``palette`` on a coloured ``ground``, and of that.

    In a palette of high contrast the ground gives way, until its text can be read there.
    """
    text = palette.color(_ROLE.Text)
    if has_high_contrast(palette):
        ground = readable(ground, text, least=LEAST_IN_HIGH)
    return readable_in(palette, text, ground), ground


def readable_in(palette: QPalette, colour: QColor, *grounds: QColor) -> QColor:
    """Return a colour, or the nearest to it that is readable on ``grounds``, with the contrast that ``palette`` has."""
    return readable(colour, *grounds, least=LEAST_IN_HIGH if has_high_contrast(palette) else LEAST_CONTRAST)


def keep_readable(application: QApplication) -> None:
    """Give the texts and the selections of a palette as much contrast as reading needs; leave all else."""
    palette = QPalette(application.palette())
    is_another = False
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for role, others in _READ_ON.items():
            colour = palette.color(group, role)
            better = readable_in(palette, colour, *(palette.color(group, other) for other in others))
            if better != colour:
                palette.setColor(group, role, better)
                is_another = True
    if is_another:
        application.setPalette(palette)


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast of two opaque colours as WCAG 2 counts it, from 1 to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: QColor, *grounds: QColor, least: float = LEAST_CONTRAST) -> QColor:
    """Return a colour, opaque on the first ground, or the nearest to it towards black or white that can be read.

    That is a contrast of ``least`` to each of the ``grounds``; where no ``colour`` has it to all of them, to the first.
    """
    ground = grounds[0]
    opaque = QColor(blend(ground, colour, colour.alphaF()).rgb()) if colour.alpha() < _OPAQUE else QColor(colour)
    ends = QColor("black"), QColor("white")
    for held in (grounds, grounds[:1]):
        for step in range(_STEPS + 1):
            for end in ends:
                shown = QColor(blend(opaque, end, step / _STEPS).rgb())  # as it is drawn: eight bits each
                if all(contrast(shown, each) >= least for each in held):
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
