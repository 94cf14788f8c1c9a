"""Frames go through messages as they are, however many and however large, and nothing else passes for some."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import CollectedFrames
from poetrygui.hosts.live.frames_packed import FRAMES, LAST, MOST_AT_ONCE, FrameSender, FramesHeard
from poetrygui.hosts.messages import Message, MessageReader, pack_message

steps = st.lists(
    st.tuples(st.sampled_from(["frame", "part", "flush"]), st.binary(max_size=9))
    | st.tuples(st.just("frames"), st.lists(st.binary(max_size=9)))
)


def through(messages: Sequence[Message]) -> CollectedFrames:
    """Return what comes out on the other side."""
    sink = CollectedFrames()
    heard = FramesHeard(lambda: sink)
    for message in MessageReader().feed(b"".join(map(pack_message, messages))):
        if isinstance(message, array):
            heard.numbers(message)
        elif isinstance(message, bytes):
            heard.data(message)
    return sink


@given(steps)
def test_what_is_delivered_comes_out_in_its_order(steps: list[tuple[str, object]]) -> None:
    expected = CollectedFrames()
    messages: list[Message] = []
    sender = FrameSender(messages.append)
    for name, data in steps:
        if name == "flush":
            sender.flush()
        else:
            getattr(sender, name)(data)
            getattr(expected, name)(data)
    sender.flush()
    found = through(messages)
    assert (found.received, found.unfinished) == (expected.received, expected.unfinished)


@pytest.mark.parametrize("size", [MOST_AT_ONCE - 1, MOST_AT_ONCE, MOST_AT_ONCE + 1, 5 * MOST_AT_ONCE])
def test_a_large_frame_goes_in_pieces(size: int) -> None:
    messages: list[Message] = []
    sender = FrameSender(messages.append)
    data = bytes(range(256)) * (size // 256 + 1)
    sender.frame(data[:size])
    sender.frame(b"small")
    sender.flush()
    assert through(messages).received == [data[:size], b"small"]


def test_frames_do_not_wait_for_ever() -> None:
    messages: list[Message] = []
    FrameSender(messages.append).frames([b"x" * 100] * (MOST_AT_ONCE // 100 + 1))
    assert messages


@pytest.mark.parametrize("numbers", [[], [9, 1], [FRAMES, 2, 2]])
def test_what_is_none_is_refused(numbers: list[int]) -> None:
    heard = FramesHeard(CollectedFrames)

    def hear() -> None:
        heard.numbers(array("Q", numbers))
        heard.data(b"abc")

    with pytest.raises(ValueError, match="told"):
        hear()


def test_numbers_and_bytes_come_in_turns() -> None:
    heard = FramesHeard(CollectedFrames)
    with pytest.raises(ValueError, match="another size"):
        heard.data(b"abc")
    heard.numbers(array("Q", [LAST, 1]))
    with pytest.raises(ValueError, match="nothing is told"):
        heard.numbers(array("Q", [LAST, 1]))
