"""A source to be read: everything in it is visible, nothing of it acts, and a wrong line is in colour."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.gui.protocols.source_view import SourceView
from poetrygui.gui.widgets.dress import palette_of
from poetrygui.gui.widgets.theme import fault_colours
from poetrygui.gui.widgets.tokens import DARK
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.protocol_files import child
from tests.plugins.files import Files


def source(dialog: ProtocolsDialog) -> str:
    return child(dialog, QPlainTextEdit, "protocolSource").toPlainText()


def test_what_would_hide_in_the_source_is_visible(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    files.put("own.py", "# \u202egnp.exe \x1b[8m\u2066\u200b\r<b>bold</b>\n".encode())
    registry.scan()
    assert source(dialog) == "# ⟦U+202E⟧gnp.exe ␛[8m⟦U+2066⟧⟦U+200B⟧␍<b>bold</b>\n"


@pytest.fixture
def view(qtbot: QtBot) -> SourceView:
    view = SourceView("Source")
    qtbot.addWidget(view)
    return view


def marked(view: SourceView) -> list[str]:
    return [mark.cursor.block().text() for mark in view.extraSelections()]


def test_the_line_that_a_problem_begins_with_is_marked_and_gone_to(view: SourceView) -> None:
    data = b"".join(b"number %d\n" % number for number in range(1, 500))
    view.show_source(data, "line 400 of own.py: NameError")
    assert marked(view) == ["number 400"]
    assert view.textCursor().blockNumber() == 399
    view.show_source(data)
    assert marked(view) == []


def test_the_line_in_which_its_process_was_ended_is_marked(view: SourceView) -> None:
    view.show_source(b"a\nb\nc\n", "own.py could not be loaded: it came to no end (line 2 of own.py, in <module>)")
    assert marked(view) == ["b"]


@pytest.mark.parametrize(
    "problem", ["", "line 3 is odd", "in line 3 of own.py", "line 99 of own.py", "line 0 of own.py"]
)
def test_what_names_no_line_of_it_marks_none(view: SourceView, problem: str) -> None:
    view.show_source(b"a\nb\nc\n", problem)
    assert marked(view) == []


def test_the_same_bytes_again_leave_the_reader_where_he_is(view: SourceView) -> None:
    data = b"line\n" * 500
    view.show_source(data, "line 400 of own.py: NameError")
    view.show_source(data)
    assert view.textCursor().blockNumber() == 399


def test_a_text_of_several_lines_is_shown_with_marks_too(view: SourceView) -> None:
    view.show_source(b"a\n", "line 1 of own.py: NameError")
    view.show_text("Traceback\n  \u202eline \x1b")
    assert view.toPlainText() == "Traceback\n  ⟦U+202E⟧line ␛"
    assert marked(view) == []
    assert view.isReadOnly()
    assert view.accessibleName() == "Source"


def test_the_wrong_line_takes_the_colours_of_another_palette(view: SourceView) -> None:
    view.show_source(b"a\n", "line 1 of own.py: NameError")
    view.setPalette(palette_of(DARK))
    (mark,) = view.extraSelections()
    assert (mark.format.foreground().color(), mark.format.background().color()) == fault_colours(view.palette())
