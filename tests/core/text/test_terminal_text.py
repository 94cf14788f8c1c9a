"""A stream of bytes on a terminal: the same wherever it is cut, and in what the terminal can show."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text.printable import printable
from poetrygui.core.text.terminal_text import TerminalText

SPECIAL = [
    *(
        "\x1b[31m",
        "\r\n",
        "\r",
        "\n",
        "👨‍👩‍👧",
        "❤️",
        "क्‍ष",
        "e\u0301",
        "\u0301" * 20,
        "\u202e",
        "\u200d",
        "1\ufe0f\u20e3",
        "你",
    ),
]
streams = st.lists(
    st.one_of(st.text().map(str.encode), st.sampled_from(SPECIAL).map(str.encode), st.binary(max_size=4))
).map(b"".join)


@given(streams, st.data())
def test_a_stream_looks_the_same_wherever_it_is_cut(stream: bytes, data: st.DataObject) -> None:
    text = TerminalText("utf-8")
    places = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    cuts = [0, *places, len(stream)]
    shown = b"".join(text.feed(stream[start:stop]) for start, stop in pairwise(cuts))
    shown += text.feed(b"", final=True)
    assert shown.decode() == printable(stream.decode("utf-8", "replace"))


def test_what_follows_a_long_run_is_shown_at_the_end() -> None:
    for stream in ("\u0301" * 20 + "\r", "\r" + "\u0301" * 20, "\u0301" * 20 + "\r" + "\u0301" * 20):
        text = TerminalText("utf-8")
        shown = text.feed(stream.encode()) + text.feed(b"", final=True)
        assert shown.decode() == printable(stream)


@pytest.mark.parametrize("question", [b"login: ", "Größe? ".encode(), b"\x1b", b"tab\t", "你好".encode()])
def test_a_question_without_a_newline_is_shown_at_once(question: bytes) -> None:
    text = TerminalText("utf-8")
    shown = text.feed(question)
    assert shown.decode() == printable(question.decode())
    assert text.feed(b"", final=True) == b""


@pytest.mark.parametrize(
    "stream, rest",
    [
        (b"", ""),
        (b"verse\n", ""),
        (b"verse\r\n", ""),
        (b"verse", "\n"),
        (b"verse\n\n", ""),
        (b"verse\r", "\u27e6CR\u27e7\n"),
        ("\N{ZERO WIDTH SPACE}".encode(), "\u27e6U+200B\u27e7\n"),
        (b"\xe4\xbd", "\ufffd\n"),
    ],
)
def test_a_last_line_without_a_newline_gets_one_at_the_end(stream: bytes, rest: str) -> None:
    text = TerminalText("utf-8")
    shown = text.feed(stream)
    end = text.end()
    assert end.decode().endswith(rest)
    assert (shown + end).decode() == printable(stream.decode("utf-8", "replace")) + ("\n" if rest else "")
    # It is over: what comes next is no part of it.
    assert text.end() == b""
    assert text.feed("\u0301".encode()) == TerminalText("utf-8").feed("\u0301".encode())


@pytest.mark.parametrize(
    "encoding, shown",
    [
        ("utf-8", "caf\u00e9 ⟦ESC⟧ 你 ⟦0xFF⟧"),
        ("latin-1", "caf\u00e9 <ESC> <U+4F60> <0xFF>"),
        ("ascii", "caf<U+00E9> <ESC> <U+4F60> <0xFF>"),
    ],
)
def test_what_an_encoding_lacks_is_shown_as_its_code_point(encoding: str, shown: str) -> None:
    assert TerminalText(encoding).line("caf\u00e9 \x1b 你 \udcff") == shown.encode(encoding)


@given(st.text(st.characters(codec="utf-8")), st.sampled_from(["utf-8", "ascii", "latin-1", "cp437", "gb18030"]))
def test_any_text_can_be_encoded(text: str, encoding: str) -> None:
    terminal = TerminalText(encoding)
    for octets in (terminal.lines(text), terminal.line(text), terminal.feed(text.encode())):
        assert b"\x1b" not in octets
    assert b"\n" not in terminal.line(text)


def test_a_run_without_end_costs_nothing() -> None:
    text = TerminalText("utf-8")
    text.feed(b"a")
    for _ in range(1000):
        text.feed("\u0301".encode() * 1000)
    assert text.feed(b"b\n").decode() == "\u0301" * 16 + "…b\n"
