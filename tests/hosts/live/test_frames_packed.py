"""Frames go through messages as they are, however many and however large, and nothing else passes for some."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import CollectedFrames, FrameBlock
from poetrygui.hosts.live.frames_packed import (
    BLOCK,
    FRAMES,
    HANDLED,
    LAST,
    MOST_AT_ONCE,
    ON_WIRE,
    PART,
    FrameSender,
    FramesHeard,
)
from poetrygui.hosts.live.wire_window import WireWindow
from poetrygui.hosts.messages import Message, MessageReader, pack_message

WIRE = b"one\ntwo\r\nthree,,\n" * 5
some = st.binary(max_size=9) | st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda at: WIRE[at[0] : at[1]])
steps = st.lists(
    st.tuples(st.sampled_from(["frame", "part", "flush"]), some)
    | st.tuples(st.just("frames"), st.lists(some))
    | st.tuples(st.just("frame_block"), some)
)


def window() -> WireWindow:
    """Return what both sides have."""
    made = WireWindow()
    for at in range(0, len(WIRE), 7):
        made.add(WIRE[at : at + 7])
    return made


class Led(CollectedFrames):
    """Takes lines in a chunk, too, as a store does."""

    def __init__(self) -> None:
        super().__init__()
        self.led: list[tuple[bytes, bytes, int]] = []

    def led_lines(self, lead: bytes, chunk: bytes, stop: int) -> int:
        if b"\r" in lead + chunk[:stop]:
            return 0
        self.led.append((lead, chunk, stop))
        lines = (lead + chunk[:stop]).split(b"\n")[:-1]
        self.frames(lines)
        return len(lines)


@given(st.lists(st.text("ab\r\n", min_size=1, max_size=9).map(str.encode), min_size=1), st.booleans())
def test_lines_in_the_last_chunk_are_told_by_their_place_and_not_put_together(chunks: list[bytes], block: bool) -> None:
    there, here = WireWindow(), WireWindow()
    messages: list[Message] = []
    sender, sink, held = FrameSender(messages.append, there), Led(), b""
    heard = FramesHeard(lambda: sink, here)
    counted = 0
    for chunk in chunks:
        there.add(chunk)
        here.add(chunk)
        stop = chunk.rfind(b"\n") + 1
        if stop and block:
            data = held + chunk[:stop]
            counted += sender.frame_block(FrameBlock(data, b"\n", drop_cr=True))
        elif stop:
            # A longer chunk of the same bytes is another object, as what is put together is.
            assert sender.led_lines(held, chunk + b"x", stop) == 0
            counted += sender.led_lines(held, chunk, stop)
        held = chunk[stop:] if stop else held + chunk
        for message in messages:
            assert isinstance(message, array), "no bytes go"
            assert heard.numbers(message)
        messages.clear()
    wire = b"".join(chunks)
    assert sink.received == wire.replace(b"\r\n", b"\n").split(b"\n")[:-1]
    assert heard.frames == counted == len(sink.received)
    assert b"\r" in wire or len(sink.led) == sum(b"\n" in chunk for chunk in chunks)


def test_lines_that_keep_their_cr_are_not_taken_for_others() -> None:
    window, sink = WireWindow(), Led()
    window.add(b"one\r\ntwo\n")
    heard = FramesHeard(lambda: sink, window)
    heard.numbers(array("Q", [BLOCK + ON_WIRE, 0, 9, False, *b"\n"]))
    assert (sink.received, sink.led) == ([b"one\r", b"two"], [])
    with pytest.raises(ValueError, match="not there"):
        heard.numbers(array("Q", [BLOCK + ON_WIRE, 0, 10, False, *b"\n"]))


def through(messages: Sequence[Message]) -> CollectedFrames:
    """Return what comes out on the other side."""
    sink = CollectedFrames()
    heard = FramesHeard(lambda: sink, window())
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
    sender = FrameSender(messages.append, window())
    for name, data in steps:
        if name == "flush":
            sender.flush()
        elif name == "frame_block":
            assert isinstance(data, bytes)
            block = FrameBlock(data + b",", b",", drop_cr=b"\r" in data)
            assert sender.frame_block(block) == len(block.frames())
            expected.frames(block.frames())
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


def test_lines_that_lie_on_the_wire_go_by_their_place() -> None:
    messages: list[Message] = []
    sender = FrameSender(messages.append, window())
    sender.frames([b"one", b"two\r", b"three,,"])
    sender.flush()
    sender.part(b"one\n")
    assert messages == [
        array("Q", [BLOCK + ON_WIRE, 0, 17, 0, 10]),
        array("Q", [PART + ON_WIRE, 17, 4]),
    ]
    assert through(messages).received == [b"one", b"two\r", b"three,,"]


def test_a_block_that_is_too_large_goes_in_pieces() -> None:
    messages: list[Message] = []
    data = b"x" * 1000 + b"\n"
    sender = FrameSender(messages.append)
    assert sender.frame_block(FrameBlock(data * 2000)) == 2000
    sender.flush()
    assert through(messages).received == [data[:-1]] * 2000


@pytest.mark.parametrize(
    "numbers",
    [
        [],
        [9, 1],
        [FRAMES, 2, 2],
        [PART, 2],
        [BLOCK, 3],
        [BLOCK + ON_WIRE, 0, 3],
        [FRAMES + ON_WIRE, 0, 3],
        [HANDLED, 1],
    ],
)
def test_what_is_none_is_refused(numbers: list[int]) -> None:
    heard = FramesHeard(CollectedFrames, window())

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
