"""The interface by itself: a protocol in a test of its author's, with nothing of this program around it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.protocol import Protocol, connectionDone
from twisted.internet.testing import StringTransport, StringTransportWithDisconnection
from twisted.protocols.basic import Int16StringReceiver, LineOnlyReceiver, LineReceiver, NetstringReceiver

from poetrygui import api
from poetrygui.api import CollectedFrames, FrameBlock, PoemProtocol, can_speak
from poetrygui.api.poem import line_is_too_long, string_is_too_long
from poetrygui.plugins.loader import load_protocol

TEN_LINES = b'''"""Strings led by their length in four bytes, network order."""
from twisted.protocols.basic import Int32StringReceiver
from poetrygui.api import PoemProtocol

API = 1
TITLE = "Length-prefixed (int32)"

class Int32(PoemProtocol, Int32StringReceiver):
    def stringReceived(self, string):
        self.deliver(string)
'''


def collected(poem: PoemProtocol) -> CollectedFrames:
    assert isinstance(poem.sink, CollectedFrames)
    return poem.sink


class Blocks(CollectedFrames):
    """A sink that knows blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[FrameBlock] = []

    def frame_block(self, block: FrameBlock) -> int:
        self.blocks.append(block)
        return 5


def test_a_block_of_frames_goes_to_a_sink_that_knows_blocks_and_its_frames_to_any_other() -> None:
    poem = PoemProtocol()
    assert poem.deliver_block(b"one\r\ntwo\n", drop_cr=True) == 2
    assert poem.deliver_block(b"three;four;", b";") == 2
    assert poem.deliver_block(b"") == 0
    assert collected(poem).received == [b"one", b"two", b"three", b"four"]
    poem.sink = sink = Blocks()
    assert poem.deliver_block(b"one;", b";") == 5
    assert (sink.received, sink.blocks) == ([], [FrameBlock(b"one;", b";", False)])


def test_frames_of_a_block_go_through_a_deliver_many_that_is_overridden() -> None:
    class Loud(PoemProtocol):
        def deliver_many(self, frames: Sequence[bytes]) -> None:
            super().deliver_many([frame.upper() for frame in frames])

    poem = Loud()
    poem.sink = sink = Blocks()
    assert poem.deliver_block(b"one\ntwo\n") == 2
    assert (sink.received, sink.blocks) == ([b"ONE", b"TWO"], [])
    plain: Any = PoemProtocol()
    given: list[Sequence[bytes]] = []
    plain.sink, plain.deliver_many = Blocks(), given.append
    assert plain.deliver_block(b"one\n") == 1
    assert given == [[b"one"]]


class Led(Blocks):
    """A sink that knows lines as they lie in their chunk."""

    def led_lines(self, lead: bytes, chunk: bytes, stop: int) -> int:
        self.received.append(lead + chunk[:stop])
        return 0 if b"\r" in chunk else 3


def test_lines_go_as_they_lie_in_their_chunk_to_a_sink_that_takes_them_so_and_as_a_block_to_any_other() -> None:
    poem = PoemProtocol()
    assert poem.deliver_lines(b"o", b"ne\r\ntwo\nthr", 8) == 2
    assert collected(poem).received == [b"one", b"two"]
    poem.sink = sink = Led()
    assert poem.deliver_lines(b"o", b"ne\ntwo\n", 3) == 3
    assert poem.deliver_lines(b"o", b"ne\r\n", 4) == 5
    assert (sink.received, sink.blocks) == ([b"one\n", b"one\r\n"], [FrameBlock(b"one\r\n", b"\n", True)])


@pytest.mark.parametrize("base", ["PoemProtocol", "Poem"])
def test_a_protocol_in_ten_lines(base: str) -> None:
    source = TEN_LINES.replace(b"PoemProtocol", base.encode())
    poem: Any = load_protocol(Path("/somewhere/int32.py"), source)()
    assert issubclass(type(poem), PoemProtocol)
    poem.makeConnection(StringTransport())
    for byte in b"\0\0\0\3one\0\0\0\0\0\0\0\5tw":
        poem.dataReceived(bytes((byte,)))
    poem.connectionLost(connectionDone)
    assert collected(poem).received == [b"one", b""]
    assert "after the last whole frame" in poem.unfinished()


def test_frames_are_collected_where_nobody_takes_them() -> None:
    poem = PoemProtocol()
    poem.deliver(b"one")
    poem.deliver_part(b"t")
    poem.deliver_part(b"w")
    assert collected(poem).unfinished == b"tw"
    poem.deliver(b"o")
    poem.deliver_many([b"three", b"four"])
    poem.deliver_part(b"five")
    poem.deliver_many([b"", b"six"])
    poem.remark("a remark")
    assert collected(poem).received == [b"one", b"two", b"three", b"four", b"five", b"six"]
    assert collected(poem).unfinished == b""
    assert collected(poem).remarks == ["a remark"]
    assert collected(poem).failure is None


class Gathering(CollectedFrames):
    """A sink that takes frames together while it has a list for them."""

    def __init__(self) -> None:
        super().__init__()
        self.gathered: list[bytes] | None = None


def test_frames_go_to_the_list_of_a_sink_that_gathers_and_what_is_no_bytes_goes_to_itself() -> None:
    poem, sink = PoemProtocol(), Gathering()
    poem.sink = poem.gathering_sink = sink
    poem.deliver(b"one")
    gathered: list[bytes] = []
    sink.gathered = gathered
    poem.deliver(b"two")
    poem.deliver(bytearray(b"three"))  # type: ignore[arg-type]
    assert (sink.received, gathered) == ([b"one", b"three"], [b"two"])
    poem.sink = other = CollectedFrames()
    poem.deliver(b"four")
    assert (other.received, gathered) == ([b"four"], [b"two"])


def test_instances_do_not_share_a_sink() -> None:
    one, two = PoemProtocol(), PoemProtocol()
    one.deliver(b"one")
    two.deliver(b"two")
    assert collected(one).received == [b"one"]


def test_failing_closes_and_ends_the_collecting() -> None:
    poem: Any = PoemProtocol()
    transport = StringTransportWithDisconnection()
    transport.protocol = poem
    poem.makeConnection(transport)
    poem.deliver_part(b"half")
    poem.fail("first")
    poem.deliver(b"afterwards")
    poem.deliver_part(b"afterwards")
    poem.deliver_many([b"afterwards"])
    poem.fail("second")
    assert not transport.connected
    assert (collected(poem).failure, collected(poem).received, collected(poem).unfinished) == ("first", [], b"half")


def test_failing_without_a_connection() -> None:
    poem = PoemProtocol()
    poem.fail("too early")
    assert collected(poem).failure == "too early"


class Speaking(PoemProtocol):
    def encode(self, frame: bytes) -> bytes:
        return b"<" + frame + b">"


def test_speaking() -> None:
    poem: Any = Speaking()
    transport = StringTransport()
    poem.send(b"to nobody")
    poem.makeConnection(transport)
    poem.send(b"verse")
    assert transport.value() == b"<verse>"
    with pytest.raises(NotImplementedError, match="does not say how"):
        PoemProtocol().encode(b"x")


@pytest.mark.parametrize(
    "protocol, speaks", [(PoemProtocol, False), (Speaking, True), (Protocol, False), (LineReceiver, False)]
)
def test_who_can_speak(protocol: type[Protocol], speaks: bool) -> None:
    assert can_speak(protocol) is speaks


class Strings(PoemProtocol, NetstringReceiver):
    def stringReceived(self, string: bytes) -> None:
        self.deliver(string)


class Lines(PoemProtocol, LineReceiver):
    MAX_LENGTH = 5

    def lineReceived(self, line: bytes) -> None:
        self.deliver(line)


@pytest.mark.parametrize(
    "protocol, data, unfinished",
    [
        (Strings, b"", False),
        (Strings, b"3:one,", False),
        (Strings, b"0:,", False),
        (Strings, b"1", True),
        (Strings, b"3:", True),
        (Strings, b"3:on", True),
        (Strings, b"3:one", True),
        (Strings, b"3:one,1", True),
        (Lines, b"", False),
        (Lines, b"one\r\n", False),
        (Lines, b"one\r", True),
        (Lines, b"one\r\nx", True),
    ],
)
def test_what_a_close_would_cut_off(protocol: type[PoemProtocol], data: bytes, unfinished: bool) -> None:
    for chunks in ([data], [data[at : at + 1] for at in range(len(data))]):
        poem: Any = protocol()
        poem.makeConnection(StringTransport())
        for chunk in chunks:
            poem.dataReceived(chunk)
        poem.connectionLost(connectionDone)
        assert bool(poem.unfinished()) is unfinished


@pytest.mark.parametrize("protocol, data", [(Strings, b"x"), (Strings, b"3:onex"), (Lines, b"x" * 9 + b"\r\n")])
def test_what_twisted_only_closes_on_is_said(protocol: type[PoemProtocol], data: bytes) -> None:
    poem: Any = protocol()
    transport = StringTransport()
    poem.makeConnection(transport)
    poem.dataReceived(data)
    assert collected(poem).failure
    assert transport.disconnecting


class Strings16(PoemProtocol, Int16StringReceiver):
    MAX_LENGTH = 4

    def stringReceived(self, string: bytes) -> None:
        self.deliver(string)


class LinesOnly(PoemProtocol, LineOnlyReceiver):
    lineReceived = Lines.lineReceived


@pytest.mark.parametrize(
    "protocol, data, place",
    [
        (Lines, b"one\r\ntwo", 5),
        (Lines, b"one\r\n", 5),
        (Lines, b"one\r\ntoo long", 5),
        (LinesOnly, b"one\r\ntwo", 5),
        (Strings16, b"\0\3one\0\3tw", 5),
        (Strings16, b"\0\3one\0\5seven", 5),
        (Strings, b"3:one,3:t", None),
    ],
)
def test_where_what_twisteds_receivers_did_not_deliver_begins(
    protocol: type[PoemProtocol], data: bytes, place: int | None
) -> None:
    poem: Any = protocol()
    poem.makeConnection(StringTransport())
    poem.dataReceived(data)
    assert poem.undelivered_from(len(data)) == place


def test_in_raw_mode_only_a_protocol_that_has_left_knows_its_end() -> None:
    lines: Any = Lines()
    lines.setRawMode()
    assert "in raw mode" in str(lines.unfinished())
    transport = StringTransportWithDisconnection()
    transport.protocol = lines
    lines.makeConnection(transport)
    assert "in raw mode" in str(lines.unfinished())
    transport.disconnecting = True
    assert lines.unfinished() is None


def test_a_receiver_without_a_limit_takes_nothing_that_is_over_one() -> None:
    assert "the limit of 0 bytes" in line_is_too_long(object())
    assert "3 bytes is announced, over the limit of 0 bytes" in string_is_too_long(object(), 3)


def test_everything_that_is_offered_is_there() -> None:
    assert all(hasattr(api, name) for name in api.__all__)
