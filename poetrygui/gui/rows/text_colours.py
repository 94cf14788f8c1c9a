"""Colours that a server has asked for, so that all of the text can be read on a light and on a dark ground."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QColor, QFont, QPalette, QTextCharFormat, QTextLayout

from poetrygui.core.text.colour_runs import Colour, ColourRun, Style
from poetrygui.gui.rows.row_page import RowPage
from poetrygui.gui.widgets.theme import blend, is_dark, readable

# The sixteen that have names, as they are told apart best on either ground; what is hard to read is moved from there.
_LIGHT = (
    "#1f2328", "#b3261e", "#1a7f37", "#8a6100", "#0b57d0", "#8b2fa8", "#0a7285", "#5f6670",
    "#57606a", "#d1342a", "#2b9a57", "#a87500", "#2f81d8", "#a84bc7", "#14899e", "#24292f",
)  # fmt: skip
_DARK = (
    "#8b949e", "#ff7b72", "#5fd38a", "#e3b341", "#79b8ff", "#d2a8ff", "#56d4dd", "#d0d7de",
    "#a0a8b0", "#ffa198", "#7ee2a8", "#f2cc60", "#a5d0ff", "#e2c5ff", "#8fe9ee", "#ffffff",
)  # fmt: skip
_NAMED = len(_LIGHT)
_GREYS = 232
_STEPS = (0, 95, 135, 175, 215, 255)
_FAINT = 0.35


class TextColours(QObject):
    """Has a page draw what has colours in those that fit its palette."""

    def __init__(self, page: RowPage) -> None:
        """Draw on ``page`` whenever its rows or its palette are others."""
        super().__init__(page)
        self._page = page
        page.filled.connect(self.draw)
        page.installEventFilter(self)

    def draw(self) -> None:
        """Draw the rows at hand."""
        page = self._page
        document = page.document()
        assert document is not None
        for index, runs in enumerate(page.row_map.rows.colours):
            block = page.row_map.block(index)
            layout = block.layout()
            if runs and layout is not None:
                layout.setFormats(format_ranges(runs, page.palette()))
                document.markContentsDirty(block.position(), block.length())

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Draw anew on another ground."""
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self.draw()
        return False


def format_ranges(runs: Iterable[ColourRun], palette: QPalette) -> list[QTextLayout.FormatRange]:
    """Return how Qt is to draw these runs of a row, on the ``palette``'s ground."""
    ranges: list[QTextLayout.FormatRange] = []
    for run in runs:
        found = QTextLayout.FormatRange()
        found.start, found.length = run.start, run.stop - run.start
        found.format = char_format(
            run.style, palette.color(QPalette.ColorRole.Text).rgb(), palette.color(QPalette.ColorRole.Base).rgb()
        )
        ranges.append(found)
    return ranges


@lru_cache(maxsize=256)
def char_format(style: Style, text: int, ground: int) -> QTextCharFormat:
    """Return how a style is drawn where plain text has one colour and its ground another one, both as numbers."""
    plain, base = QColor.fromRgb(text), QColor.fromRgb(ground)
    letters, below = colours(style, plain, base)
    drawn = QTextCharFormat()
    if letters != plain:
        drawn.setForeground(letters)
    if below != base:
        drawn.setBackground(below)
    if style.bold:
        drawn.setFontWeight(QFont.Weight.Bold)
    drawn.setFontItalic(style.italic)
    drawn.setFontUnderline(style.underlined)
    drawn.setFontStrikeOut(style.struck)
    return drawn


def colours(style: Style, plain: QColor, base: QColor) -> tuple[QColor, QColor]:
    """Return the colours of a style's text and its ground, where those of plain text are ``plain`` and ``base``.

    The text has the contrast that reading needs, whatever was asked for.
    """
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, base)
    dark = is_dark(palette)
    letters = plain if style.text is None else _colour(style.text, dark=dark)
    below = base if style.ground is None else _colour(style.ground, dark=dark)
    if style.inverse:
        letters, below = below, letters
    if style.faint:
        letters = blend(letters, below, _FAINT)
    return readable(letters, below), QColor(below.rgb())


def _colour(colour: Colour, *, dark: bool) -> QColor:
    if isinstance(colour, tuple):
        return QColor(*colour)
    if colour < _NAMED:
        return QColor((_DARK if dark else _LIGHT)[colour])
    if colour >= _GREYS:
        grey = 8 + 10 * (colour - _GREYS)
        return QColor(grey, grey, grey)
    place = colour - _NAMED
    return QColor(_STEPS[place // 36], _STEPS[place // 6 % 6], _STEPS[place % 6])
