"""The text of one frame, with what is other than in the frame before on a ground of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QEvent
from PyQt6.QtGui import QFontDatabase, QTextCursor, QTextOption
from PyQt6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.text.display_text import LITERAL, column_offsets, shown_text
from poetrygui.gui.widgets.text_marks import colour_marks
from poetrygui.gui.widgets.theme import match_colours

_LONGEST = 32 * 1024
"""Bytes: what has no blank to be wrapped at takes Qt long to lay out."""
_MOST_MARKED = 200  # stretches


class FrameText(QPlainTextEdit):
    """Shows bytes as text that is harmless, and lets nothing be written."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setObjectName("frameText")
        self.setAccessibleName("Text of the frame")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))

    def show_data(self, data: bytes, changes: Sequence[tuple[int, int]], lettering: Lettering = LITERAL) -> None:
        """Show the first bytes of ``data`` as ``lettering`` reads them; those from and up to ``changes`` are marked."""
        cut = data[:_LONGEST]
        self.setPlainText(shown_text(cut, lettering) + ("…" if len(data) > len(cut) else ""))
        offsets = column_offsets(cut, lettering) if changes else []
        self.setExtraSelections(self._marks(cut, changes[:_MOST_MARKED], offsets))
        colour_marks(self, *match_colours(self.palette()))

    def changeEvent(self, event: QEvent | None) -> None:
        """Take the colours of another palette."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            colour_marks(self, *match_colours(self.palette()))

    def _marks(
        self, data: bytes, changes: Sequence[tuple[int, int]], offsets: Sequence[int]
    ) -> list[QTextEdit.ExtraSelection]:
        """Return marks of ``changes`` in ``data``, of which the characters stand at these ``offsets``."""
        columns: dict[int, int] = {}
        for column, offset in enumerate(offsets):
            columns.setdefault(offset, column)
        marks: list[QTextEdit.ExtraSelection] = []
        for start, stop in changes:
            first = next((columns[at] for at in range(start, -1, -1) if at in columns), 0)
            last = next((columns[at] for at in range(min(stop, len(data)), len(data) + 1) if at in columns), first)
            cursor = QTextCursor(self.document())
            cursor.setPosition(first)
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            marks.append(mark)
        return marks
