"""What a protocol delivers goes to the sink for as long as its connection listens to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from poetrygui.api import CollectedFrames, FrameBlock
from poetrygui.core.connection.delivery import Delivery
from poetrygui.core.connection.ending import Ending
from poetrygui.core.connection.remarks import MOST
from poetrygui.core.outcomes import Outcome, Verdict


class Sink(CollectedFrames):
    """Notes of what types the frames are."""

    def __init__(self) -> None:
        super().__init__()
        self.types: set[type] = set()

    def frame(self, data: bytes) -> None:
        self.types.add(type(data))
        super().frame(data)

    def part(self, data: bytes) -> None:
        self.types.add(type(data))
        super().part(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        self.types.update(map(type, frames))
        super().frames(frames)


class Made:
    """A delivery with all that is around it."""

    def __init__(self, sink: Sink | None = None) -> None:
        self.sink, self.ending = sink or Sink(), Ending()
        self.notices = 0
        self.verdicts: list[Verdict] = []
        self.delivery = Delivery(self.sink, self.ending, self._delivered, self.verdicts.append)

    def _delivered(self) -> None:
        self.notices += 1

    @property
    def undelivered(self) -> list[bytes]:
        return list(self.delivery.undelivered.chunks)


def test_frames_and_parts_are_passed_on_as_plain_bytes() -> None:
    made = Made()
    made.delivery.frame(bytearray(b"one"))  # type: ignore[arg-type]
    made.delivery.part(memoryview(b"t"))  # type: ignore[arg-type]
    made.delivery.frame(b"wo")
    made.delivery.frames([b"three", bytearray(b"four")])  # type: ignore[list-item]
    assert made.sink.received == [b"one", b"two", b"three", b"four"]
    assert made.sink.types == {bytes}
    assert made.notices == 4


class BlockSink(Sink):
    """Knows blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[FrameBlock] = []

    def frame_block(self, block: FrameBlock) -> int:
        self.blocks.append(block)
        return 7


def test_a_block_is_passed_on_as_it_is_to_a_sink_that_knows_blocks_and_frame_by_frame_to_any_other() -> None:
    block = FrameBlock(bytearray(b"one\0two\0"), memoryview(b"\0"))  # type: ignore[arg-type]
    made, knowing = Made(), Made(BlockSink())
    for each, count in ((made, 2), (knowing, 7)):
        each.delivery.part(b"zero")
        assert each.delivery.frame_block(block) == count
        assert (each.delivery.inside_frame, each.notices) == (False, 2)
        each.delivery.chunk_handled(b"one\0two\0")
        assert each.undelivered == [b"one\0two\0"]
    assert made.sink.received == [b"zeroone", b"two"]
    assert isinstance(knowing.sink, BlockSink)
    assert knowing.sink.blocks == [FrameBlock(b"one\0two\0", b"\0")]
    assert {type(part) for part in knowing.sink.blocks[0]} == {bytes, bool}


@pytest.mark.parametrize("sink", [Sink, BlockSink])
def test_a_block_that_is_none_reaches_no_sink(sink: type[Sink]) -> None:
    made = Made(sink())
    for block, sentence in [
        (FrameBlock(b"one\ntwo"), "ends with the ending of the last one"),
        (FrameBlock(b"one", b""), "need an ending"),
    ]:
        with pytest.raises(ValueError, match=sentence):
            made.delivery.frame_block(block)
    with pytest.raises(TypeError, match="a frame is bytes, not str"):
        made.delivery.frame_block(FrameBlock("one\n"))  # type: ignore[arg-type]
    assert made.delivery.frame_block(FrameBlock(b"")) == 0
    made.ending.take_cause(Verdict(Outcome.STOPPED, "stopped by the user"))
    assert made.delivery.frame_block(FrameBlock(b"one\n")) == 0
    assert (made.sink.received, made.notices, made.delivery.inside_frame) == ([], 0, False)


def test_no_frames_at_once_are_no_news() -> None:
    made = Made()
    made.delivery.frames([])
    assert made.notices == 0


def test_nothing_is_passed_on_once_the_end_has_begun() -> None:
    made = Made()
    made.ending.take_cause(Verdict(Outcome.STOPPED, "stopped by the user"))
    made.delivery.frame(b"one")
    made.delivery.part(b"two")
    made.delivery.frames([b"three"])
    assert (made.sink.received, made.sink.unfinished, made.notices) == ([], b"", 0)


def test_a_part_opens_a_frame_and_a_frame_closes_it() -> None:
    made = Made()
    deliver: Any
    states = []
    for deliver, data in [
        (made.delivery.part, b"a"),
        (made.delivery.frame, b""),
        (made.delivery.part, b"b"),
        (made.delivery.frames, [b"c"]),
    ]:
        deliver(data)
        states.append(made.delivery.inside_frame)
    assert states == [True, False, True, False]


def test_a_protocol_error_reaches_the_sink_and_ends_the_connection() -> None:
    made = Made()
    made.delivery.fail("no netstring")
    made.delivery.fail(3)  # type: ignore[arg-type]
    assert made.sink.failure == "no netstring"
    assert made.verdicts == [Verdict(Outcome.PROTOCOL_ERROR, reason) for reason in ("no netstring", "3")]


def test_remarks_are_passed_on_until_they_are_only_counted() -> None:
    made = Made()
    for number in range(MOST + 2):
        made.delivery.remark(f"remark {number}")
    assert made.sink.remarks == [f"remark {number}" for number in range(MOST)]
    assert made.delivery.remarks.sentences[-1] == "and 2 more remarks"


def test_chunks_are_held_on_to_until_something_is_delivered() -> None:
    made = Made()
    made.delivery.chunk_handled(b"on")
    made.delivery.chunk_handled(b"e,t")
    assert made.undelivered == [b"on", b"e,t"]
    deliver: Any
    for deliver, data in [(made.delivery.frame, b"one"), (made.delivery.frames, [b"one"])]:
        deliver(data)
        made.delivery.chunk_handled(b"wo,t")
        assert made.undelivered == [b"wo,t"], "behind the frame, the same chunk may hold the beginning of another"
        made.delivery.chunk_handled(b"hree")
        assert made.undelivered == [b"wo,t", b"hree"]


def test_of_a_frame_in_parts_nothing_is_held() -> None:
    made = Made()
    made.delivery.chunk_handled(b"5:")
    made.delivery.part(b"abc")
    made.delivery.chunk_handled(b"abc")
    assert made.undelivered == []


def test_frames_that_are_gathered_are_passed_on_together_and_in_their_order() -> None:
    made = Made()
    made.delivery.gather()
    for each in (b"one", bytearray(b"two")):
        made.delivery.frame(each)  # type: ignore[arg-type]
    assert made.sink.received == []
    made.delivery.part(b"thr")
    assert made.sink.received == [b"one", b"two"]
    made.delivery.frame(b"ee")
    made.delivery.frame(b"four")
    made.delivery.frames([b"five"])
    made.delivery.frame(b"six")
    made.delivery.frame_block(FrameBlock(b"seven\n"))
    made.delivery.frame(b"eight")
    made.delivery.chunk_handled(b"all of it")
    assert made.sink.received == [b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight"]
    assert made.sink.types == {bytes}
    assert made.undelivered == [b"all of it"]
    made.delivery.frame(b"nine")
    assert made.sink.received[8:] == [b"nine"], "each as it comes again"
    made.delivery.gather()
    made.delivery.frame(b"ten")
    made.delivery.fail("no more")
    assert made.sink.received[9:] == [b"ten"]


def test_there_is_a_list_for_frames_while_they_are_gathered_but_not_within_one() -> None:
    made = Made()
    delivery, gathered = made.delivery, list[bool]()

    def stop() -> None:
        made.ending.take_cause(Verdict(Outcome.STOPPED, "stopped by the user"))
        delivery.pass_on()

    steps: list[Any] = [
        delivery.gather,
        lambda: delivery.part(b"on"),
        lambda: delivery.frame(b"e"),
        lambda: delivery.frame(b"two"),
        lambda: delivery.part(b"th"),
        lambda: delivery.frames([b"ree"]),
        delivery.pass_on,
        lambda: delivery.part(b"fo"),
        delivery.gather,
        lambda: delivery.frame(b"ur"),
        stop,
        delivery.gather,
    ]
    for step in steps:
        step()
        gathered.append(delivery.gathered is not None)
    assert gathered == [True, False, True, True, False, True, False, False, False, True, False, False]
    assert made.sink.received == [b"one", b"two", b"three", b"four"]


def test_what_is_no_frame_is_refused_where_frames_are_gathered_too() -> None:
    made = Made()
    made.delivery.gather()
    with pytest.raises(TypeError, match="a frame is bytes, not str"):
        made.delivery.frame("text")  # type: ignore[arg-type]


class LedSink(Sink):
    """Knows lines that lie in their chunk."""

    def __init__(self) -> None:
        super().__init__()
        self.led: list[tuple[bytes, bytes, int]] = []

    def led_lines(self, lead: bytes, chunk: bytes, stop: int) -> int:
        self.led.append((lead, chunk, stop))
        return 0 if b"\r" in chunk else 2


def test_lines_are_passed_on_as_they_lie_in_their_chunk_where_the_sink_takes_them_so() -> None:
    sink = LedSink()
    made, plain = Made(sink), Made()
    assert plain.delivery.led_lines(b"o", b"ne\ntwo\n", 7) == 0
    assert made.delivery.led_lines(b"o", b"ne\ntwo\nth", 7) == 2
    made.delivery.chunk_handled(b"ne\ntwo\nth")
    assert (made.notices, made.undelivered) == (1, [b"ne\ntwo\nth"])
    assert made.delivery.led_lines(b"", b"a\r\n", 3) == 0
    for lead, chunk, stop in (
        (bytearray(b"o"), b"ne\n", 3),
        (b"o", b"ne\n", 2),
        (b"o", b"ne\n", 4),
        (b"o", b"ne\n", 0),
        (b"o", b"ne\n", True),
    ):
        assert made.delivery.led_lines(lead, chunk, stop) == 0  # type: ignore[arg-type]
    made.ending.take_cause(Verdict(Outcome.STOPPED, "stopped by the user"))
    assert made.delivery.led_lines(b"o", b"ne\n", 3) == 0
    assert (len(sink.led), made.notices) == (2, 1)
