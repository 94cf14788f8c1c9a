"""A source is coloured so that it can be read on any ground."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols import source_spans
from poetrygui.gui.protocols.source_edit import SourceEdit
from poetrygui.gui.protocols.source_view import SourceView
from poetrygui.gui.widgets.theme import LEAST_CONTRAST, contrast

Until = Callable[[Callable[[], bool]], None]
SOURCE = b'"""Text."""\nclass Own:\n    size = 1  # one\n'


@pytest.fixture
def view(qtbot: QtBot) -> SourceView:
    view = SourceView("Source")
    qtbot.addWidget(view)
    return view


def lines(view: SourceView | SourceEdit) -> list[set[str]]:
    """Return the colours of each line."""
    document = view.document()
    assert document is not None
    found = []
    block = document.begin()
    while block.isValid():
        layout = block.layout()
        assert layout is not None
        found.append({each.format.foreground().color().name() for each in layout.formats()})
        block = block.next()
    return found


def colours(view: SourceView | SourceEdit) -> set[str]:
    return set[str]().union(*lines(view))


@pytest.mark.parametrize("ground, text", [("white", "black"), ("#181b20", "#e6e9ed"), ("black", "white")])
def test_each_part_has_a_colour_that_can_be_read(view: SourceView, wait_until: Until, ground: str, text: str) -> None:
    palette = QPalette(view.palette())
    palette.setColor(QPalette.ColorRole.Base, QColor(ground))
    palette.setColor(QPalette.ColorRole.Text, QColor(text))
    view.show_source(SOURCE)
    view.setPalette(palette)
    wait_until(lambda: len(colours(view)) == 5)
    assert all(contrast(QColor(name), QColor(ground)) >= LEAST_CONTRAST for name in colours(view))


def test_what_is_no_source_has_none(view: SourceView, wait_until: Until) -> None:
    view.show_source(SOURCE)
    wait_until(lambda: len(colours(view)) == 5)
    view.show_source(SOURCE * 2)
    view.show_text("class Own: 'not a source'")
    QApplication.processEvents()
    assert colours(view) == set()


def test_a_text_is_there_at_once_and_its_colours_come_bit_by_bit(
    view: SourceView, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_spans, "LONGEST", 60.0)  # a slow machine may need more for these than it has otherwise
    data = b"x = 1  # one\n" * 3000
    view.show_source(data)
    assert view.toPlainText() == data.decode()
    assert colours(view) == set()
    seen = set[int]()

    def is_through() -> bool:
        coloured = sum(map(bool, lines(view)))
        seen.add(coloured)
        return coloured == 3000

    wait_until(is_through)
    assert len(seen) > 2, "all at once"


def test_a_line_that_is_changed_has_its_own_colours_again(qtbot: QtBot, wait_until: Until) -> None:
    edit = SourceEdit()
    qtbot.addWidget(edit)
    edit.setPlainText("a = 1\nb = 2\nc = 3")
    wait_until(lambda: all(lines(edit)))
    one, *_ = lines(edit)
    edit.setPlainText("# all\nb = 2")
    wait_until(lambda: lines(edit)[0] != one)
    wait_until(lambda: lines(edit)[1] == one)
    assert all(lines(edit))
