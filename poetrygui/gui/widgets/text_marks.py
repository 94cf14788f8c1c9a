"""Marks in a text that cannot be written: colours that are other ones in another palette."""

from __future__ import annotations

from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QPlainTextEdit


def colour_marks(edit: QPlainTextEdit, text: QColor, ground: QColor) -> None:
    """Draw what is marked in ``edit`` as ``text`` of that colour on a ``ground``."""
    marks = edit.extraSelections()
    for mark in marks:
        mark.format.setForeground(text)
        mark.format.setBackground(ground)
    edit.setExtraSelections(marks)
