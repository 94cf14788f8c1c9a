r"""Bytes as text that can be typed: any bytes come back, and only what is an escape is one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from poetrygui.core.options.escapes import escape_bytes, unescape_bytes


@given(st.binary())
@example(b" ")
@example(b"  a  ")
@example(b"\\x00")
@example(bytes(range(256)))
def test_any_bytes_come_back_from_text_without_anything_that_is_not_seen(data: bytes) -> None:
    text = escape_bytes(data)
    assert unescape_bytes(text) == data
    assert text.isascii()
    assert text.isprintable()
    assert text == text.strip()


@pytest.mark.parametrize(
    "data, text",
    [
        (b"", ""),
        (b"a b;~", "a b;~"),
        (b" a ", r"\x20a\x20"),
        (b"\r\n\t\\", r"\r\n\t\\"),
        (b"\0\x1f\x7f\x80\xff", r"\x00\x1f\x7f\x80\xff"),
    ],
)
def test_how_bytes_are_shown(data: bytes, text: str) -> None:
    assert escape_bytes(data) == text


@pytest.mark.parametrize(
    "text, data",
    [
        (r"\0", b"\0"),
        (r"\0a", b"\0a"),
        (r"\xfF", b"\xff"),
        (r"\x000", b"\x000"),
        ("é", "é".encode()),
        (" ; ", b" ; "),
        ("\udcff", b"\xff"),  # a byte of the command line that is not UTF-8
    ],
)
def test_what_may_be_typed_besides(text: str, data: bytes) -> None:
    assert unescape_bytes(text) == data


@pytest.mark.parametrize("text", ["\\", "a\\", r"\q", r"\x", r"\x1", r"\xg0", r"\01", r"\00", r"\N"])
def test_an_unknown_escape_is_refused_with_how_a_backslash_is_written(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no escape; a backslash itself is \\\\"):
        unescape_bytes(text)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        unescape_bytes("\ud800")
