"""Emoji on a page: as many as Qt lays out in time, the others as boxes, and all of them in what is copied."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from poetrygui.core.text.display_text import shown_text
from poetrygui.core.text.emoji_budget import MOST, within_budget
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.memory_poem import MemoryPoem

FAMILY = "👨‍👩‍👧‍👦"
UNITS = [FAMILY, "👩‍", "🇩🇪🇫🇷", "👍🏽", "❤️", "1️⃣", "😀", "⭐", "\u2705", "🏴‍☠️"]
COSTLY = set("".join(UNITS)) - set("1❤☠")  # which are signs of the text fonts
pieces = st.sampled_from([*UNITS, "a", "é", "─", "□", "漢", "नि", "𝔸", "\u200d", " "])
rows = st.lists(st.lists(pieces, max_size=6).map("".join), max_size=6)


def units(text: str) -> int:
    """Count as Qt does."""
    return len(text.encode("utf-16-le")) // 2


def costly(texts: list[str]) -> int:
    """Count the emoji, and what joins and varies them."""
    return sum(char in COSTLY for text in texts for char in text)


@given(rows, st.integers(0, 6), st.integers(0, 12))
@example([FAMILY * 3, "a", FAMILY], 1, 9)
def test_there_are_no_more_than_may_be_and_every_column_stays(texts: list[str], anchor: int, most: int) -> None:
    shown = within_budget(texts, anchor, most)
    assert costly(shown) == min(costly(texts), most)
    assert list(map(units, shown)) == list(map(units, texts))
    plain = str.maketrans("", "", "".join(COSTLY) + "□· ")
    assert [text.translate(plain) for text in shown] == [text.translate(plain) for text in texts]


def test_those_nearest_to_the_anchor_are_kept_and_first_those_after_it() -> None:
    texts = ["😀" * 2] * 4
    assert within_budget(texts, 2, 5) == ["□ □ ", "😀□ ", "😀😀", "😀😀"]
    assert within_budget(texts, 3, 3) == ["□ □ ", "□ □ ", "😀□ ", "😀😀"]
    assert within_budget([], 0, 3) == []


def test_ordinary_signs_are_no_emoji() -> None:
    texts = ["".join(map(chr, range(0x2500, 0x25A0))), "→ ✓ ★ ☃ ❤ © 1 # ⟦NUL⟧ ␀ 漢字 عربي", "ascii"]
    assert within_budget(texts, 0, 0) == texts


@pytest.fixture
def view(qtbot: QtBot, reactor: Any) -> PoemView:
    view = PoemView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    return view


@pytest.mark.parametrize("wraps", [True, False])
@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_a_page_of_nothing_else_shows_a_part_of_them_and_copies_all(view: PoemView, unit: str, wraps: bool) -> None:
    line = unit * (100_000 // len(unit.encode()))
    view.set_wrap(wraps)
    view.set_reader(MemoryPoem(line.encode()))
    for offset in (None, 0, 50_000, 30_000):
        if offset is None:
            view.follow()
        else:
            view.show_offset(offset)
        assert 0 < costly([view.toPlainText()]) <= MOST
        assert {"□", "·"} & set(view.toPlainText())
        assert list(map(units, view.toPlainText().split("\n"))) == list(map(units, view.row_map.rows.texts))
    assert view.text_between(0, 0) == shown_text(line.encode())


def test_what_was_laid_out_is_kept_for_painting(view: PoemView) -> None:
    view.set_reader(MemoryPoem(("😀" * 20 + "\n").encode() * 10))
    layouts = [view.row_map.block(index).layout() for index in range(10)]
    assert all(layout is not None and layout.cacheEnabled() for layout in layouts)


@pytest.mark.parametrize("unit", ["e\u0301\u0323", "a" + "\u0301" * 16, "\u0301", FAMILY, "👩‍"], ids=ascii)
def test_text_that_is_mostly_marks_fills_a_page_without_reading_many(view: PoemView, unit: str) -> None:
    poem = MemoryPoem(unit.encode() * (1_000_000 // len(unit.encode())))
    view.set_reader(poem)
    view.show_offset(400_000)
    assert len(view.row_map.rows.rows) < 8 * view.row_map.page_lines()
