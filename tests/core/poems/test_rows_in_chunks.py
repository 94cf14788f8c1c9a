"""Lines that lie in their chunk are the rows that they are when they are put together."""

from __future__ import annotations

from poetrygui.core.poems.lines_in_block import LedLines
from poetrygui.core.poems.rows import LINES, unpack_borders
from poetrygui.core.poems.rows_in_chunks import ChunkRowComposer

CHUNK = b"ne\ntwo\nthr"


def test_lines_in_a_chunk_are_taken_as_they_lie_there() -> None:
    composer = ChunkRowComposer()
    assert composer.led_lines(b"o", CHUNK, 7) == 2
    assert (composer.size, composer.exact_size, composer.frame_count) == (8, 6, 2)
    assert composer.take_led_lines() == LedLines(b"o", CHUNK, 7, (2,))
    assert composer.take_led_lines() is None
    rows, borders = composer.take()
    assert (rows, list(unpack_borders([borders]))) == ([], [(0, LINES)])


def test_they_come_before_what_is_composed_after_them() -> None:
    composer = ChunkRowComposer()
    composer.led_lines(b"o", CHUNK, 7)
    assert composer.led_lines(b"", CHUNK, 3) == 0
    composer.frames([b"three", b"four"])
    assert composer.take_led_lines() is None
    assert composer.take_counts() == ()
    assert b"".join(composer.take()[0]) == b"one\ntwo\nthree\nfour\n"
    assert (composer.size, composer.exact_size, composer.frame_count) == (19, 15, 4)


def test_they_are_not_taken_within_a_frame_nor_behind_rows_nor_where_rows_have_their_cr() -> None:
    composer = ChunkRowComposer()
    composer.part(b"fo")
    assert composer.led_lines(b"", b"ur\n", 3) == 0
    composer.frame(b"ur")
    assert composer.led_lines(b"", CHUNK, 3) == 0
    composer.take()
    assert composer.led_lines(b"\r", CHUNK, 3) == 0
    composer.expect_cr()
    assert composer.led_lines(b"", CHUNK, 3) == 0
