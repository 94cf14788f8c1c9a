"""Asking for a line, and going there."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QInputDialog, QWidget

from poetrygui.core.poems.chosen_lines import whole_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.rows.poem_view import PoemView

_LONGEST_ANSWER = 40


class GoToLine(QInputDialog):
    """Asks once, and once more with a sentence where the answer is no line that there is."""

    def __init__(self, view: PoemView, parent: QWidget) -> None:
        """Go in ``view``."""
        super().__init__(parent)
        self.setObjectName("goToLine")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Go to a line")
        self._view = view
        self.setLabelText(self._question)

    def accept(self) -> None:
        """Go there, or ask again."""
        problem = self._problem()
        if problem:
            self.setLabelText(f"{problem}\n{self._question}")
            return
        super().accept()
        self._view.show_line(self._number() - 1)

    @property
    def _question(self) -> str:
        first, last = self._first, self._whole.line_count
        return f"Go to a line, from {first:,} to {last:,}:" if last >= first else "Go to a line:"

    @property
    def _first(self) -> int:
        """The number of the first line that is kept."""
        return self._whole.line_at(0) + 1

    @property
    def _whole(self) -> PoemReader:
        """The poem, of which only some lines may be shown."""
        return whole_of(self._view.reader)

    def _number(self) -> int:
        digits = "".join(c for c in self.textValue() if c not in ", _'.\u00a0\u202f")
        return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < _LONGEST_ANSWER else 0

    def _problem(self) -> str:
        number, last = self._number(), self._whole.line_count
        if not number:
            return f"“{label_text(self.textValue(), _LONGEST_ANSWER)}” is no line's number: write one such as 120."
        if not last:
            return "Nothing has come yet."
        if number > last:
            return f"There is no line {number:,} yet."
        return f"Line {number:,} is not kept any more." if number < self._first else ""
