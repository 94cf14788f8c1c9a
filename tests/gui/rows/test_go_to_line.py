"""Going to a line that somebody types by its number, and asking again for what is none."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit

from poetrygui.gui.rows.go_to_line import GoToLine
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.hands import press
from tests.gui.rows.views import given_poem, verse


def ask(view: PoemView, text: str) -> GoToLine:
    question = GoToLine(view, view)
    question.open()
    field = question.findChild(QLineEdit)
    assert field is not None
    field.setText(text)  # not typed: Qt's test has keys for few letters
    press(field, Qt.Key.Key_Return)
    return question


@pytest.mark.parametrize("text, line", [("1", 1), ("1,200", 1200), (" 1 000 ", 1000), ("2000", 2000)])
def test_it_goes_to_the_line(view: PoemView, text: str, line: int) -> None:
    given_poem(view, verse(2000))
    question = ask(view, text)
    assert not question.isVisible()
    start, stop = view.selection()
    assert (view.reader.line_at(start), view.reader.read(start, stop).count(b"\n")) == (line - 1, 1)
    assert not view.following


@pytest.mark.parametrize("text", ["", "0", "ten", "-1", "1.5e3x", "9" * 60, "٣"])
def test_what_is_no_line_is_asked_again(view: PoemView, text: str) -> None:
    given_poem(view, verse(20))
    question = ask(view, text)
    assert question.isVisible()
    assert question.labelText().startswith("“")
    assert question.labelText().endswith("from 1 to 20:")
    assert view.following
    question.reject()


def test_what_is_not_there_yet_is_told(view: PoemView) -> None:
    given_poem(view, verse(20))
    question = ask(view, "21")
    assert question.labelText().startswith("There is no line 21 yet.")
    question.reject()


def test_where_nothing_came_there_is_no_line(view: PoemView) -> None:
    question = ask(view, "1")
    assert question.labelText().startswith("Nothing has come yet.")
    question.reject()


def test_what_was_given_up_for_room_is_told(view: PoemView, monkeypatch: pytest.MonkeyPatch) -> None:
    poem = given_poem(view, verse(20))
    monkeypatch.setattr(poem, "line_at", lambda offset: 4)
    question = ask(view, "4")
    assert question.labelText() == "Line 4 is not kept any more.\nGo to a line, from 5 to 20:"
    question.reject()
