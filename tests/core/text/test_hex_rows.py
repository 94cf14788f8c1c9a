"""Rows of a hex view against what bytes are, and columns against the text that they are columns of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text.hex_rows import ROW, HexLayout, layout_for, shown_characters

ROWS = st.binary(min_size=1, max_size=ROW)


def test_a_row_as_one_reads_it() -> None:
    row = layout_for(100).text(0x40, b"Tyger, Tyger\r\n\x00\xff")
    assert row == "00000040  54 79 67 65 72 2c 20 54  79 67 65 72 0d 0a 00 ff  Tyger, Tyger····"


def test_a_short_row_has_its_characters_in_the_same_place() -> None:
    assert layout_for(3).text(0, b"ab\n") == "00000000  61 62 0a" + " " * 42 + "ab·"


@given(ROWS, st.integers(0, 2**40))
def test_each_byte_is_at_its_columns(data: bytes, offset: int) -> None:
    layout = layout_for(offset + len(data))
    text = layout.text(offset, data)
    assert int(text[: layout.digits], 16) == offset
    assert len(text) == layout.first_character + len(data) <= layout.width
    for number, byte in enumerate(data):
        assert int(text[layout.pair(number) :][:2], 16) == byte
        assert text[layout.character(number)] == shown_characters(bytes([byte]))


@given(st.integers(0, ROW - 1), st.integers(8, 16))
def test_a_click_on_a_byte_finds_it(byte: int, digits: int) -> None:
    layout = HexLayout(digits)
    assert {layout.byte_at(layout.pair(byte)), layout.byte_at(layout.pair(byte) + 1)} == {byte}
    assert layout.byte_at(layout.character(byte)) == byte


@given(st.integers(-50, 300))
def test_any_column_is_some_byte(column: int) -> None:
    assert 0 <= HexLayout(8).byte_at(column) < ROW


def test_columns_outside_lead_to_the_nearest_byte() -> None:
    layout = HexLayout(8)
    assert layout.byte_at(0) == 0
    assert layout.byte_at(layout.first_character - 1) == 0
    assert layout.byte_at(layout.first_character - 3) == ROW - 1
    assert layout.byte_at(1000) == ROW - 1


def test_offsets_have_the_digits_that_the_last_one_needs() -> None:
    assert [layout_for(size).digits for size in (0, 1, 2**32, 2**32 + 1)] == [8, 8, 8, 9]


@given(st.binary())
def test_no_character_acts(data: bytes) -> None:
    shown = shown_characters(data)
    assert len(shown) == len(data)
    assert shown.isprintable()


def test_of_a_row_whose_beginning_is_not_there_the_rest_stands_where_it_would() -> None:
    layout = layout_for(100)
    row = bytes(range(0x40, 0x50))
    whole = layout.text(16, row)
    for missing in range(16):
        told = layout.text_from(16 + missing, 16, row[missing:])
        assert len(told) == len(whole)
        for byte in range(16):
            shown = told[layout.pair(byte) : layout.pair(byte) + 2], told[layout.character(byte)]
            assert shown == ((f"{row[byte]:02x}", chr(row[byte])) if byte >= missing else ("  ", " "))
    assert layout.text_from(3, 16, row) == whole
