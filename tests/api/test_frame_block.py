"""A block of frames is its frames, one by one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from poetrygui.api import FrameBlock, ended_by_newlines, without_empty

endings = st.sampled_from([b"\n", b"\r\n", b"\0", b"ab", b"aa"])
bodies = st.text("ab\r\n\0", max_size=30).map(str.encode)


def naive(data: bytes, ending: bytes, *, drop_cr: bool) -> list[bytes]:
    """Cut the frames out, each from where the one before has ended."""
    frames: list[bytes] = []
    while data:
        frame, found, data = data.partition(ending)
        assert found
        frames.append(frame[:-1] if drop_cr and frame.endswith(b"\r") else frame)
    return frames


@given(bodies, endings, st.booleans())
@example(b"a\r\r\n", b"\n", True)
def test_each_frame_ends_where_the_next_ending_stands(body: bytes, ending: bytes, drop_cr: bool) -> None:
    block = FrameBlock(body[: body.rfind(ending) + len(ending)] if ending in body else b"", ending, drop_cr)
    if ending == b"aa" and block.data.split(ending)[-1]:
        return  # what ends it is one ending and a half
    assert block.is_whole
    assert block.frames() == naive(*block[:2], drop_cr=drop_cr)


@pytest.mark.parametrize("drop_cr", [False, True])
@pytest.mark.parametrize(
    "data,ending", [(b"one\ntwo", b"\n"), (b"a\r\nb\r", b"\r\n"), (b"\0a", b"\0"), (b"aaa", b"aa")]
)
def test_without_its_last_ending_it_is_none(data: bytes, ending: bytes, drop_cr: bool) -> None:
    with pytest.raises(ValueError, match="a block of frames ends with the ending of the last one"):
        FrameBlock(data, ending, drop_cr).frames()


@given(st.text("ab\n", max_size=40).map(str.encode), st.sampled_from([b"\n", b"ab"]), st.integers(0, 8))
def test_whether_frames_are_within_a_limit_is_told_by_the_longest(body: bytes, ending: bytes, limit: int) -> None:
    block = FrameBlock(body + ending, ending)
    assert block.are_within(limit) == (max(map(len, block.frames())) <= limit)


def test_a_carriage_return_counts_for_the_limit_though_it_is_dropped() -> None:
    block = FrameBlock(b"abc\r\n", drop_cr=True)
    assert (block.frames(), block.are_within(3), block.are_within(4)) == ([b"abc"], False, True)


@given(st.text("ab\n\0", max_size=30).map(str.encode), st.sampled_from([b"\0", b"\n", b"b"]))
def test_without_the_empty_ones_the_others_are_left(body: bytes, ending: bytes) -> None:
    block = FrameBlock(body[: body.rfind(ending) + 1], ending)
    found = without_empty(block)
    assert found.frames() == [frame for frame in block.frames() if frame]
    assert len(block.data) - len(found.data) == block.frames().count(b"")


@given(st.text("abc\0", max_size=30).map(str.encode), st.sampled_from([b"\0", b"b", b"\n", b"ab"]))
def test_each_frame_can_have_a_newline_behind_it(body: bytes, ending: bytes) -> None:
    block = FrameBlock(body[: body.rfind(ending) + len(ending)] if ending in body else b"", ending)
    assert ended_by_newlines(block) == b"".join(frame + b"\n" for frame in block.frames())
