"""What was not delivered, in words and rows: every byte is told once, at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.options.escapes import unescape_bytes
from poetrygui.core.outcomes import Undelivered
from poetrygui.core.text.undelivered_text import undelivered_rows, undelivered_sentence


@pytest.mark.parametrize(
    "undelivered, sentence",
    [
        (Undelivered(0, b"x"), "Received, not delivered: byte 0 of the stream"),
        (Undelivered(1234, b"xy"), "Received, not delivered: bytes 1,234 to 1,235 of the stream"),
        (
            Undelivered(0, b"xy", is_exact=False),
            "Received last: bytes 0 to 1 of the stream, some of which may have been delivered",
        ),
    ],
)
def test_which_bytes_they_are(undelivered: Undelivered, sentence: str) -> None:
    assert undelivered_sentence(undelivered) == sentence


def test_sixteen_bytes_a_row() -> None:
    rows = list(undelivered_rows(Undelivered(992, b"verse\r\n\t\\\0\xff" + b"~" * 6)))
    assert rows == [
        "  992  76 65 72 73 65 0d 0a 09 5c 00 ff 7e 7e 7e 7e 7e  verse\\r\\n\\t\\\\\\x00\\xff~~~~~",
        "1,008  7e                                               ~",
    ]
    assert list(undelivered_rows(Undelivered(5, b""))) == []


@given(st.integers(0, 10**6), st.binary(max_size=100))
def test_any_bytes_can_be_read_back_from_either_half(at: int, data: bytes) -> None:
    hexadecimal, text, places = [], [], []
    for row in undelivered_rows(Undelivered(at, data)):
        place, rest = row.lstrip().split("  ", 1)
        places.append(int(place.replace(",", "")))
        hexadecimal.append(rest[:48])
        text.append(rest[49:])
        assert rest[48] == " "
    assert bytes.fromhex("".join(hexadecimal)) == data
    assert unescape_bytes("".join(text)) == data
    assert places == list(range(at, at + len(data), 16))
