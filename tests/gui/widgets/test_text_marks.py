"""What is marked in a text gets other colours and stays where it is."""

from __future__ import annotations

from PyQt6.QtGui import QColor, QTextCursor
from PyQt6.QtWidgets import QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.text_marks import colour_marks


def test_marks_get_other_colours_where_they_stand(qtbot: QtBot) -> None:
    edit = QPlainTextEdit("one two")
    qtbot.addWidget(edit)
    mark = QTextEdit.ExtraSelection()
    mark.cursor = QTextCursor(edit.document())
    mark.cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    edit.setExtraSelections([mark])
    colour_marks(edit, QColor("white"), QColor("navy"))
    (found,) = edit.extraSelections()
    assert found.cursor.selectedText() == "one"
    assert found.format.foreground().color() == QColor("white")
    assert found.format.background().color() == QColor("navy")
