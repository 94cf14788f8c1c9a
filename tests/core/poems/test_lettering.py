"""Bytes are the text that Python makes of them, row by row, and each character is found again in the bytes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.lettering import Lettering, UnknownEncodingError, encoding_named

ENCODINGS = ("utf-8", "iso8859-1", "cp1252", "koi8-r", "shift_jis", "gb18030", "utf-16-le", "utf-16-be", "cp037")
SOME_TEXT = st.text(st.sampled_from("ab ö日Ж😀\x1b[31m\r"), max_size=12)


@pytest.mark.parametrize(
    "name, found",
    [
        ("Latin-1", "iso8859-1"),
        (" UTF8 ", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("UTF-8-sig", "utf-8"),
        ("cp037", "cp037"),
    ],
)
def test_an_encoding_has_any_of_its_names(name: str, found: str) -> None:
    assert encoding_named(name) == found


@pytest.mark.parametrize(
    "name", ["", "no such", "hex", "rot13", "idna", "punycode", "unicode_escape", "undefined", "\0"]
)
def test_what_is_none_for_rows_is_refused(name: str) -> None:
    with pytest.raises(UnknownEncodingError):
        encoding_named(name)


@given(st.sampled_from(ENCODINGS), st.binary(max_size=24) | SOME_TEXT.map(str.encode), st.booleans())
def test_each_character_has_a_place(encoding: str, row: bytes, colours: bool) -> None:
    lettering = Lettering(encoding, colours)
    text, places = lettering.letters(row)
    assert text == lettering.text(row)
    assert len(places) == len(text) + 1
    assert places == sorted(places)
    assert places[-1] == len(row)


@given(st.sampled_from(ENCODINGS), SOME_TEXT)
def test_a_character_is_what_stands_at_its_place(encoding: str, text: str) -> None:
    text = text.replace("\r", "").encode(encoding, "ignore").decode(encoding)
    row = text.encode(encoding)
    shown, places = Lettering(encoding, colours=False).letters(row)
    assert shown == text
    assert [row[start:stop].decode(encoding) for start, stop in itertools.pairwise(places)] == list(text)


@given(st.sampled_from(ENCODINGS), st.binary(max_size=40), st.integers(1, 7))
def test_pieces_are_the_text_of_the_whole(encoding: str, data: bytes, size: int) -> None:
    lettering = Lettering(encoding)
    feed = lettering.stream()
    pieces = [feed(data[place : place + size], False) for place in range(0, len(data), size)]
    whole = lettering.text(data) if lettering.keeps_ascii else "\n".join(map(lettering.text, data.split(b"\n")))
    assert "".join([*pieces, feed(b"", True)]) == whole


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_lines_of_wide_characters_are_rows(encoding: str) -> None:
    rows = "one\r\nzwei ö\n日本\n\nend".encode(encoding).split(b"\n")
    assert [Lettering(encoding).text(row) for row in rows] == ["one", "zwei ö", "日本", "", "end"]


def test_frames_of_wide_characters_are_rows() -> None:
    rows = "\n".join(["一", "b"]).encode("utf-16-le").replace("\n".encode("utf-16-le"), b"\n").split(b"\n")
    assert [Lettering("utf-16-le").text(row) for row in rows] == ["一", "b"]


def test_colours_are_no_text_and_all_else_is() -> None:
    row = b"\x1b[1;31mred\x1b[0m \x1b[2J\x1b]0;t\x07\x1b[38:5:1m!\x1b["
    assert Lettering().text(row) == "red \x1b[2J\x1b]0;t\x07!\x1b["
    assert Lettering(colours=False).text(row) == row.decode()
    assert Lettering("utf-16-le").text("\x1b[1mx".encode("utf-16-le")) == "x"


@pytest.mark.parametrize(
    "lettering, data, offset, border",
    [
        (Lettering("utf-16-le"), b"", 0, 100),
        (Lettering("utf-16-le"), b"", 1, 99),
        (Lettering("shift_jis"), b"x" * 90 + b" " + "日本日本日本".encode("shift_jis"), 0, 91),
        (Lettering("iso8859-1"), b"x" * 120, 0, 100),
        (Lettering(), b"x" * 97 + b"\x1b[31mred", 0, 97),
        (Lettering(colours=False), b"x" * 97 + b"\x1b[31mred", 0, 100),
        (Lettering(), b"x" * 95 + b"\x1b[31mred", 0, 100),
    ],
)
def test_a_row_is_cut_between_characters(lettering: Lettering, data: bytes, offset: int, border: int) -> None:
    assert lettering.border(data, 100, offset) == border
