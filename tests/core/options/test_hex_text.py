"""Hex as people write it: bytes, or a sentence."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.options.hex_text import parse_hex


@pytest.mark.parametrize("text", ["0d0a", "0D 0A", "0x0d, 0x0a", "0x0d0x0a", r"\x0d\x0a", "0d:0a", "0d-0a", " 0d\n0a "])
def test_hex_in_the_ways_people_write_it(text: str) -> None:
    assert parse_hex(text) == b"\r\n"


def test_nothing_is_no_bytes() -> None:
    assert parse_hex("  ") == b""


@pytest.mark.parametrize(
    "text,sentence",
    [
        ("0d0", "'0d0' has half a byte: write two digits for each, as in 0d 0a."),
        ("tyger", "'tyger' is not hex: write two of 0-9 and a-f for each byte, as in 0d 0a."),
        ("g" * 30, f"'{'g' * 20}…' is not hex: write two of 0-9 and a-f for each byte, as in 0d 0a."),
    ],
)
def test_what_is_no_hex_is_said(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"hex|half") as caught:
        parse_hex(text)
    assert str(caught.value) == sentence


@given(st.text(max_size=30))
def test_any_text_is_bytes_or_a_sentence(text: str) -> None:
    with suppress(ValueError):
        parse_hex(text)
        return
    with pytest.raises(ValueError, match=r"as in 0d 0a\.$"):
        parse_hex(text)
