"""A protocol's source, to be read before it is trusted: everything in it is visible, and nothing of it acts."""

from __future__ import annotations

import re

from PyQt6.QtCore import QEvent
from PyQt6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PyQt6.QtWidgets import QPlainTextEdit, QTextEdit

from poetrygui.core.text.display_text import shown_text
from poetrygui.gui.protocols.source_colours import SourceColours
from poetrygui.gui.widgets.text_font import wear_text_font
from poetrygui.gui.widgets.text_marks import colour_marks
from poetrygui.gui.widgets.theme import fault_colours

_LINE = re.compile(r"(?:^|\()line (\d+) of ")


class SourceView(QPlainTextEdit):
    """Shows a text file's bytes, control and bidi characters as marks, and a line that is wrong in colour."""

    def __init__(self, name: str) -> None:
        """Show nothing yet; ``name`` is what a screen reader calls it."""
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        wear_text_font(self)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._colours = SourceColours(self)
        self._data: bytes | None = None

    @property
    def is_coloured(self) -> bool:
        """Whether what is shown has all of its colours."""
        return self._colours.is_through

    def show_source(self, data: bytes, problem: str = "") -> None:
        """Show the bytes, and the line that ``problem`` begins with."""
        if data != self._data:
            self._data = data
            text = "\n".join(shown_text(line) for line in data.split(b"\n"))
            self._colours.leave()
            self.setPlainText(text)
            self._colours.colour(text)
        found = _LINE.search(problem)
        self._mark(int(found[1]) if found is not None else 0)

    def show_text(self, text: str) -> None:
        """Show a text of several lines, such as a traceback."""
        self._data = None
        self._mark(0)
        self._colours.leave()
        self.setPlainText("\n".join(shown_text(line.encode("utf-8", "replace")) for line in text.split("\n")))

    def changeEvent(self, event: QEvent | None) -> None:
        """Take the colours of another palette."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange and hasattr(self, "_colours"):
            self._colours.draw()
            colour_marks(self, *fault_colours(self.palette()))

    def _mark(self, line: int) -> None:
        self.setExtraSelections([])
        document = self.document()
        if not line or document is None or line > document.blockCount():
            return
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(document.findBlockByNumber(line - 1))
        look = QTextCharFormat()
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.format = look
        self.setExtraSelections([mark])
        colour_marks(self, *fault_colours(self.palette()))
        self.setTextCursor(mark.cursor)
        self.centerCursor()
