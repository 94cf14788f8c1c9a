"""The colours of a source in a text field."""

from __future__ import annotations

from PyQt6.QtGui import QColor, QPalette, QSyntaxHighlighter, QTextCharFormat
from PyQt6.QtWidgets import QPlainTextEdit

from poetrygui.gui.protocols.source_spans import Part, Span, source_spans
from poetrygui.gui.widgets.theme import is_dark, readable_in
from poetrygui.gui.widgets.tokens import CODE


class SourceColours(QSyntaxHighlighter):
    """Colours what stands in ``edit``, once it is told what that is. A colour says nothing that the text does not."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        """Colour nothing yet."""
        super().__init__(edit.document())
        self._edit = edit
        self._spans: dict[int, list[Span]] = {}
        self._formats: dict[Part, QTextCharFormat] = {}

    def colour(self, text: str) -> None:
        """Colour a Python source, which stands there already."""
        self._spans = source_spans(text)
        self.draw()

    def leave(self) -> None:
        """Colour nothing: what stands there is no source."""
        self._spans = {}
        self.draw()

    def draw(self) -> None:
        """Draw all in the colours of the palette as it is now."""
        palette = self._edit.palette()
        self._formats = {part: _format(part, palette) for part in Part}
        self.rehighlight()

    def highlightBlock(self, text: str | None) -> None:
        """Colour one line."""
        for start, length, part in self._spans.get(self.currentBlock().blockNumber(), ()):
            self.setFormat(start, length, self._formats[part])


def _format(part: Part, palette: QPalette) -> QTextCharFormat:
    wanted = QColor(CODE[part.value][is_dark(palette)])
    look = QTextCharFormat()
    look.setForeground(readable_in(palette, wanted, palette.color(QPalette.ColorRole.Base)))
    return look
