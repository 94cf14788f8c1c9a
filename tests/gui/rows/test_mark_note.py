"""A line that is marked as something happens can have a note, which is seen beside it."""

from __future__ import annotations

from PyQt6.QtGui import QImage
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.gui.rows.mark_note import MarkNote
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.rows.views import given_poem, verse


def test_the_note_is_for_the_line_that_was_meant(qtbot: QtBot) -> None:
    view = PoemView()
    qtbot.addWidget(view)
    view.resize(500, 200)
    poem = given_poem(view, verse(20))
    view.show()
    begins = view.marks.here()
    assert begins == view.reader.line_start(19)
    before = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    question = MarkNote(view, begins, view)
    question.open()
    assert "line 20" in question.labelText()
    poem.append(verse(5, 20))
    question.setTextValue("  here I pressed\nthe button ")
    question.accept()
    assert view.marks.lines == [19]
    assert view.marks.placed(100) == ((begins - 100, "here I pressed␊the button"),)
    view.show_offset(begins)
    after = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert after != before
    again = MarkNote(view, begins, view)
    assert again.textValue() == "here I pressed␊the button"
    again.setTextValue("")
    again.accept()
    assert (view.marks.lines, view.marks.note_of(begins)) == ([19], "")
    view.marks.take(((-50, "x"), (0, "y"), (10**9, "z")), 46)
    assert view.marks.placed(0) == ((46, "y"), (begins, ""))


def test_a_line_that_is_filtered_is_asked_about_by_its_own_number(qtbot: QtBot) -> None:
    view = PoemView()
    qtbot.addWidget(view)
    poem = given_poem(view, verse(20))
    begins = poem.line_start(17)
    chosen = ChosenLines(poem)
    chosen.add(begins, [0, poem.line_start(18) - begins], 1, poem.size)
    view.set_reader(chosen)
    assert view.marks.here() == begins
    assert "line 18," in MarkNote(view, begins, view).labelText()
