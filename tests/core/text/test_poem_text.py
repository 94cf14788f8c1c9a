"""Text of a stretch of a poem: as it is shown, or as it came, by its bytes or its lines, and the word at a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text import poem_text
from poetrygui.core.text.display_text import TextStream
from poetrygui.core.text.poem_text import exact_between, shown_between, shown_lines, word_around
from tests.gui.memory_poem import MemoryPoem


def shown(data: bytes) -> str:
    """Return the text that is shown for some bytes as a whole."""
    return TextStream().feed(data, final=True)


@pytest.mark.parametrize("block", [1, 2, 3, 1024])
@given(st.text("aé\x1b\n😀", max_size=12), st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_is_the_same_text_in_whatever_blocks_it_is_read(block: int, text: str, start: int, stop: int) -> None:
    data = text.encode()
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(poem_text, "BLOCK", block)
        assert shown_between(MemoryPoem(data), start, stop) == shown(data[start:stop])
        assert exact_between(MemoryPoem(data), start, stop) == data[start:stop].decode("utf-8", "replace")


def test_control_characters_are_shown_by_marks_and_copied_as_they_are() -> None:
    poem = MemoryPoem(b"a\x1b[2Jb\xff")
    assert exact_between(poem, 0, 99) == "a\x1b[2Jb\ufffd"
    assert "\x1b" not in shown_between(poem, 0, 99)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    "first, last, text",
    [
        (0, 0, "one"),
        (0, 1, "one\n"),
        (1, 1, ""),
        (1, 2, "\ntwo"),
        (-5, 0, "one"),
        (2, 9, "two"),
        (3, 9, ""),
        (1, 0, ""),
    ],
)
def test_lines_are_counted_from_0_and_the_last_has_no_ending(ending: bytes, first: int, last: int, text: str) -> None:
    poem = MemoryPoem(ending.join([b"one", b"", b"two", b""]))
    assert shown_lines(poem, first, last).replace("\r\n", "\n") == shown(text.encode())


def test_a_last_line_without_an_ending_is_one() -> None:
    assert shown_lines(MemoryPoem(b"one\ntwo"), 0, 1) == "one\ntwo"
    assert shown_lines(MemoryPoem(b""), 0, 0) == ""


@pytest.mark.parametrize(
    "data, offset, word",
    [
        (b"one two", 0, b"one"),
        (b"one two", 2, b"one"),
        (b"one two", 3, b" "),
        (b"one two", 6, b"two"),
        (b"one two", 7, b"two"),  # past the end: the one before
        (b"a_1+-2", 1, b"a_1"),
        (b"a_1+-2", 3, b"+-"),
        ("ein été!".encode(), 5, "été".encode()),
        (b"a \t b", 2, b" \t "),
    ],
)
def test_the_word_around_a_place(data: bytes, offset: int, word: bytes) -> None:
    start, stop = word_around(MemoryPoem(data), offset)
    assert data[start:stop] == word


@pytest.mark.parametrize("data, offset", [(b"", 0), (b"a\nb", 1), (b"a\r\nb", 2)])
def test_there_is_no_word_at_the_end_of_a_line_or_in_nothing(data: bytes, offset: int) -> None:
    assert word_around(MemoryPoem(data), offset) == (offset, offset)


def test_a_word_without_an_end_is_looked_for_nearby_only() -> None:
    poem = MemoryPoem(b"x" * 10_000)
    assert word_around(poem, 5_000) == (4_744, 5_256)
    assert poem.bytes_read == 512
