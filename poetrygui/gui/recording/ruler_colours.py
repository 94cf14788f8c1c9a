"""The colours of the ruler and of what stands beside the text: chunks are blue, frames sand, what was sent violet."""

from __future__ import annotations

from attrs import frozen
from PyQt6.QtGui import QColor, QPalette

from poetrygui.gui.widgets.theme import blend, is_dark, readable
from poetrygui.gui.widgets.tokens import CHUNKS, CURSOR, FRAMES, FRAMING, FRAMING_BELOW_TEXT, SENT, TORN

_WHITE = QColor("white")


@frozen
class Turns:
    """Two colours that neighbours take turns with, and those of the text on them."""

    fills: tuple[QColor, QColor]
    texts: tuple[QColor, QColor]

    @classmethod
    def of(cls, names: tuple[str, str], text: QColor) -> Turns:
        """Return those of these ``names`` with ``text`` as it can be read there."""
        fills = QColor(names[0]), QColor(names[1])
        return cls(fills, (readable(text, fills[0]), readable(text, fills[1])))


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
    fill = QColor(FRAMING_BELOW_TEXT[is_dark(palette)])
    return readable(palette.color(QPalette.ColorRole.Text), fill), fill


def ruler_colours(palette: QPalette) -> RulerColours:
    """Return the colours for the ground that a palette has."""
    ground = palette.color(QPalette.ColorRole.Base)
    text = readable(palette.color(QPalette.ColorRole.Text), ground)
    quiet = readable(palette.color(QPalette.ColorRole.PlaceholderText), ground)
    dark = is_dark(palette)
    edge = QColor("white" if dark else "black")
    return RulerColours(
        chunks=Turns.of(CHUNKS[dark], _WHITE),
        frames=Turns.of(FRAMES[dark], text),
        framing=QColor(FRAMING[dark]),
        sent=readable(QColor(SENT[dark]), ground),
        torn=QColor(TORN[dark]),
        cursor=QColor(CURSOR[dark]),
        lane=blend(ground, edge, 0.06 if dark else 0.035),
        grid=blend(ground, edge, 0.14 if dark else 0.1),
        ground=ground,
        text=text,
        quiet=quiet,
    )
