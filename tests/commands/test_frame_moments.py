"""When and where frames came, without a recording: as the recording of the same connection tells it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from hypothesis import example, given
from hypothesis import strategies as st
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from poetrygui.api import PoemProtocol
from poetrygui.commands.frame_moments import FrameMoments
from poetrygui.commands.frames_told import FramesTold
from poetrygui.commands.wires import Wire, WireClock
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.fetching.two_sinks import TwoSinks
from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.poems.store import PoemStore
from poetrygui.plugins import shipped_protocol
from poetrygui.recordings.frame_lines import FrameLines
from tests.core.poems.recorded_poem import INFO
from tests.protocols.framing import cut


@define
class Ticks:
    """A clock that goes on by a second whenever it is asked."""

    seconds: float = 0.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


@define
class Heard(ConnectionOwner):
    """A connection that is recorded, and told as JSON lines; its protocol may tell no layout."""

    folder: Path
    protocol: str
    has_layout: bool = False
    told: list[dict[str, Any]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        clock = WireClock(Ticks(), lambda: 1_000_000.0)
        self.store = PoemStore(self.folder, info=INFO, clock=clock)
        wire, self.moments = Wire(clock), FrameMoments(clock)
        wire.add(self.store)
        wire.add(self.moments)
        lines = FrameLines(1, "here", self._write, began_at=clock.began_at)
        self.keeper = PassedPoem(len, exact=True, where="nowhere")
        sink = TwoSinks(self.store, TwoSinks(self.keeper, FramesTold(self.keeper, lines, self.moments)))
        protocol = shipped_protocol(self.protocol)
        if not self.has_layout:
            protocol = type(protocol.__name__, (protocol,), {"wire_layout": PoemProtocol.wire_layout})
        self.connection = Connection(self, sink, protocol, wire)
        self.connection.makeConnection(StringTransport())

    def connection_ready(self, connection: Connection) -> None:
        self.moments.ready(connection.wire_layout)

    def frames_delivered(self, connection: Connection) -> None:
        self.store.flush()
        self.keeper.flush()

    def _write(self, lines: bytes) -> None:
        self.told += map(json.loads, lines.splitlines())

    @property
    def frames(self) -> list[dict[str, Any]]:
        return [each for each in self.told if each["event"] == "frame"]


streams = st.lists(st.sampled_from([b"ab", b"", b"a", b"\n", b"\r\n", b"1:x,", b"3:a\nb,", b"0:,", b"\r"]), max_size=30)


@given(
    streams.map(b"".join),
    st.lists(st.integers(0, 99), max_size=9),
    st.sampled_from(["lines", "raw", "netstring"]),
    st.booleans(),
)
@example(b"\r\nabababab\n", [], "lines", True)
@example(b"\r\nabababab\n", [], "lines", False)
def test_they_are_those_that_the_recording_tells(
    data: bytes, points: list[int], protocol: str, has_layout: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        heard = Heard(Path(folder) / "poem", protocol, has_layout)
        for chunk in cut(data, points):
            heard.connection.dataReceived(chunk)
        heard.connection.connectionLost(Failure(ConnectionDone()))
        recording = heard.store.recording
        assert recording is not None
        places = FramePlaces(heard.store, recording)
        assert len(heard.frames) == heard.store.frame_count
        before = 0
        for number, told in enumerate(heard.frames):
            time = places.time_of_frame(number)
            assert time is not None
            if number < len(heard.frames) - 1:
                # What the end brings is not told by a chunk, whose time all have that hear of it.
                assert told["time"] == 1_000_000.0 + time / 1e6
                assert told["delta"] == (time - before) / 1e6
                before = time
            rows = places.rows_of_frame(number)
            assert rows is not None
            stretch = heard.store.wire_stretch(*rows) or heard.store.wire_stretch(rows[0], rows[1] - 1)
            if has_layout:
                assert told["wire"][0] == (heard.frames[number - 1]["wire"][1] if number else 0)
                # Rows that are the wire from its first newline on do not have the CR before that.
                assert (
                    stretch in (None, tuple(told["wire"])) or protocol == "netstring" or _is_without_cr(stretch, told)
                )
            elif "wire" in told:
                assert told["wire"] == list(stretch or ())
        heard.store.close()


def _is_without_cr(stretch: tuple[int, int], told: dict[str, Any]) -> bool:
    return bool(told["text"] == "" and [stretch[0] - 1, stretch[1]] == told["wire"])


def test_without_a_layout_a_line_has_its_place_on_the_wire_and_a_netstring_none_that_is_known(tmp_path: Path) -> None:
    lines = Heard(tmp_path / "lines", "lines")
    lines.connection.dataReceived(b"one\r\n\r\ntw")
    lines.connection.dataReceived(b"o\r\n")
    assert [each["wire"] for each in lines.frames] == [[0, 5], [5, 7], [7, 12]]
    assert heard_wires(tmp_path / "one", "raw", b"on", b"e\n") == [[0, 2], [2, 4], [0, 4]]
    strings = Heard(tmp_path / "strings", "netstring")
    strings.connection.dataReceived(b"1:1,1:1,")
    assert [each.get("wire") for each in strings.frames] == [None, None]


def test_with_a_layout_each_frame_has_its_place(tmp_path: Path) -> None:
    for protocol, chunks, wires in (
        ("netstring", (b"1:1,1:1,3:a", b"bc,"), [[0, 4], [4, 8], [8, 14]]),
        ("lines", (b"abc\n", b"d\r\ne"), [[0, 4], [4, 7], [7, 8]]),
        ("raw", (b"on", b"e\n"), [[0, 2], [2, 4], [0, 4]]),
        ("slip", (b"\xc0ab\xc0\xc0", b"\xdb\xdcd\xc0"), [[0, 4], [4, 9]]),
    ):
        assert heard_wires(tmp_path / protocol, protocol, *chunks, has_layout=True) == wires


def test_of_a_long_netstring_the_parts_have_no_place_and_the_whole_has(tmp_path: Path) -> None:
    text = b"x" * 70_000
    wires = heard_wires(tmp_path / "poem", "netstring", b"1:1,70000:" + text[:5], text[5:] + b",", has_layout=True)
    assert wires == [[0, 4], None, None, [4, 4 + 6 + 70_000 + 1]]


def heard_wires(folder: Path, protocol: str, *chunks: bytes, has_layout: bool = False) -> list[list[int] | None]:
    heard = Heard(folder, protocol, has_layout)
    for chunk in chunks:
        heard.connection.dataReceived(chunk)
    heard.connection.connectionLost(Failure(ConnectionDone()))
    return [each.get("wire") for each in heard.told]


def test_a_newline_that_may_be_there_by_chance_tells_nothing(tmp_path: Path) -> None:
    # Frames of a fixed size may be followed by one, too: the first line alone shows nothing.
    assert heard_wires(tmp_path / "lines", "lines", b"abc\n", b"d\n", b"e\n") == [None, [4, 6], [6, 8]]


def test_a_few_bytes_somewhere_on_the_wire_tell_nothing(tmp_path: Path) -> None:
    strings = [b"%d:%s," % (len(text), text) for text in (b"a", b"b", b"")]
    assert heard_wires(tmp_path / "strings", "netstring", *strings, b"2:\n\n,") == [None] * 4


def test_what_a_timer_brings_has_the_time_of_its_delivery(tmp_path: Path) -> None:
    heard = Heard(tmp_path / "poem", "raw")
    heard.connection.dataReceived(b"a chunk")
    protocol = heard.connection.wrappedProtocol
    protocol.deliver(b"of a timer")
    protocol.deliver(b"of another")
    chunk, first, second = heard.told[0], heard.frames[0], heard.frames[1]
    assert heard.told[0]["event"] == "part"
    assert chunk["time"] < first["time"] < second["time"]
    assert second["delta"] == pytest.approx(second["time"] - first["time"], abs=1e-6)
