"""What the fonts have: asked of the ones that Qt would really draw with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtGui import QFontInfo

from poetrygui.core.text.display_text import shown_text
from poetrygui.gui.rows import font_coverage
from poetrygui.gui.rows.font_coverage import can_draw
from tests.gui.scripted import open_window

NOWHERE = "\U0010ffff"
"""No character and never to be one, so no font has it."""


def test_letters_can_be_drawn_and_what_no_font_has_cannot(qapp: Any) -> None:
    if not QFontInfo(qapp.font()).family():
        pytest.skip("this machine has no fonts at all: everything is boxes")
    assert can_draw("Tyger¤")
    assert not can_draw(NOWHERE)
    assert not can_draw(f"Tyger{NOWHERE}Tyger")


@pytest.mark.parametrize("has_pictures", [True, False])
def test_a_window_asks_its_fonts_at_the_first_mark(
    wait_for: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_pictures: bool
) -> None:
    asked: list[str] = []

    def can_draw(text: str) -> bool:
        asked.append(text)
        return has_pictures or text == "⟦⟧"

    monkeypatch.setattr(font_coverage, "can_draw", can_draw)
    with open_window(tmp_path, wait_for):
        assert asked == []
        assert shown_text(b"a\x1bb") == ("a␛b" if has_pictures else "a⟦ESC⟧b")
