"""Text made harmless: nothing in it acts or hides, and ordinary text is as it was."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text.printable import Kind, kind_of, one_line, printable

ACTING = [
    "\x1b]52;c;aGk=\x07",
    "\x9b31m",
    "a\u202eb",
    "\u2066",
    "\u200b",
    "\x00",
    "\x7f",
    "\u2028",
    "\udcff",
    "\U000e0041",
]


@pytest.mark.parametrize(
    "text, shown",
    [
        ("\x1b[2J", "⟦ESC⟧[2J"),
        ("\x9b31m", "⟦U+009B⟧31m"),
        ("gnp\u202eexe", "gnp⟦U+202E⟧exe"),
        ("one\ttab\r\ntwo\rthree\n", "one\ttab\ntwo⟦CR⟧three\n"),
        ("\udcff.sock", "⟦0xFF⟧.sock"),
        ("half \ud83d", "half ⟦U+D83D⟧"),
        ("a" + "\u0301" * 40, "a" + "\u0301" * 16 + "…"),
    ],
)
def test_marks(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("text", ["Größe, 你好, עברית, العربية", "👨‍👩‍👧 ❤️ 1️⃣", "क्‍ष", "⟦ESC⟧", ""])
def test_what_people_write_stays(text: str) -> None:
    assert printable(text) == text


@given(st.lists(st.one_of(st.text(), st.sampled_from(ACTING))).map("".join))
def test_nothing_that_is_left_acts(text: str) -> None:
    shown = printable(text)
    for before, char in pairwise(" " + shown):
        assert char in "\n\t" or category(char) not in ("Cc", "Cs", "Zl", "Zp")
        if kind_of(char) is Kind.HIDDEN:
            assert char in "\u200c\u200d\ufe0e\ufe0f"
            assert before.isprintable()
    assert not {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"} & {*shown}
    shown.encode()
    assert "\n" not in one_line(text)
    assert "\t" not in one_line(text)
    assert printable(shown) == shown
