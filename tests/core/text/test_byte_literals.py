"""What is copied is read back by what it is written for."""

from __future__ import annotations

import ast
import base64
import re

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.options.hex_text import parse_hex
from poetrygui.core.text.byte_literals import as_base64, as_c, as_hex, as_python

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
