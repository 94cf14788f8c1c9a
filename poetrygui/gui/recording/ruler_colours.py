"""The colours of the ruler and of what stands beside the text: chunks are blue, frames sand, what was sent violet."""

from __future__ import annotations

from attrs import frozen
from PyQt6.QtGui import QColor, QPalette

from poetrygui.gui.widgets.theme import (
    LEAST_IN_HIGH,
    blend,
    has_high_contrast,
    is_dark,
    readable,
    readable_in,
    text_and_ground,
)
from poetrygui.gui.widgets.tokens import CHUNKS, CURSOR, FRAMES, FRAMING, FRAMING_BELOW_TEXT, SENT, TORN

_WHITE = QColor("white")


@frozen
class Turns:
    """Two colours that neighbours take turns with, and those of the text on them."""

    fills: tuple[QColor, QColor]
    texts: tuple[QColor, QColor]

    @classmethod
    def of(cls, names: tuple[str, str], text: QColor, palette: QPalette) -> Turns:
        """Return those of these ``names`` with ``text`` as it can be read there, and as ``palette`` asks for."""
        first, second = (QColor(name) for name in names)
        if has_high_contrast(palette):
            first, second = (readable(fill, text, least=LEAST_IN_HIGH) for fill in (first, second))
        return cls((first, second), (readable_in(palette, text, first), readable_in(palette, text, second)))


@frozen
class RulerColours:
    """What each thing is drawn in."""

    chunks: Turns
    frames: Turns
    framing: QColor
    sent: QColor
    torn: QColor
    cursor: QColor
    lane: QColor
    grid: QColor
    ground: QColor
    text: QColor
    quiet: QColor


def framing_colours(palette: QPalette) -> tuple[QColor, QColor]:
    """Return the colours of text, and of what is below it, for bytes that only lead or end a frame."""
    return text_and_ground(palette, QColor(FRAMING_BELOW_TEXT[is_dark(palette)]))


def ruler_colours(palette: QPalette) -> RulerColours:
    """Return the colours for the ground that a palette has."""
    ground = palette.color(QPalette.ColorRole.Base)
    text = readable_in(palette, palette.color(QPalette.ColorRole.Text), ground)
    quiet = readable_in(palette, palette.color(QPalette.ColorRole.PlaceholderText), ground)
    dark = is_dark(palette)
    edge = QColor("white" if dark else "black")
    return RulerColours(
        chunks=Turns.of(CHUNKS[dark], _WHITE, palette),
        frames=Turns.of(FRAMES[dark], text, palette),
        framing=QColor(FRAMING[dark]),
        sent=readable_in(palette, QColor(SENT[dark]), ground),
        torn=QColor(TORN[dark]),
        cursor=QColor(CURSOR[dark]),
        lane=blend(ground, edge, 0.06 if dark else 0.035),
        grid=blend(ground, edge, 0.14 if dark else 0.1),
        ground=ground,
        text=text,
        quiet=quiet,
    )
