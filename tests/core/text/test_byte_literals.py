"""What is copied is read back by what it is written for."""

from __future__ import annotations

import ast
import base64
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text.byte_literals import as_base64, as_c, as_hex, as_python, parse_hex

ANY = st.binary(max_size=100)


@given(ANY)
def test_python_reads_its_literal(data: bytes) -> None:
    assert ast.literal_eval(as_python(data)) == data


@given(ANY)
def test_hex_is_read_back(data: bytes) -> None:
    assert parse_hex(as_hex(data)) == data
    assert bytes.fromhex(as_hex(data)) == data


@given(ANY)
def test_base64_is_one_line(data: bytes) -> None:
    assert base64.b64decode(as_base64(data), validate=True) == data


@given(st.binary(min_size=1, max_size=100))
def test_c_says_how_many_there_are(data: bytes) -> None:
    text = as_c(data)
    assert re.match(r"static const unsigned char data\[(\d+)\] = \{\n", text)
    assert f"[{len(data)}]" in text
    assert bytes(int(byte, 16) for byte in re.findall("0x([0-9a-f]{2})", text)) == data
    assert text.endswith(",\n};")
    assert max(map(len, text.splitlines())) < 80


def test_nothing_is_still_c() -> None:
    assert as_c(b"") == "static const unsigned char data[1] = {\n    0,\n};"


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
