"""Marks on what was found in the rows at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtGui import QTextCharFormat, QTextCursor
from PyQt6.QtWidgets import QTextEdit

from poetrygui.gui.rows.place import Place
from poetrygui.gui.rows.row_page import RowPage
from poetrygui.gui.widgets.theme import match_colours

_MOST = 500

FindMatches = Callable[[int, bytes], Iterable[tuple[int, int]]]
"""Of an offset and the bytes there it returns starts and stops in them."""


class Highlights:
    """Draws what ``FindMatches`` finds, anew with each change of the rows."""

    def __init__(self, page: RowPage, place: Place) -> None:
        """Mark nothing yet."""
        self._page = page
        self._place = place
        self._find_matches: FindMatches | None = None

    def set(self, find_matches: FindMatches | None) -> None:
        """Mark what this finds from now on; None marks nothing."""
        self._find_matches = find_matches
        self.draw()

    def draw(self) -> None:
        """Ask for the matches in the rows at hand, and mark them."""
        found: list[QTextEdit.ExtraSelection] = []
        rows = self._page.row_map.rows
        if self._find_matches is not None and rows.rows:
            style = self._style()
            for start, stop in self._find_matches(rows.start, self._bytes_at_hand()):
                if len(found) == _MOST:
                    break
                mark = QTextEdit.ExtraSelection()
                mark.cursor = self._page.row_map.cursor_at(rows.start + start)
                last = self._page.row_map.cursor_at(rows.start + stop).position()
                mark.cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
                mark.format = style
                found.append(mark)
        if found or self._page.extraSelections():
            self._page.setExtraSelections(found)

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
