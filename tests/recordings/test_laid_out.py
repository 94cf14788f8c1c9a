"""What a layout tells of frames is where they end when the stream comes byte by byte, however it is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure

from poetrygui.api import Ended, Layout, PoemProtocol, Sized, VarintLed
from poetrygui.recordings.laid_out import FramePlacing, Stretch, placing_for
from tests.protocols import framing
from tests.protocols.framing import cut, dripped

OPTIONS: dict[str, dict[str, object]] = {
    "prefixed": {"width": 2, "order": "little"},
    "fixed": {"size": 4},
    "delimited": {"delimiter": b"ab", "ends_open": True},
}

PIECES = {
    "lines": [b"a", b"bcdef", b"\n", b"\r\n", b"\r"],
    "raw": [b"a", b"\n", b"bcd"],
    "netstring": [b"0:,", b"1:x,", b"3:a\nb,", b"10:0123456789,", b"2:x"],
    "prefixed": [b"\0\0", b"\1\0a", b"\5\0abcde", b"\2"],
    "fixed": [b"abcd", b"\n\n\n\n", b"ef"],
    "delimited": [b"ab", b"a", b"bxy", b"cdefg", b"\n"],
    "jsonl": [b"1\n", b'{"a": 1}\r\n', b" \t\n", b"\n", b" [2] \n", b"x\n", b"3"],
    "slip": [b"\xc0", b"ab", b"\xc0\xc0", b"cdefg\xc0", b"\xdb\xdc", b"\xdb"],
    "varint": [b"\0", b"\1a", b"\x85\0abcde", b"\x83\x80\0\n\n\n", b"\x80", b"\2x"],
    "modbus_tcp": [b"\0\1\0\0\0\6\x11\3\0\x6b\0\3", b"\0\2\0\0\0\2\x11\n", b"\0\1\0", b"\1"],
    "cobs": [b"\3ab\2c\0", b"\0", b"\1\0", b"\2a", b"\4bcd\0", b"\x09"],
}

# In parts, what is longer than three bytes.
SHIPPED: dict[str, Any] = {
    name: type(name, (framing.load(name),), OPTIONS.get(name, {}) | {"WHOLE": 3}) for name in PIECES
}


class Ends:
    """A sink that notes after which byte of the wire each frame was complete."""

    def __init__(self) -> None:
        self.size = 0
        self.ends: list[int] = []

    def frame(self, data: bytes) -> None:
        self.ends.append(self.size)

    def part(self, data: bytes) -> None:
        pass

    def frames(self, frames: Sequence[bytes]) -> None:
        self.ends += [self.size] * len(frames)

    def fail(self, reason: str) -> None:
        pass

    def remark(self, text: str) -> None:
        pass


class Placed:
    """A sink that has frames and parts placed by a protocol's layout."""

    def __init__(self, placing: FramePlacing) -> None:
        self.placing = placing
        self.parts: list[tuple[bytes, Stretch | None]] = []
        self.frame_places: list[Stretch | None] = []

    def frame(self, data: bytes) -> None:
        self.frames([data])

    def part(self, data: bytes) -> None:
        self.parts.append((data, self.placing.part(len(data))))

    def frames(self, frames: Sequence[bytes]) -> None:
        places = self.placing.frames([*map(len, frames)])
        assert len(places) == len(frames)
        self.frame_places += places

    def fail(self, reason: str) -> None:
        pass

    def remark(self, text: str) -> None:
        pass


def play(protocol: Any, sink: Ends | Placed, chunks: Iterable[bytes]) -> None:
    protocol.sink = sink
    for chunk in chunks:
        if isinstance(sink, Ends):
            sink.size += len(chunk)
        else:
            sink.placing.received(chunk)
        protocol.dataReceived(chunk)
        if isinstance(sink, Placed):
            sink.placing.delivered()
    if isinstance(sink, Placed):
        sink.placing.ended()
    protocol.connectionLost(Failure(ConnectionDone()))


def placed(protocol: Any, chunks: Iterable[bytes]) -> Placed:
    layout: Layout = protocol.wire_layout()
    sink = Placed(placing_for(layout))
    play(protocol, sink, chunks)
    return sink


@given(st.data(), st.sampled_from(sorted(SHIPPED)), st.lists(st.integers(0, 99), max_size=6))
def test_every_frame_of_a_shipped_protocol_ends_where_the_byte_came_that_completed_it(
    data: st.DataObject, name: str, points: list[int]
) -> None:
    stream = b"".join(data.draw(st.lists(st.sampled_from(PIECES[name]), max_size=20)))
    exact = Ends()
    play(SHIPPED[name](), exact, dripped(stream))
    sink = placed(SHIPPED[name](), cut(stream, points))
    assert sink.frame_places == list(zip([0, *exact.ends], exact.ends, strict=False))
    for data_of_part, stretch in sink.parts:
        if name != "netstring":
            assert stretch is not None
            assert stream[slice(*stretch)].endswith(data_of_part)


def test_every_shipped_protocol_that_tells_a_layout_is_tried() -> None:
    shipped = {path.stem: framing.load(path.stem) for path in framing.SHIPPED.glob("*.py")}
    assert set(SHIPPED) == {name for name, each in shipped.items() if each.wire_layout is not PoemProtocol.wire_layout}


@pytest.mark.parametrize(
    "layout, deliver",
    [
        pytest.param(Sized(before=1), [b"abc"], id="a frame longer than what came"),
        pytest.param(VarintLed(), [b"abc"], id="a frame longer than what came behind its varint"),
        pytest.param(Ended(b"\n"), [b"a", b"b"], id="more frames than delimiters"),
        pytest.param(Ended(b"\n"), [], id="a delimiter that made no frame"),
    ],
)
def test_what_cannot_be_by_the_layout_ends_what_is_known(layout: Layout, deliver: list[bytes]) -> None:
    placing = placing_for(layout)
    placing.received(b"a\nb")
    placing.frames([*map(len, deliver)])
    placing.delivered()
    placing.received(b"\n\n")
    assert placing.frames([0, 0]) == [None, None]
    assert placing.part(1) is None
    placing.ended()
    assert placing.frames([0]) == [None]
