"""A poem that is kept with what came on the wire: the same rows as without, and a log that tells of every byte."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Anchor, Delivered, Event, Received, Record, Sent
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.held_disk import HeldDisk
from tests.core.poems.recorded_poem import INFO
from tests.core.poems.test_store import check
from tests.core.reference_rows import (
    Delivery,
    Reference,
    all_written,
    deliveries,
    descriptors_of,
    file_size_limit,
    reference_of,
    small_segments,
)


class Ticking:
    """A clock that goes on by a millisecond each time it is looked at."""

    def __init__(self) -> None:
        self.seconds = 5.0

    def __call__(self) -> float:
        self.seconds += 0.001
        return self.seconds


def ticking() -> RecordingClock:
    return RecordingClock(Ticking(), lambda: 1e9)


def recorded(directory: Path, disk: Any = None, kept: WhatIsKept = WhatIsKept.EVERYTHING) -> PoemStore:
    return PoemStore(directory, disk, info=evolve(INFO, kept=kept), clock=ticking())


def recording_of(poem: StoredPoem) -> Recording:
    assert poem.recording is not None
    return poem.recording


@frozen
class Chunk:
    """What came, and what was delivered of it."""

    data: bytes
    deliveries: list[Delivery]


def play(store: PoemStore, chunks: Iterable[Chunk]) -> None:
    for chunk in chunks:
        if chunk.data:
            store.received(chunk.data)
        for delivery in chunk.deliveries:
            delivery.to(store)
            if delivery.method == "flush":
                store.flush()
        store.flush()


def check_recording(recording: Recording, chunks: list[Chunk]) -> None:
    wire = b"".join(chunk.data for chunk in chunks)
    assert recording.wire(0, len(wire) + 5) == wire
    assert recording.timed_size == recording.wire_size == len(wire)
    received = [record for record in recording.records() if isinstance(record, Received)]
    assert [record.size for record in received] == [len(chunk.data) for chunk in chunks if chunk.data]
    assert all(before.time < after.time for before, after in pairwise(received))


texts = st.text("a\n\r:1,", max_size=8).map(str.encode)
chunks_and_deliveries = st.lists(st.builds(Chunk, texts, deliveries), max_size=8)


@settings(max_examples=40, deadline=None)
@given(chunks_and_deliveries, st.integers(1, 9))
def test_any_chunks_and_deliveries_with_any_segments(chunks: list[Chunk], segment_size: int) -> None:
    delivered = [delivery for chunk in chunks for delivery in chunk.deliveries]
    expected = reference_of(delivered)
    with tempfile.TemporaryDirectory() as folder, small_segments(segment_size):
        store = recorded(Path(folder) / "poem")
        play(store, chunks)
        again = StoredPoem.existing(store.directory)
        for poem in (store, again):
            check(poem, expected)
            assert poem.frame_count == len(expected.whole)
            if poem.recording is not None:
                check_recording(poem.recording, chunks)
            poem.close()
        store.close_writing()


STREAMS = {
    "raw": st.binary(max_size=40),
    "lines": st.lists(st.sampled_from([b"one", b"", b"two\r", b"\r", b"caf\xc3"])).map(b"\n".join),
    "lines, CRLF": st.lists(st.sampled_from([b"one", b"", b"two\r", b"\n", b"caf\xc3"])).map(b"\r\n".join),
    "netstring": st.lists(st.binary(max_size=12)).map(
        lambda all_: b"".join(b"%d:%s," % (len(each), each) for each in all_)
    ),
    "prefixed": st.lists(st.binary(max_size=12)).map(
        lambda all_: b"".join(len(each).to_bytes(4, "big") + each for each in all_)
    ),
    "jsonl": st.lists(st.sampled_from([b'{"a": 1}', b"[1,2]", b"7"])).map(lambda all_: b"\r\n".join([*all_, b""])),
}


@settings(max_examples=25, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", STREAMS)
def test_any_stream_and_protocol_in_any_chunks_has_the_rows_that_it_has_without(name: str, data: st.DataObject) -> None:
    wire = data.draw(STREAMS[name] | st.binary(max_size=40))
    cuts = sorted({*data.draw(st.lists(st.integers(0, len(wire)), max_size=8)), len(wire)} - {0})
    with tempfile.TemporaryDirectory() as folder:
        plain = PoemStore(Path(folder) / "plain")
        store = recorded(Path(folder) / "recorded")
        for each in (plain, store):
            built: Any = PoemFactory(shipped_protocol(name.split(",", maxsplit=1)[0]), each).buildProtocol(None)
            built.makeConnection(StringTransport())
            for start, stop in pairwise([0, *cuts]):
                each.received(wire[start:stop])
                built.dataReceived(wire[start:stop])
                each.flush()
            built.connectionLost(Failure(ConnectionDone()))
            each.flush()
            each.close_writing()
        again = StoredPoem.existing(store.directory) if store.directory.exists() else store
        rows, exact = b"".join(plain.row_pieces()), b"".join(plain.exact_pieces())
        for poem in (store, again):
            assert b"".join(poem.row_pieces()) == rows
            assert b"".join(poem.exact_pieces()) == exact
            assert (poem.frame_count, poem.exact_size) == (plain.frame_count, plain.exact_size)
            assert poem.line_count == plain.line_count
            assert recording_of(poem).wire(0, 999) == wire
            poem.close()
        plain.close()


@settings(max_examples=20, deadline=None)
@given(chunks=chunks_and_deliveries)
def test_the_disks_thread_writes_the_same(reactor: Any, wait_for: WaitFor, chunks: list[Chunk]) -> None:
    disk = ThreadDisk(reactor, high=8, low=2)
    with tempfile.TemporaryDirectory() as folder, small_segments(7):
        store = recorded(Path(folder) / "poem", disk)
        play(store, chunks)
        wait_for(all_written(store))
        store.close_writing()
        wait_for(disk.close())
        check(store, reference_of(delivery for chunk in chunks for delivery in chunk.deliveries))
        check_recording(recording_of(store), chunks)
        assert disk.backlog == 0
        assert not disk.congested
        store.close()


@settings(max_examples=100, deadline=None)
@given(chunks_and_deliveries, st.integers(5, 60), st.lists(st.integers(0, 90), min_size=1, max_size=6))
def test_a_full_disk_loses_and_doubles_nothing(chunks: list[Chunk], segment_size: int, limits: list[int]) -> None:
    expected = reference_of(delivery for chunk in chunks for delivery in chunk.deliveries)
    with tempfile.TemporaryDirectory() as folder, small_segments(segment_size):
        store = recorded(Path(folder) / "poem")
        left = iter(limits)
        for chunk in chunks:
            with file_size_limit(next(left, 1000)):
                play(store, [chunk])
            told = b"".join(store.row_pieces())
            assert expected.rows.startswith(told)
            assert store.exact_size == len(b"".join(store.exact_pieces()))
            # What was told is there for whoever opens it next, whatever becomes of the rest.
            again = StoredPoem.existing(store.directory)
            if again.recording is None or not again.recording.record_count:
                assert not told
            else:
                assert b"".join(again.row_pieces()) == told
                assert again.frame_count == store.frame_count
                assert again.recording.sums.wire <= again.recording.wire_size
            again.close()
        while store.error is not None:
            store.retry()
        store.flush()
        check(store, expected)
        check(StoredPoem.existing(store.directory), expected)
        check_recording(recording_of(store), chunks)
        store.close()
        store.close_writing()


def lines(*frames: bytes) -> list[Delivery]:
    return [Delivery("frames", list(frames))]


def test_rows_that_are_the_wire_are_not_written_twice(tmp_path: Path) -> None:
    for name, ending in (("lf", b"\n"), ("crlf", b"\r\n")):
        store = recorded(tmp_path / name)
        play(store, [Chunk(b"one" + ending + b"t", lines(b"one")), Chunk(b"wo" + ending, lines(b"two"))])
        store.close_writing()
        assert sorted(path.name for path in store.directory.iterdir()) == ["log.000", "wire.000"]
        check(store, Reference([b"one", b"two"]))


def test_what_happened_is_told_in_its_order_with_its_time(tmp_path: Path) -> None:
    store = recorded(tmp_path / "poem")
    store.event(EventKind.CONNECTED, "127.0.0.1:1")
    store.sent(b"hello")
    store.received(b"ping\n")
    store.sent(b"pong\n")
    store.frame(b"ping")
    store.flush()
    store.frame(b"by a timer")
    store.flush()
    store.event(EventKind.LOST, "closed")
    again = StoredPoem.existing(store.directory)
    assert list(recording_of(again).records()) == [
        Anchor(0, 1e9),
        Event(1000, EventKind.CONNECTED, "127.0.0.1:1"),
        Sent(2000, b"hello"),
        Received(3000, 5, 5, 1, 1, 1),
        Sent(4000, b"pong\n"),
        Delivered(5000, 11, 1, 1, 1),
        Event(6000, EventKind.LOST, "closed"),
    ]
    assert recording_of(store).record_count == 7


def test_of_what_was_sent_the_size_alone_may_be_kept(tmp_path: Path) -> None:
    store = recorded(tmp_path / "poem", kept=WhatIsKept.ARRIVALS)
    store.sent(b"a password")
    told: list[Record] = list(recording_of(store).records())[1:]
    assert told == [Event(1000, EventKind.SENT_NOT_KEPT, "10 bytes")]
    assert b"password" not in (store.directory / "log.000").read_bytes()


def test_where_nothing_is_to_be_kept_there_is_no_recording(tmp_path: Path) -> None:
    store = recorded(tmp_path / "poem", kept=WhatIsKept.NOTHING)
    store.event(EventKind.CONNECTED)
    store.sent(b"a password")
    play(store, [Chunk(b"one\n", lines(b"one"))])
    store.close_writing()
    assert store.recording is None
    assert sorted(path.name for path in store.directory.iterdir()) == ["borders.000", "rows.000"]


def test_nothing_is_made_before_something_happens(tmp_path: Path) -> None:
    store = recorded(tmp_path / "poem")
    store.flush()
    store.close_writing()
    assert not store.directory.exists()


def test_a_connection_that_says_nothing_needs_no_file_until_it_does(tmp_path: Path) -> None:
    store = recorded(tmp_path / "poem")
    store.event(EventKind.CONNECTED, "127.0.0.1:1")
    store.flush()
    assert not store.directory.exists()
    # What a timer of the protocol delivers needs no chunk.
    store.frame(b"a frame")
    store.flush()
    store.close_writing()
    assert list(recording_of(StoredPoem.existing(store.directory)).records()) == [
        Anchor(0, 1e9),
        Event(1000, EventKind.CONNECTED, "127.0.0.1:1"),
        Delivered(2000, 8, 1, 1, 1),
    ]


def test_what_happened_before_the_first_chunk_is_told_before_it(tmp_path: Path) -> None:
    store = recorded(tmp_path / "poem")
    store.event(EventKind.CONNECTED)
    store.received(b"one\n")
    store.event(EventKind.PAUSED)
    store.frame(b"one")
    store.flush()
    assert list(recording_of(store).records())[1:] == [
        Event(1000, EventKind.CONNECTED),
        Received(2000, 4, 4, 1, 1, 1),
        Event(3000, EventKind.PAUSED),
    ]


def test_bytes_of_which_nothing_was_made_are_there(tmp_path: Path) -> None:
    """As of a chunk in which the framing breaks: its bytes came, and its protocol delivers nothing any more."""
    store = recorded(tmp_path / "poem")
    play(store, [Chunk(b"one\n", lines(b"one")), Chunk(b"what is this?", [])])
    again = StoredPoem.existing(store.directory)
    assert recording_of(again).wire(4, 99) == b"what is this?"
    assert recording_of(again).timed_size == 17


def test_a_second_chunk_before_the_first_is_handled_is_told_apart(tmp_path: Path) -> None:
    """As where a protocol resumes its transport while it is called, and that reads at once."""
    store = recorded(tmp_path / "poem")
    store.received(b"one\n")
    store.received(b"two\n")
    store.frames([b"one", b"two"])
    store.flush()
    assert [record.size for record in recording_of(store).records() if isinstance(record, Received)] == [4, 4]
    check(store, Reference([b"one", b"two"]))


def test_readers_of_the_recording_hear_of_bytes_that_made_no_row(tmp_path: Path) -> None:
    store = recorded(tmp_path / "poem")
    rows: list[int] = []
    wire: list[int] = []
    store.subscribe(lambda: rows.append(store.size))
    recording_of(store).subscribe(lambda: wire.append(recording_of(store).wire_size))
    play(store, [Chunk(b"on", []), Chunk(b"e\n", lines(b"one"))])
    assert (rows, wire) == ([4], [2, 4])


def test_no_protocol_needs_more_descriptors_than_without(tmp_path: Path) -> None:
    for name, chunk in {
        "raw": Chunk(b"one", [Delivery("part", b"one")]),
        "lines": Chunk(b"one\n", lines(b"one")),
        "json": Chunk(b"{\n}", [Delivery("frame", b"{\n}")]),
        "netstring": Chunk(b"3:one,", lines(b"one")),
    }.items():
        plain, store = PoemStore(tmp_path / f"plain {name}"), recorded(tmp_path / name)
        for each in (plain, store):
            play(each, [chunk, chunk])
            each.read(0, 99)
        assert descriptors_of(store.directory) <= descriptors_of(plain.directory)
        for each in (plain, store):
            each.close()
            each.close_writing()


def test_rows_of_their_own_stay_open_until_it_is_quiet(tmp_path: Path) -> None:
    class Later(HeldDisk):
        def __init__(self) -> None:
            super().__init__()
            self.wishes: list[Callable[[], None]] = []

        def when_quiet(self, job: Callable[[], None]) -> None:
            self.wishes.append(job)

    disk = Later()
    store = recorded(tmp_path / "poem", disk)
    for name in (b"one", b"two"):
        play(store, [Chunk(b"5:{\n%b," % name, [Delivery("frame", b"{\n" + name)])])
        disk.let_go()
        assert descriptors_of(store.directory) == 4
        assert len(set(disk.wishes)) == 1
        disk.wishes.pop()()
        assert descriptors_of(store.directory) == 2
    check(store, Reference([b"{\none", b"{\ntwo"]))
    play(store, [Chunk(b"?", [])])
    disk.wishes.clear()
    disk.let_go()
    assert disk.wishes == []
    store.close()
    store.close_writing()
    disk.let_go()


def test_a_program_that_dies_between_wire_and_log_has_bytes_without_a_time(tmp_path: Path) -> None:
    store = recorded(tmp_path / "poem")
    play(store, [Chunk(b"one\n", lines(b"one"))])
    size = (store.directory / "log.000").stat().st_size
    play(store, [Chunk(b"two\n", lines(b"two"))])
    store.close_writing()
    whole = (store.directory / "log.000").read_bytes()
    for end in range(size, len(whole)):
        (store.directory / "log.000").write_bytes(whole[:end])
        again = StoredPoem.existing(store.directory)
        assert b"".join(again.row_pieces()) == b"one\n"
        assert (recording_of(again).timed_size, recording_of(again).wire_size) == (4, 8)
        again.close()
