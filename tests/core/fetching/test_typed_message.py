"""What is typed means bytes, or is refused in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.fetching.typed_message import Put, Written, bytes_of
from poetrygui.core.options.escapes import escape_bytes


@pytest.mark.parametrize(
    "text, written, means",
    [
        (r"PING\r\n", Written.TEXT, rb"PING\r\n"),
        ("grün", Written.TEXT, "grün".encode()),
        (r"PING\r\n\x00", Written.ESCAPES, b"PING\r\n\0"),
        ("0d 0A,ff", Written.HEX, b"\r\n\xff"),
        ("", Written.HEX, b""),
    ],
)
def test_it_means_bytes(text: str, written: Written, means: bytes) -> None:
    assert bytes_of(text, written) == means


@pytest.mark.parametrize(
    "text, written, said",
    [(r"\q", Written.ESCAPES, "no escape"), ("0d 0", Written.HEX, "half a byte"), ("xyz", Written.HEX, "not hex")],
)
def test_what_means_nothing_is_refused(text: str, written: Written, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        bytes_of(text, written)


@given(st.binary(max_size=40))
def test_any_bytes_can_be_written(data: bytes) -> None:
    assert bytes_of(data.hex(" "), Written.HEX) == data
    assert bytes_of(escape_bytes(data), Written.ESCAPES) == data


def test_what_ends_a_message_is_put_behind_it() -> None:
    assert [put.ending for put in Put] == [b"", b"", b"\n", b"\r\n", b"\r"]
