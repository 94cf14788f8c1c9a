"""The colours of a source in a text field."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PyQt6.QtGui import QColor, QPalette, QSyntaxHighlighter, QTextCharFormat
from PyQt6.QtWidgets import QPlainTextEdit

from poetrygui.gui.protocols.source_spans import Part, Span, SpanSearch
from poetrygui.gui.widgets.theme import is_dark, readable_in
from poetrygui.gui.widgets.tokens import CODE
from poetrygui.gui.widgets.turn_by_turn import TurnByTurn

_SLICE = 0.004  # seconds of work between two looks at the window's events
_UNTIL_SEEN = 20  # milliseconds until a dialog that has just been opened is drawn, which takes it a turn


class SourceColours(QSyntaxHighlighter):
    """Colours what stands in ``edit``, once it is told what that is. A colour says nothing that the text does not.

    A text is there at once and its colours follow, bit by bit: streams go on meanwhile.
    """

    def __init__(self, edit: QPlainTextEdit) -> None:
        """Colour nothing yet."""
        super().__init__(edit.document())
        self._edit = edit
        self._spans: dict[int, Sequence[Span]] = {}
        self._formats: dict[Part, QTextCharFormat] = {}
        self._search: SpanSearch | None = None
        self._drawn = 0  # lines
        self._next = TurnByTurn(self._work, self)

    @property
    def is_through(self) -> bool:
        """Whether all is coloured that will be."""
        return self._search is None

    def colour(self, text: str) -> None:
        """Colour a Python source, which stands there already."""
        is_first = not self._formats
        if is_first:
            self._choose_formats()
        self._search, self._drawn = SpanSearch(text), 0
        self._next.start(_UNTIL_SEEN if is_first else 0)

    def leave(self) -> None:
        """Colour nothing more: another text comes, which may be no source."""
        self._next.stop()
        self._search, self._spans = None, {}

    def draw(self) -> None:
        """Draw all in the colours of the palette as it is now."""
        self._choose_formats()
        self.rehighlight()

    def highlightBlock(self, text: str | None) -> None:
        """Colour one line."""
        for start, length, part in self._spans.get(self.currentBlock().blockNumber(), ()):
            self.setFormat(start, length, self._formats[part])

    def _choose_formats(self) -> None:
        palette = self._edit.palette()
        self._formats = {part: _format(part, palette) for part in Part}

    def _work(self) -> bool:
        """Colour a few lines more; return whether there are others."""
        search, document, end = self._search, self.document(), time.thread_time() + _SLICE
        if search is None or document is None:
            return False
        goes_on = search.go_on(_SLICE)
        known = search.line if goes_on else document.blockCount()
        while self._drawn < known:
            number = self._drawn
            self._drawn += 1
            found = search.spans.get(number, [])
            # Mostly one line was changed of what was coloured before.
            if found != self._spans.get(number, []):
                self._spans[number] = found
                self.rehighlightBlock(document.findBlockByNumber(number))
            if time.thread_time() > end:
                return True
        if not goes_on:
            self._search = None
            self._spans = {number: found for number, found in self._spans.items() if number < known}
        return goes_on


def _format(part: Part, palette: QPalette) -> QTextCharFormat:
    wanted = QColor(CODE[part.value][is_dark(palette)])
    look = QTextCharFormat()
    look.setForeground(readable_in(palette, wanted, palette.color(QPalette.ColorRole.Base)))
    return look
