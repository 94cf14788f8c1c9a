"""A field in which a Python source is written: coloured, and indented as one goes on."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, Qt, QTimer
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QPlainTextEdit

from poetrygui.gui.protocols.source_colours import SourceColours
from poetrygui.gui.widgets.text_font import wear_text_font

_INDENT = "    "
_PAUSE = 120  # milliseconds in which nothing is typed, before colours follow


class SourceEdit(QPlainTextEdit):
    """Indents by Tab; Shift+Tab leaves it, and so does Escape where it stands in a dialog."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        super().__init__()
        self.setObjectName("protocolEdit")
        self.setAccessibleName("Source")
        self.setAccessibleDescription("Tab indents, Shift+Tab leaves the field")
        wear_text_font(self)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._colours = SourceColours(self)
        self._coloured = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._colour)
        self.textChanged.connect(self._pause.start)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Indent by Tab, and go on in a new line as far in as the one before."""
        assert event is not None
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_Tab:
            column = self.textCursor().positionInBlock()
            self.insertPlainText(_INDENT[column % len(_INDENT) :])
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            cursor = self.textCursor()
            line = cursor.block().text()[: cursor.positionInBlock()]
            indent = line[: len(line) - len(line.lstrip())]
            self.insertPlainText("\n" + indent + (_INDENT if line.rstrip().endswith(":") else ""))
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """Take the colours of another palette."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange and hasattr(self, "_colours"):
            self._colours.draw()

    def _colour(self) -> None:
        # Colours are a change of what is drawn, not of the text.
        if (text := self.toPlainText()) != self._coloured:
            self._coloured = text
            self._colours.colour(text)
