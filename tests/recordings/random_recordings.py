"""Recordings of all sorts, for what hands them on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from poetrygui.core.outcomes import Ended, Outcome, Undelivered, WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.wire_records import LONGEST_TEXT, Anchor, Event, Received, Record, Sent

ADDRESSES = [
    "127.0.0.1:7",
    "[::1]:4321",
    "poems.example:10000",
    "unix:/run/poems",
    "10.1.2.3:443",
    "tls:[2001:db8::5]:80",
]


@frozen
class Told:
    """What a recording is made of, before it is on disk."""

    info: PoemInfo
    happenings: Sequence[tuple[Record, bytes]] = field(repr=False)

    @property
    def records(self) -> list[Record]:
        return [record for record, _ in self.happenings]

    @property
    def wire(self) -> bytes:
        return b"".join(data for _, data in self.happenings)

    @property
    def sent(self) -> bytes:
        return b"".join(record.data for record in self.records if isinstance(record, Sent))

    def write(self, folder: Path) -> Recording:
        writer = RecordingWriter(folder, self.info, anchored=False)
        for record, data in self.happenings:
            if data:
                writer.received(data, record.time)
            else:
                writer.add(record)
        writer.end(self.info.ended)
        return Recording.existing(folder)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
walls = st.integers(0, 2_000_000_000_000_000).map(lambda microseconds: microseconds / 1e6)
events = st.tuples(st.sampled_from(EventKind), st.one_of(texts, st.just("x" * LONGEST_TEXT)))
_LONG = bytes(range(251)) * 522
chunks = st.one_of(
    st.binary(min_size=1, max_size=30),
    st.integers(65_490, 131_000).map(lambda size: _LONG[:size]),
)


def _record(what: object, time: int) -> tuple[Record, bytes]:
    match what:
        case bytes():
            return Received(time, len(what)), what
        case [bytes(data)]:
            return Sent(time, data), b""
        case (EventKind() as kind, str(text)):
            return Event(time, kind, text), b""
        case float(wall):
            return Anchor(time, wall), b""
    raise AssertionError(what)


@st.composite
def told_recordings(draw: Callable[[st.SearchStrategy[object]], object]) -> Told:
    """Give recordings with anything in any order, at times that never go back."""
    things = st.one_of(chunks, st.tuples(chunks).map(list), events, walls)
    happened = draw(st.lists(st.tuples(st.one_of(st.just(0), st.integers(0, 10**7)), things), max_size=12))
    assert isinstance(happened, list)
    time, happenings = 0, []
    for wait, what in happened:
        time += wait
        happenings.append(_record(what, time))
    wire = b"".join(data for _, data in happenings)
    info = draw(infos)
    assert isinstance(info, PoemInfo)
    if info.ended is not None and info.ended.undelivered is not None:
        at = min(info.ended.undelivered.at, max(len(wire) - 1, 0))
        data = wire[at:][: 64 * 1024]
        undelivered = evolve(info.ended.undelivered, at=at, data=data) if data else None
        info = evolve(info, ended=evolve(info.ended, undelivered=undelivered))
    return Told(info, happenings)


ends = st.builds(
    Ended,
    st.sampled_from(Outcome),
    texts,
    st.integers(0, 2**40),
    st.integers(0, 2**40),
    st.floats(0, 1e9),
    texts,
    st.one_of(st.none(), st.integers(0, 2**40)),
    st.one_of(st.none(), st.builds(Undelivered, st.integers(0, 200_000), st.just(b""), st.booleans())),
)
infos = st.builds(
    PoemInfo,
    texts,
    st.sampled_from(ADDRESSES),
    st.sampled_from(["raw", "netstring", "mine:Feed"]),
    st.just("2026-01-01T00:00:00+01:00"),
    ended=ends,
    options=st.dictionaries(texts, texts, max_size=2).map(lambda options: tuple(options.items())),
    digest=st.sampled_from(["", "ab" * 32]),
    peer=st.sampled_from(["", *ADDRESSES[:2]]),
    is_tls=st.booleans(),
    clock=walls,
    kept=st.sampled_from([WhatIsKept.EVERYTHING, WhatIsKept.ARRIVALS]),
)
