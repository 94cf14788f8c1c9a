"""Marks on what was found in the rows at hand, and on what is none of the poem's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import islice

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QColor, QPalette, QTextCharFormat, QTextCursor, QTextFormat
from PyQt6.QtWidgets import QTextEdit

from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.reading.coloured import Coloured
from poetrygui.gui.rows.place import Place
from poetrygui.gui.rows.row_page import RowPage
from poetrygui.gui.widgets.theme import between_colours, match_colours, rule_colours, sent_colours

_MOST = 500

FindMatches = Callable[[int, bytes], Iterable[tuple[int, int]]]
"""Of an offset and the bytes there it returns starts and stops in them."""


LinesBetween = Callable[[int, int], Iterable[tuple[int, int]]]
"""Of two offsets it returns starts and stops of the lines between them that no server has sent."""

FindColoured = Callable[[bytes, int], Iterable[Coloured]]
"""Of bytes and their offset it returns what rules colour of them, what is drawn over others behind those."""


class Highlights(QObject):
    """Draws what ``FindMatches`` finds in the rows at hand, and ``FindColoured`` in those that are seen.

    The former is asked with each change of the rows, the latter also when others of them come to be seen.
    """

    def __init__(self, page: RowPage, place: Place) -> None:
        """Mark nothing yet."""
        super().__init__(page)
        self._page = page
        self._place = place
        self._find_matches: FindMatches | None = None
        self._lines_between: LinesBetween | None = None
        self._find_coloured: FindColoured | None = None
        self._found: list[QTextEdit.ExtraSelection] = []
        self._coloured: list[QTextEdit.ExtraSelection] = []
        self._coloured_rows = (0, 0)
        page.filled.connect(self._fill)
        place.noticed.connect(self._colour_seen)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Draw anew on another ground."""
        if event is not None and event.type() == QEvent.Type.PaletteChange and (self._found or self._coloured):
            self.draw()
        return False

    def set_rules(self, find_coloured: FindColoured | None) -> None:
        """Give what this finds the colours of rules from now on; None gives none."""
        self._find_coloured = find_coloured
        self.draw()

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
        self._find()
        self._colour()
        self._show()

    def _fill(self) -> None:
        """Mark what is in other rows than before; which of them are seen is not known yet."""
        self._find()
        self._coloured, self._coloured_rows = [], (0, 0)
        self._show()

    def _colour_seen(self) -> None:
        """Colour what is in the rows that are seen now."""
        if self._find_coloured is not None:
            start, stop = self._rows_seen()
            if not self._coloured_rows[0] <= start <= stop <= self._coloured_rows[1]:
                self._colour()
                self._show()

    def _show(self) -> None:
        marks = [*self._coloured, *self._found]
        if marks or self._page.extraSelections():
            self._page.setExtraSelections(marks)

    def _find(self) -> None:
        self._found = []
        rows = self._page.row_map.rows
        between = () if self._lines_between is None or not rows.rows else (*self._lines_between(rows.start, rows.stop),)
        if between:
            ground = _ground(between_colours(self._page.palette()))
            self._found += [self._mark(start, stop - 1, ground) for start, stop in between]
        if isinstance(reader := self._place.reader, SentAmong) and rows.rows:
            ground = _ground(sent_colours(self._page.palette()))
            for start, stop in reader.between(rows.start, rows.stop):
                self._found += self._mark_lines(start, stop - 1, ground)
        if self._find_matches is not None and rows.rows:
            style = self._style()
            matches = self._find_matches(rows.start, self._bytes_between(rows.start, rows.stop))
            self._found += [
                self._mark(rows.start + start, rows.start + stop, style) for start, stop in islice(matches, _MOST)
            ]

    def _colour(self) -> None:
        self._coloured, self._coloured_rows = [], self._rows_seen()
        if self._find_coloured is not None and (data := self._bytes_between(*self._coloured_rows)):
            style_of = cache(partial(_rule_style, self._page.palette()))
            first = self._coloured_rows[0]
            for start, stop, colour, whole_line in self._find_coloured(data, first):
                mark_all = self._mark_lines if whole_line else self._mark_part
                self._coloured += mark_all(first + start, first + stop, style_of(colour, whole_line))

    def _rows_seen(self) -> tuple[int, int]:
        """Return from which byte to which one the rows are that are seen."""
        rows = [visible.row for visible in self._page.row_map.visible_rows()]
        return (rows[0].start, rows[-1].next) if rows else (0, 0)

    def _mark(self, start: int, stop: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
        row_map = self._page.row_map
        index = row_map.rows.index_of(start)
        cursor = row_map.cursor_at(start)
        if stop <= row_map.rows.rows[index].stop:
            place = row_map.block(index).position() + row_map.rows.column_of(index, stop)
        else:
            place = row_map.cursor_at(stop).position()
        cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
        return _selection(cursor, style)

    def _mark_part(self, start: int, stop: int, style: QTextCharFormat) -> Iterator[QTextEdit.ExtraSelection]:
        yield self._mark(start, stop, style)

    def _mark_lines(self, start: int, stop: int, style: QTextCharFormat) -> Iterator[QTextEdit.ExtraSelection]:
        """Mark the rows from that of one byte to that of another one, over all of the width."""
        # By rows and not by columns, which take much longer to be known. What is selected with its end fills the width,
        # and of the last row that is the line in which a cursor without a selection is.
        row_map = self._page.row_map
        first, last = row_map.block(row_map.rows.index_of(start)), row_map.block(row_map.rows.index_of(stop))
        end = last.position() + last.length()
        cursor = QTextCursor(first)
        if last.next().isValid():
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.setPosition(end - 1)
            yield _selection(QTextCursor(cursor), style)
            cursor.setPosition(first.position(), QTextCursor.MoveMode.KeepAnchor)
        yield _selection(cursor, style)

    def _style(self) -> QTextCharFormat:
        text, ground = match_colours(self._page.palette())
        style = QTextCharFormat()
        style.setBackground(ground)
        style.setForeground(text)
        return style

    def _bytes_between(self, start: int, stop: int) -> bytes:
        try:
            return self._place.reader.read(start, stop)
        except OSError:
            return b""  # said where the rows themselves were read


def _ground(colours: tuple[QColor, QColor]) -> QTextCharFormat:
    """Return how lines are drawn that have these colours, text and ground, over all of the width."""
    style = QTextCharFormat()
    style.setForeground(colours[0])
    style.setBackground(colours[1])
    style.setProperty(QTextFormat.Property.FullWidthSelection, True)
    return style


def _rule_style(palette: QPalette, colour: str, whole_line: bool) -> QTextCharFormat:
    text, ground = rule_colours(colour, palette, whole_line=whole_line)
    style = QTextCharFormat()
    style.setBackground(ground)
    style.setForeground(text)
    if whole_line:
        style.setProperty(QTextFormat.Property.FullWidthSelection, True)
    return style


def _selection(cursor: QTextCursor, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
    found = QTextEdit.ExtraSelection()
    found.cursor, found.format = cursor, style
    return found
