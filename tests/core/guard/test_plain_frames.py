"""Frames of the author's become a list of bytes, whatever they are, or there are too many."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from poetrygui.core.guard.plain_frames import MOST, plain_bytes, plain_frames


class Evil(bytes):
    def __bytes__(self) -> bytes:
        raise AssertionError("it was asked")

    def __len__(self) -> int:
        raise AssertionError("it was asked")


class EvilList(list[bytes]):
    def __len__(self) -> int:
        raise AssertionError("it was asked")


@pytest.mark.parametrize(
    "frame", [b"abc", bytearray(b"abc"), memoryview(b"abc"), Evil(b"abc")], ids=lambda value: type(value).__name__
)
def test_a_frame_is_plain_bytes(frame: object) -> None:
    data = plain_bytes(frame)
    assert type(data) is bytes
    assert data == b"abc"


@pytest.mark.parametrize("frame", ["abc", None, 3, [b"abc"]])
def test_anything_else_is_none(frame: object) -> None:
    with pytest.raises(TypeError, match="a frame is bytes, not"):
        plain_bytes(frame)


def test_frames_are_whatever_one_can_go_through() -> None:
    def generate() -> Iterator[bytes]:
        yield b"a"
        yield b"b"

    for frames in ((b"a", b"b"), generate(), EvilList([b"a", b"b"]), {b"a": 1, b"b": 2}):
        assert plain_frames(frames) == [b"a", b"b"]


def test_what_has_no_end_is_refused() -> None:
    with pytest.raises(TypeError, match="1,048,576 frames at most"):
        plain_frames(itertools.repeat(b""))
    assert len(plain_frames(itertools.repeat(b"", MOST))) == MOST


def test_what_is_in_a_list_is_made_plain_one_by_one() -> None:
    taken = plain_frames([b"a", bytearray(b"b"), memoryview(b"c")])  # type: ignore[list-item]
    assert [(type(data), data) for data in taken] == [(bytes, b"a"), (bytes, b"b"), (bytes, b"c")]
