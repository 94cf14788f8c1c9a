"""Marks on what was found in the rows at hand, and on what is none of the poem's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from PyQt6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PyQt6.QtWidgets import QTextEdit

from poetrygui.gui.rows.place import Place
from poetrygui.gui.rows.row_page import RowPage
from poetrygui.gui.widgets.theme import between_colours, match_colours

_MOST = 500

FindMatches = Callable[[int, bytes], Iterable[tuple[int, int]]]
"""Of an offset and the bytes there it returns starts and stops in them."""


LinesBetween = Callable[[int, int], Iterable[tuple[int, int]]]
"""Of two offsets it returns starts and stops of the lines between them that no server has sent."""


class Highlights:
    """Draws what ``FindMatches`` finds, anew with each change of the rows."""

    def __init__(self, page: RowPage, place: Place) -> None:
        """Mark nothing yet."""
        self._page = page
        self._place = place
        self._find_matches: FindMatches | None = None
        self._lines_between: LinesBetween | None = None

    def set_lines_between(self, lines_between: LinesBetween | None) -> None:
        """Draw these lines on a ground of their own from now on, which no text can have."""
        self._lines_between = lines_between
        self.draw()

    def set(self, find_matches: FindMatches | None) -> None:
        """Mark what this finds from now on; None marks nothing."""
        self._find_matches = find_matches
        self.draw()

    def draw(self) -> None:
        """Ask for what is in the rows at hand, and mark it."""
        found: list[QTextEdit.ExtraSelection] = []
        rows = self._page.row_map.rows
        if self._lines_between is not None and rows.rows:
            ground = self._ground_between()
            between = self._lines_between(rows.start, rows.stop)
            found += [self._mark(start, stop - 1, ground) for start, stop in between]
        if self._find_matches is not None and rows.rows:
            style = self._style()
            matches = self._find_matches(rows.start, self._bytes_at_hand())
            found += [
                self._mark(rows.start + start, rows.start + stop, style) for start, stop in islice(matches, _MOST)
            ]
        if found or self._page.extraSelections():
            self._page.setExtraSelections(found)

    def _mark(self, start: int, stop: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = self._page.row_map.cursor_at(start)
        mark.cursor.setPosition(self._page.row_map.cursor_at(stop).position(), QTextCursor.MoveMode.KeepAnchor)
        mark.format = style
        return mark

    def _ground_between(self) -> QTextCharFormat:
        text, ground = between_colours(self._page.palette())
        style = QTextCharFormat()
        style.setBackground(ground)
        style.setForeground(text)
        style.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return style

    def _style(self) -> QTextCharFormat:
        text, ground = match_colours(self._page.palette())
        style = QTextCharFormat()
        style.setBackground(ground)
        style.setForeground(text)
        return style

    def _bytes_at_hand(self) -> bytes:
        rows = self._page.row_map.rows
        try:
            return self._place.reader.read(rows.start, rows.stop)
        except OSError:
            return b""  # said where the rows themselves were read
