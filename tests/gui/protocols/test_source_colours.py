"""A source is coloured so that it can be read on any ground."""

from __future__ import annotations

import pytest
from PyQt6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols.source_view import SourceView
from poetrygui.gui.widgets.theme import LEAST_CONTRAST, contrast

SOURCE = b'"""Text."""\nclass Own:\n    size = 1  # one\n'


@pytest.fixture
def view(qtbot: QtBot) -> SourceView:
    view = SourceView("Source")
    qtbot.addWidget(view)
    return view


def colours(view: SourceView) -> set[str]:
    document = view.document()
    assert document is not None
    found = set()
    block = document.begin()
    while block.isValid():
        layout = block.layout()
        assert layout is not None
        found |= {each.format.foreground().color().name() for each in layout.formats()}
        block = block.next()
    return found


@pytest.mark.parametrize("ground, text", [("white", "black"), ("#181b20", "#e6e9ed"), ("black", "white")])
def test_each_part_has_a_colour_that_can_be_read(view: SourceView, ground: str, text: str) -> None:
    palette = QPalette(view.palette())
    palette.setColor(QPalette.ColorRole.Base, QColor(ground))
    palette.setColor(QPalette.ColorRole.Text, QColor(text))
    view.show_source(SOURCE)
    view.setPalette(palette)
    assert len(colours(view)) == 5
    assert all(contrast(QColor(name), QColor(ground)) >= LEAST_CONTRAST for name in colours(view))


def test_what_is_no_source_has_none(view: SourceView) -> None:
    view.show_source(SOURCE)
    view.show_text("class Own: 'not a source'")
    assert colours(view) == set()
