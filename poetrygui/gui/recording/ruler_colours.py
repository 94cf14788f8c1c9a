"""The colours of the ruler and of what stands beside the text: chunks are blue, frames sand, what was sent violet."""

from __future__ import annotations

from attrs import frozen
from PyQt6.QtGui import QColor, QPalette

from poetrygui.gui.widgets.theme import blend, is_dark, readable

_WHITE = QColor("white")
# On a light ground, and on a dark one.
_CHUNKS = (QColor("#2b5f9f"), QColor("#4677b3")), (QColor("#3a6fae"), QColor("#4d7aa3"))
_FRAMES = (QColor("#f6ebcd"), QColor("#e9d6a2")), (QColor("#665b40"), QColor("#7b6d4e"))
_FRAMING = QColor("#c3a253"), QColor("#a07c28")
# Bytes stand on the page itself, and much text on them.
_FRAMING_BELOW_TEXT = QColor("#dfcb98"), QColor("#5a5038")


@frozen
class Turns:
    """Two colours that neighbours take turns with, and those of the text on them."""

    fills: tuple[QColor, QColor]
    texts: tuple[QColor, QColor]

    @classmethod
    def of(cls, fills: tuple[QColor, QColor], text: QColor) -> Turns:
        """Return them with ``text`` as it can be read there."""
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
    fill = _FRAMING_BELOW_TEXT[is_dark(palette)]
    return readable(palette.color(QPalette.ColorRole.Text), fill), fill


def ruler_colours(palette: QPalette) -> RulerColours:
    """Return the colours for the ground that a palette has."""
    ground = palette.color(QPalette.ColorRole.Base)
    text = readable(palette.color(QPalette.ColorRole.Text), ground)
    quiet = readable(palette.color(QPalette.ColorRole.PlaceholderText), ground)
    dark = is_dark(palette)
    edge = QColor("white" if dark else "black")
    return RulerColours(
        chunks=Turns.of(_CHUNKS[dark], _WHITE),
        frames=Turns.of(_FRAMES[dark], text),
        framing=_FRAMING[dark],
        sent=readable(QColor("#bb88f0" if dark else "#8a3fd0"), ground),
        torn=QColor("#ff7065" if dark else "#d01f2e"),
        cursor=QColor("#ffcf5c" if dark else "#b65300"),
        lane=blend(ground, edge, 0.06 if dark else 0.035),
        grid=blend(ground, edge, 0.14 if dark else 0.1),
        ground=ground,
        text=text,
        quiet=quiet,
    )
