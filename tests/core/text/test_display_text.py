"""Shown text: the same for every split, harmless for every byte, and spelled as its writers spell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from unicodedata import category, name

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from poetrygui.core.text.display_text import (
    RUN_LIMIT,
    TextStream,
    ask_fonts,
    column_at_offset,
    column_offsets,
    label_text,
    offset_at_column,
    shown_text,
    tab_text,
)

ASKED: list[str] = []


def nothing(text: str) -> bool:
    """Be fonts of plain text alone."""
    ASKED.append(text)
    return False


def brackets_only(text: str) -> bool:
    """Be fonts without control pictures, as most are."""
    return text == "⟦⟧"


all_fonts = st.sampled_from([bool, brackets_only, nothing])


@contextmanager
def fonts(can_draw: Callable[[str], bool]) -> Iterator[None]:
    ask_fonts(can_draw)
    try:
        yield
    finally:
        ask_fonts(bool)


hostile_text = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\r\n\t\0\x1b\x7f\x9b\u0301\u20e3\u200c\u200d\u202e\u2028\ufe0f\ufdd0\ufffc👩❤یद्a1"),
    ),
    max_size=60,
).map(str.encode)
run = st.builds(
    lambda unit, count: unit.encode() * count,
    st.sampled_from(["\u0301", "\u200d", "👩\u200d", "\U000e0041", "\u202e", "\0", "e\u0301"]),
    st.integers(1, 60),
)
hostile = st.lists(st.one_of(st.binary(max_size=30), hostile_text, run), max_size=6).map(b"".join)


def acts_or_hides(char: str) -> bool:
    # Some signs of these scripts say how their neighbours are written, and are seen all the same.
    is_sign = category(char) == "Cf" and name(char, "").startswith(("ARABIC ", "SYRIAC ", "KAITHI ", "EGYPTIAN "))
    return category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs") and (char == "\u061c" or not is_sign)


def shown_in_pieces(data: bytes, cuts: list[int]) -> str:
    stream = TextStream()
    borders = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    pieces = [stream.feed(data[start:stop]) for start, stop in pairwise(borders)]
    return "".join(pieces) + stream.feed(b"", final=True)


@given(hostile, st.lists(st.integers(0, 10**6), max_size=8), all_fonts)
def test_the_text_is_the_same_for_every_split(data: bytes, cuts: list[int], can_draw: Callable[[str], bool]) -> None:
    with fonts(can_draw):
        assert shown_in_pieces(data, cuts) == shown_text(data)


@given(hostile)
def test_the_text_is_the_same_byte_by_byte(data: bytes) -> None:
    assert shown_in_pieces(data, list(range(len(data)))) == shown_text(data)


@given(hostile, all_fonts)
@example("\u0600".encode(), bool)
def test_nothing_shown_acts_on_the_window_or_hides(data: bytes, can_draw: Callable[[str], bool]) -> None:
    with fonts(can_draw):
        shown = shown_text(data)
    for char in shown:
        assert char in "\t\n\u200c\u200d" or not acts_or_hides(char), ascii(shown)
    assert not re.search("[\u200c\u200d]{2}|[\ufdd0-\ufdef\ufffc\ufffe\uffff]", shown)


@given(hostile)
@example(b"\t\t" + b"\xcc\x80" * 15)
def test_no_more_than_so_many_marks_in_a_run(data: bytes) -> None:
    longest = 0
    length = 0
    for char in shown_text(data):
        # A tab takes room and a newline ends the row: neither stands on what is before it.
        stands_on_it = category(char) in ("Mn", "Me") or (char not in "\t\n" and acts_or_hides(char))
        length = length + 1 if stands_on_it else 0
        longest = max(longest, length)
    assert longest <= RUN_LIMIT


@given(hostile.map(lambda data: data.replace(b"\n", b"")), all_fonts)
def test_there_is_a_byte_for_every_column(data: bytes, can_draw: Callable[[str], bool]) -> None:
    with fonts(can_draw):
        offsets, text = column_offsets(data), shown_text(data)
    assert len(offsets) == len(text.encode("utf-16-le")) // 2 + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(data)
    for offset in range(len(data) + 1):
        column = column_at_offset(offsets, offset)
        assert offset_at_column(offsets, column) <= offset
        assert offset in offsets or offset_at_column(offsets, column) < offset
    if text == data.decode("utf-8", "replace") and "\ufffd" not in text:
        assert [data[:offset].decode() for offset in sorted(set(offsets))] == [
            text[:length] for length in range(len(text) + 1)
        ]


@pytest.mark.parametrize(
    "data, shown",
    [
        ("plain\ttext", "plain\ttext"),
        ("\0\x07\x08\x1b[31m\x7f", "␀␇␈␛[31m␡"),
        ("\x9b1m\x85", "⟦U+009B⟧1m⟦U+0085⟧"),
        ("a\r\nb\rc\n\rd\r", "a\nb␍c\n␍d␍"),
        ("invoice_\u202etxt.exe", "invoice_⟦U+202E⟧txt.exe"),
        ("\u2066x\u2069\u200e\u200f\u061c", "⟦U+2066⟧x⟦U+2069⟧⟦U+200E⟧⟦U+200F⟧⟦U+061C⟧"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "a⟦U+200B⟧b⟦U+2060⟧c⟦U+FEFF⟧d⟦U+00AD⟧e"),
        ("a\u2028b\u2029c\ufdd0d\ufffce", "a⟦U+2028⟧b⟦U+2029⟧c⟦U+FDD0⟧d⟦U+FFFC⟧e"),
        ("🏴\U000e0067\U000e007f", "🏴⟦U+E0067⟧⟦U+E007F⟧"),
        ("e" + "\u0301" * 16 + "x", "e" + "\u0301" * 16 + "x"),
        ("e" + "\u0301" * 17 + "x", "e" + "\u0301" * 16 + "…x"),
        ("e" + "\u0301" * 100_000, "e" + "\u0301" * 16 + "…"),
        ("\u200d" * 100_000, "⟦U+200D⟧" * 16 + "…"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d❤\ufe0f\u200d👩 1\ufe0f\u20e3", "👩\u200d❤\ufe0f\u200d👩 1\ufe0f\u20e3"),
        ("pay\u200dpal a\ufe0f ی\u200c\u200cی", "pay⟦U+200D⟧pal a⟦U+FE0F⟧ ی⟦U+200C⟧⟦U+200C⟧ی"),
        ("שלום עולם", "שלום עולם"),
    ],
)
def test_what_is_shown(data: str, shown: str) -> None:
    assert shown_text(data.encode()) == shown


@pytest.mark.parametrize(
    "data",
    [
        *(bytes([byte]) for byte in range(0x80, 0x100)),
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xf5\x80\x80\x80",
        b"\xe2\x82",
        b"\xf0\x9f\x98",
        "verse".encode("utf-16"),
        b"\xe2\x82A\xf0\x9fB\x80\x80\x80\x80\x80",
    ],
)
def test_what_is_not_utf8_is_replaced(data: bytes) -> None:
    assert "\ufffd" in shown_text(data)
    assert shown_text(data).replace("␀", "\0") == data.decode("utf-8", "replace")


def test_a_run_without_end_is_not_kept() -> None:
    stream = TextStream()
    shown = [stream.feed("\u0301".encode() * 10_000) for _ in range(20)]
    assert "".join(shown) == ""
    assert stream.feed(b"x", final=True) == "\u0301" * 16 + "…x"


def test_labels_are_one_harmless_line_and_elided() -> None:
    assert label_text("a\nb\tc\r\n") == "a␊b␉c␍␊"
    assert label_text("<b>x</b> & y") == "<b>x</b> & y"
    assert label_text("x\u202ey\0") == "x⟦U+202E⟧y␀"
    assert label_text("caf\udce9") == "caf?"
    assert label_text("x" * 10_000, 20) == "x" * 19 + "…"
    assert label_text("x" * 20, 20) == "x" * 20
    assert len(label_text("\u0301" * 10_000, 20)) <= 20
    assert tab_text("Q&A & more") == "Q&&A && more"


def test_without_pictures_a_control_character_has_its_name() -> None:
    data = "\0\x1b[31m\x7fa\r\nb\rc\u202ed".encode()
    with fonts(brackets_only):
        assert shown_text(data) == "⟦NUL⟧⟦ESC⟧[31m⟦DEL⟧a\nb⟦CR⟧c⟦U+202E⟧d"
        assert column_offsets(b"a\x1bb") == [0, 1, 1, 1, 1, 1, 2, 3]
        assert label_text("a\nb\tc") == "a⟦LF⟧b⟦HT⟧c"
    with fonts(nothing):
        assert shown_text(data) == "¤NUL¤¤ESC¤[31m¤DEL¤a\nb¤CR¤c¤U+202E¤d"
        assert column_offsets("\u202eb".encode()) == [0] * 8 + [3, 4]
    assert shown_text(b"\0") == "␀"


@pytest.mark.parametrize("code", [*range(9), *range(0xB, 0x20), 0x7F])
def test_a_control_character_is_named_as_its_picture_is(code: int) -> None:
    picture = shown_text(bytes([code]))
    with fonts(brackets_only):
        mark = shown_text(bytes([code]))
    assert re.fullmatch("⟦[A-Z]{2}[A-Z1-4]?⟧", mark)
    digits = str.maketrans({"1": "ONE", "2": "TWO", "3": "THREE", "4": "FOUR"})
    letters = mark.strip("⟦⟧").translate(digits)
    assert re.match("SYMBOL FOR " + ".*".join(letters), name(picture))


def test_fonts_are_asked_once_and_only_where_there_is_something_to_mark() -> None:
    ASKED.clear()
    with fonts(nothing):
        shown_text("plain e\u0301 👩\u200d❤\ufe0f\tשלום\r\n\xff".encode())
        label_text("plain")
        assert ASKED == []
        for data in (b"\0", b"a\x1bb\0", b"\xe2\x80\xae"):
            shown_text(data)
            column_offsets(data)
        assert sorted(map(len, ASKED)) == [2, 33]
