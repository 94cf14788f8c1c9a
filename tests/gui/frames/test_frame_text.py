"""The text of a frame: harmless, short enough, and marked where it is another."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from poetrygui.gui.frames.frame_text import FrameText
from poetrygui.gui.widgets.dress import palette_of
from poetrygui.gui.widgets.theme import match_colours
from poetrygui.gui.widgets.tokens import DARK


def marked(text: FrameText) -> list[str]:
    return [mark.cursor.selectedText() for mark in text.extraSelections()]


def test_what_changed_is_marked_in_the_text_that_is_shown(qtbot: QtBot) -> None:
    text = FrameText()
    qtbot.addWidget(text)
    data = "é\x1b[1m12".encode()
    text.show_data(data, [(0, 1), (len(data) - 1, len(data))])
    assert text.toPlainText() == "é␛[1m12"
    assert marked(text) == ["é", "2"]
    text.show_data(b"<b>bold</b>", [])
    assert text.toPlainText() == "<b>bold</b>"
    assert marked(text) == []


def test_of_a_long_frame_the_beginning_is_shown(qtbot: QtBot) -> None:
    text = FrameText()
    qtbot.addWidget(text)
    text.show_data(b"x" * 100_000, [(50, 99_999)])
    assert 10_000 < len(text.toPlainText()) < 40_000
    assert text.toPlainText().endswith("…")
    assert len(marked(text)) == 1


def test_what_is_marked_takes_the_colours_of_another_palette(qtbot: QtBot) -> None:
    text = FrameText()
    qtbot.addWidget(text)
    text.show_data(b"one", [(0, 1)])
    text.setPalette(palette_of(DARK))
    (mark,) = text.extraSelections()
    assert (mark.format.foreground().color(), mark.format.background().color()) == match_colours(text.palette())
