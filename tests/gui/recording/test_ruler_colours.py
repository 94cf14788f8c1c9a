"""The ruler's colours can be read on a light ground and on a dark one."""

from __future__ import annotations

import pytest
from PyQt6.QtGui import QColor, QPalette

from poetrygui.gui.recording.ruler_colours import framing_colours, ruler_colours
from poetrygui.gui.widgets.theme import LEAST_CONTRAST, contrast

SEEN = 3.0
"""Of what is no text, as WCAG 2 asks for."""


@pytest.mark.parametrize("base,text", [("#ffffff", "#000000"), ("#1b1e26", "#e6e6e6"), ("#fdf6e3", "#657b83")])
def test_texts_and_marks_have_contrast(base: str, text: str) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(base))
    palette.setColor(QPalette.ColorRole.Text, QColor(text))
    colours = ruler_colours(palette)
    for turns in (colours.chunks, colours.frames):
        for ground, on in zip(turns.fills, turns.texts, strict=True):
            assert contrast(on, ground) >= LEAST_CONTRAST
        assert turns.fills[0] != turns.fills[1]
    for written in (colours.text, colours.quiet, colours.sent):
        assert contrast(written, colours.ground) >= LEAST_CONTRAST
    on, ground = framing_colours(palette)
    assert contrast(on, ground) >= LEAST_CONTRAST
    assert len({ground.name(), colours.ground.name(), *(each.name() for each in colours.frames.fills)}) == 4
    for mark in (colours.torn, colours.cursor, *colours.chunks.fills):
        assert contrast(mark, colours.ground) >= SEEN
