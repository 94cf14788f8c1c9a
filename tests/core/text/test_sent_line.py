"""What was sent is one line that says when and what, and in which nothing acts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.fetching.typed_message import Written, bytes_of
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.sent_search import SentMessage
from poetrygui.core.text.sent_line import SIGN, escaped, more_line, sent_line

UTF_8 = Lettering()


def message(head: bytes, size: int | None = None, not_kept: str = "") -> SentMessage:
    return SentMessage(0, 1_500_000, len(head) if size is None else size, head, 0, not_kept)


@pytest.mark.parametrize(
    "sent, text",
    [
        (message(b"PING :a\r\n"), r"sent PING :a\r\n"),
        (message(b"\x00\x1b[2J\\"), r"sent \x00\x1b[2J\\"),
        (message("grün".encode()), "sent grün"),
        (message(b"abc", 70_000), "sent abc … 70,000 bytes in all"),
        (message(b"", not_kept="5 bytes"), "sent, and not kept: 5 bytes"),
    ],
)
def test_it_says_when_and_what(sent: SentMessage, text: str) -> None:
    line = sent_line(0.25, sent, UTF_8).decode()
    sign, time, rest = line.split(" ", 2)
    assert (sign, rest) == (SIGN, text)
    assert time.endswith(":01.750")


@given(st.binary(max_size=60), st.sampled_from(["utf-8", "latin-1", "utf-16-le", "utf-16-be", "cp037"]))
def test_it_is_one_line_in_any_encoding(data: bytes, encoding: str) -> None:
    lettering = Lettering(encoding)
    for line in (sent_line(0, message(data), lettering), more_line(9, lettering)):
        assert b"\n" not in line
        assert "\n" not in lettering.decoded(line)


@given(st.binary(max_size=60).filter(bytes.isascii))
def test_what_is_shown_can_be_typed_again_with_escapes(data: bytes) -> None:
    assert bytes_of(escaped(data, UTF_8), Written.ESCAPES) == data
