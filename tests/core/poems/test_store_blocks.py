"""A poem that is kept block by block is the one that is kept frame by frame: byte for byte, with its recording."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from poetrygui.api import CollectedFrames, FrameSink
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.options import configured_with
from tests.core.poems.recorded_poem import INFO


class FrameByFrame:
    """A sink that knows no blocks, before one that does."""

    def __init__(self, behind: FrameSink) -> None:
        self.frame, self.part, self.fail, self.remark = behind.frame, behind.part, behind.fail, behind.remark
        self._behind = behind

    def frames(self, frames: Sequence[bytes]) -> None:
        for frame in frames:
            self._behind.frame(frame)


class Ticking:
    """A clock that goes on by a millisecond each time it is looked at."""

    def __init__(self) -> None:
        self.seconds = 5.0

    def __call__(self) -> float:
        self.seconds += 0.001
        return self.seconds


def framed(directory: Path, protocol: type[Any], chunks: list[bytes], *, by_blocks: bool) -> PoemStore:
    """Keep what a protocol makes of these chunks, with its recording."""
    store = PoemStore(directory, info=INFO, clock=RecordingClock(Ticking(), lambda: 1e9))
    built: Any = PoemFactory(protocol, store if by_blocks else FrameByFrame(store)).buildProtocol(None)
    built.makeConnection(StringTransport())
    for chunk in chunks:
        store.received(chunk)
        built.dataReceived(chunk)
        store.flush()
    built.connectionLost(Failure(ConnectionDone()))
    store.flush()
    store.close_writing()
    store.close()
    return store


def frames_of(protocol: type[Any], wire: bytes) -> list[bytes]:
    sink = CollectedFrames()
    built: Any = PoemFactory(protocol, sink).buildProtocol(None)
    built.makeConnection(StringTransport())
    built.dataReceived(wire)
    built.connectionLost(Failure(ConnectionDone()))
    return sink.received


def files_in(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()} if directory.exists() else {}


WAYS: dict[str, tuple[str, dict[str, object]]] = {
    "lines": ("lines", {}),
    "lines as they lie in their chunks": ("lines", {}),
    "delimited": ("delimited", {}),
    "delimited by a zero": ("delimited", {"delimiter": b"\0"}),
    "delimited by CRLF": ("delimited", {"delimiter": b"\r\n", "ends_open": True}),
    "delimited by what may overlap": ("delimited", {"delimiter": b"aa"}),
    "fixed": ("fixed", {"size": 2}),
    "fixed, longer than what is copied by columns": ("fixed", {"size": 17}),
    "prefixed": ("prefixed", {"width": 1}),
    "netstring": ("netstring", {}),
    "delimited, with a limit": ("delimited", {"delimiter": b"\n", "limit": 9}),
}
ENDINGS = st.sampled_from([[b"\n"], [b"\r\n"], [b"\r\n", b"\n"], [b"\0"], [b"\n", b"\0", b"a", b"aa"]])


@st.composite
def streams(draw: st.DrawFn) -> bytes:
    """Draw frames of all lengths, most of them alike in how they end."""
    endings = draw(ENDINGS)
    frames = draw(st.lists(st.sampled_from([b"", b"x", b"verse", b"\r", b"b\r\rc", b"caf\xc3", b"long " * 3])))
    return b"".join(frame + draw(st.sampled_from(endings)) for frame in frames) + draw(st.sampled_from([b"", b"x\r"]))


@st.composite
def runs(draw: st.DrawFn) -> bytes:
    """Draw strings of which many have one length, as netstrings or behind a byte of their length."""
    lengths = draw(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 40)), max_size=3))
    text = draw(st.sampled_from([b"abcdefghijklmnopqrst", b"ab\ndefgh\njklmnopqrst"]))
    is_netstring = draw(st.booleans())
    frames = [text[:length] for length, count in lengths for _ in range(count)]
    return b"".join(b"%d:%b," % (len(each), each) if is_netstring else b"%c%b" % (len(each), each) for each in frames)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=40, deadline=None)
@given(wire=streams() | runs(), at=st.lists(st.integers(0, 200), max_size=6))
def test_blocks_are_kept_as_their_frames_are(way: str, wire: bytes, at: list[int]) -> None:
    name, options = WAYS[way]
    protocol = configured_with(shipped_protocol(name), options)
    if way == "lines as they lie in their chunks":
        protocol = type("Lines", (protocol,), {"WHOLE": 2})
    cuts = sorted({0, len(wire), *(point % (len(wire) + 1) for point in at)})
    chunks = [wire[start:stop] for start, stop in pairwise(cuts)]
    with tempfile.TemporaryDirectory() as folder:
        by_blocks = framed(Path(folder) / "blocks", protocol, chunks, by_blocks=True)
        by_frames = framed(Path(folder) / "frames", protocol, chunks, by_blocks=False)
        assert files_in(by_blocks.directory) == files_in(by_frames.directory)
        assert (by_blocks.frame_count, by_blocks.exact_size) == (by_frames.frame_count, by_frames.exact_size)
        again = StoredPoem.existing(by_blocks.directory) if by_blocks.directory.exists() else by_blocks
        assert again.recording is not None
        places = FramePlaces(again, again.recording)
        told = [places.payload_of_frame(number) for number in range(again.frame_count)]
        assert [again.read(*each) for each in told if each is not None] == frames_of(protocol, wire)
        again.close()
