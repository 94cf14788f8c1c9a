"""Asking for a note on the line that is meant when the question opens: more comes while somebody writes."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QInputDialog, QLineEdit, QWidget

from poetrygui.core.poems.chosen_lines import whole_of
from poetrygui.gui.rows.marks import LONGEST_NOTE
from poetrygui.gui.rows.poem_view import PoemView


class MarkNote(QInputDialog):
    """Asks once; an empty note leaves a mark alone, and Cancel leaves all as it was."""

    def __init__(self, view: PoemView, begins: int, parent: QWidget) -> None:
        """Mark in ``view`` the line that begins at the byte ``begins`` of all that came."""
        super().__init__(parent)
        self.setObjectName("markNote")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Mark with a note")
        line = whole_of(view.reader).line_at(begins)
        self.setLabelText(f"A note on line {line + 1:,}, such as “here I pressed the button”:")
        self.setTextValue(view.marks.note_of(begins))
        field = self.findChild(QLineEdit)
        if field is not None:
            field.setMaxLength(LONGEST_NOTE)
        self._view = view
        self._begins = begins

    def accept(self) -> None:
        """Mark the line."""
        super().accept()
        self._view.marks.put(self._begins, self.textValue())
