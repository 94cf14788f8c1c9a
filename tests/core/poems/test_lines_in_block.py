"""The frames of a block as lines are its frames."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import FrameBlock
from poetrygui.core.poems.lines_in_block import led_lines, lines_of
from poetrygui.core.poems.newlines import STRETCH, counts_in
from tests.core.reference_rows import blocks


@given(blocks)
def test_the_frames_are_those_of_the_block(block: FrameBlock) -> None:
    frames = block.frames()
    lines = lines_of(block)
    if lines is None:
        return
    assert lines.frames() == frames
    assert lines.frame_count == len(frames)
    assert lines.rows == b"".join(frame + b"\n" for frame in frames)
    assert lines.exact == b"".join(frames)
    assert lines.exact_size == len(lines.exact)


def test_what_may_hold_newlines_is_no_lines() -> None:
    for data, ending, drop_cr in ((b"a\nb\0", b"\0", False), (b"a\nb\r\n", b"\r\n", False), (b"a\r\0", b"\0", True)):
        block = FrameBlock(data, ending, drop_cr)
        assert lines_of(block) is None


def test_what_ends_in_half_an_ending_is_no_lines() -> None:
    block = FrameBlock(b"xaaa", b"aa")
    assert block.is_whole
    assert lines_of(block) is None
    with pytest.raises(ValueError, match="ends with the ending of the last one"):
        block.frames()


def test_lines_are_told_with_their_crs_where_all_have_one_and_no_other_is_there() -> None:
    for data, have_cr in ((b"a\r\nb\r\n", True), (b"a\r\nb\n", False), (b"a\r\r\n", False), (b"\n", False)):
        lines = lines_of(FrameBlock(data, drop_cr=True))
        assert lines is not None
        assert (lines.have_cr, lines.frames()) == (have_cr, FrameBlock(data, drop_cr=True).frames())
    assert lines_of(FrameBlock(b"\0", b"\0")) == (b"\n", 1, False, (1,))


@given(
    st.text("ab\r\n", max_size=3).map(str.encode),
    st.text("ab\n", max_size=9).map(str.encode),
    st.integers(0, 9),
    st.integers(-20, 20),
)
def test_led_lines_are_those_of_lead_and_chunk_put_together(lead: bytes, chunk: bytes, size: int, at: int) -> None:
    stop = chunk.rfind(b"\n", 0, size) + 1
    led = led_lines(lead, chunk, stop, STRETCH + at)
    rows = lead + chunk[:stop]
    if led is None:
        assert b"\r" in rows or b"\n" in lead or -len(lead) <= at < 0
    else:
        assert (led.rows, led.size) == (rows, len(rows))
        assert led.counts == counts_in(rows, STRETCH + at)
