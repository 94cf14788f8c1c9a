"""Colours that a server sets can be read, whatever they are and whatever the ground is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PyQt6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from poetrygui.core.text.colour_runs import Colour, Style
from poetrygui.core.text.display_text import shown_text
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.rows.text_colours import colours
from poetrygui.gui.widgets.theme import LEAST_CONTRAST, contrast
from tests.gui.rows.views import given_poem

LIGHT = QColor("#111111"), QColor("white")
ESCAPE = b"\x1b"  # what is shown for it depends on the fonts
DARK = QColor("#dddddd"), QColor("#1e1f22")

SOME_COLOUR: st.SearchStrategy[Colour | None] = st.none() | st.integers(0, 255) | st.tuples(*[st.integers(0, 255)] * 3)


@settings(max_examples=60)
@given(st.sampled_from([LIGHT, DARK]), SOME_COLOUR, SOME_COLOUR, st.booleans(), st.booleans())
def test_text_can_be_read(
    around: tuple[QColor, QColor], text: Colour | None, ground: Colour | None, faint: bool, inverse: bool
) -> None:
    letters, below = colours(Style(text, ground, faint=faint, inverse=inverse), *around)
    assert contrast(letters, below) >= LEAST_CONTRAST


@pytest.mark.parametrize("around", [LIGHT, DARK])
def test_named_colours_are_told_apart(around: tuple[QColor, QColor]) -> None:
    shown = [colours(Style(text=number), *around)[0].name() for number in range(8)]
    assert len(set(shown)) == len(shown)


def test_a_view_draws_them_and_draws_them_anew_on_another_ground(qtbot: QtBot) -> None:
    view = PoemView()
    qtbot.addWidget(view)
    given_poem(view, b"\x1b[31mred\x1b[0m plain\n\x1b[2J\n")
    view.show()

    def drawn() -> list[tuple[int, int, str]]:
        layout = view.row_map.block(0).layout()
        assert layout is not None
        return [(each.start, each.length, each.format.foreground().color().name()) for each in layout.formats()]

    (start, length, light), *others = drawn()
    assert (start, length, others) == (0, 3, [])
    assert view.text_between(0, 1) == f"red plain\n{shown_text(ESCAPE)}[2J"
    palette = QPalette(QColor("#1e1f22"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#1e1f22"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#dddddd"))
    view.setPalette(palette)
    assert drawn()[0][2] != light
