"""Frames as rows, between what was sent and what happened: the same wherever one begins to read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log import BLOCK
from poetrygui.core.poems.wire_records import Anchor, Event, Sent
from poetrygui.recordings.table_rows import RowKind, TableRow, TableRows
from tests.core.poems.recorded_poem import RecordedPoem
from tests.core.reference_rows import Delivery
from tests.recordings.framed_folder import record_lines, record_netstrings, record_raw


@contextmanager
def rows_of(folder: Path) -> Iterator[TableRows]:
    poem = StoredPoem.existing(folder)
    assert poem.recording is not None
    yield TableRows(poem, poem.recording)
    poem.recording.close()
    poem.close()


def told(rows: TableRows, found: list[TableRow]) -> list[tuple[object, ...]]:
    return [
        (row.number, row.kind.name, row.frame, row.time, row.wait, row.size, rows.poem.read(row.start, row.stop))
        for row in found
    ]


def test_frames_what_was_sent_and_events_have_rows_in_their_order(tmp_path: Path) -> None:
    folder = record_lines(tmp_path / "poem", [b"one\n\ntw", b"o\n", b"x"], sent={1: b"more"}, waits=[5, 10, 20])
    with rows_of(folder) as rows:
        assert (rows.start, rows.count) == (0, 7)
        assert told(rows, rows.between(0, 99)) == [
            (0, "EVENT", None, 0, 0, 0, b""),
            (1, "EVENT", None, 0, 0, 0, b""),
            (2, "FRAME", 0, 5, 5, 3, b"one"),
            (3, "FRAME", 1, 5, 0, 0, b""),
            (4, "SENT", None, 15, 10, 4, b""),
            (5, "FRAME", 2, 15, 0, 3, b"two"),
            (6, "EVENT", None, 35, 20, 0, b""),
        ]
        anchor, connected, *_, sent, _frame, lost = rows.between(0, 7)
        assert isinstance(anchor.record, Anchor)
        assert isinstance(connected.record, Event)
        assert connected.record.kind is EventKind.CONNECTED
        assert sent.record == Sent(15, b"more")
        assert isinstance(lost.record, Event)
        assert [rows.row_of_frame(number) for number in (-1, 0, 2, 3)] == [None, 2, 5, None]
        assert [rows.row_at(offset) for offset in (0, 3, 4, 5, 8, 9)] == [2, 2, 3, 5, 5, None]


def test_a_frame_that_came_in_parts_is_one_row(tmp_path: Path) -> None:
    with rows_of(record_raw(tmp_path / "poem", [b"on", b"e\ntw", b"o\n"])) as rows:
        # The end of the connection has brought it, and has a row before it.
        assert [row.kind for row in rows.between(0, 9)] == [RowKind.EVENT, RowKind.FRAME]
        assert told(rows, rows.between(1, 9)) == [(1, "FRAME", 0, 4000, 0, 8, b"one\ntwo\n")]


def test_rows_of_their_own(tmp_path: Path) -> None:
    with rows_of(record_netstrings(tmp_path / "poem", [b"3:one,3:t", b"wo,"])) as rows:
        assert [rows.poem.read(row.start, row.stop) for row in rows.between(0, 9)] == [b"one", b"two"]


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """Several blocks of a log, with more sent at once than a block holds."""
    made = random.Random(1)
    chunks = [
        b"".join(b"%d\n" % made.randrange(10**6) for _ in range(made.randrange(4))) or b"x\n" for _ in range(3000)
    ]
    sent = {number: bytes(made.randrange(1, 40)) for number in range(0, 3000, 7)} | {1500: bytes(3 * BLOCK)}
    return record_lines(tmp_path / "poem", chunks, sent=sent, waits=[made.randrange(2000) for _ in chunks])


def test_any_stretch_is_what_stands_there_in_all_of_them(long: Path) -> None:
    with rows_of(long) as rows:
        every = rows.between(0, rows.count)
        assert rows.recording.log.blocks > 5
        assert [row.number for row in every] == list(range(rows.count))
        frames = [row for row in every if row.frame is not None]
        assert [row.frame for row in frames] == list(range(rows.recording.sums.frames))
        wire = rows.recording.wire(0, rows.recording.wire_size)
        assert b"".join(rows.poem.read(row.start, row.stop) + b"\n" for row in frames) == wire
        assert sum(row.size for row in every if row.kind is RowKind.SENT) > 3 * BLOCK
        assert max(row.size for row in every) == 3 * BLOCK
        assert sum(row.wait for row in every) == every[-1].time
        made = random.Random(2)
        for _ in range(60):
            first = made.randrange(rows.count)
            assert rows.between(first, first + 40) == every[first : first + 40]
            frame = made.choice(frames)
            assert frame.frame is not None
            assert rows.row_of_frame(frame.frame) == rows.row_at(frame.start) == frame.number


def test_rows_of_a_damaged_block_are_there_and_say_nothing(long: Path) -> None:
    log = bytearray((long / "log.000").read_bytes())
    log[BLOCK : 2 * BLOCK] = b"\xff" * BLOCK
    (long / "log.000").write_bytes(log)
    with rows_of(long) as rows:
        found = rows.between(0, rows.count)
        assert [row.number for row in found] == list(range(rows.count))
        assert any(row.kind is RowKind.EVENT and row.record is None for row in found)
        assert found[-1].record is not None


def test_a_frame_whose_last_piece_is_empty_is_not_taken_for_one_that_is_not_whole(tmp_path: Path) -> None:
    written = RecordedPoem(tmp_path)
    written.chunk(b"1", Delivery("part", b"c\n"))
    written.chunk(b"2", Delivery("frame", b""))
    written.chunk(b"3", Delivery("frame", b"x"))
    written.chunk(b"4", Delivery("frame", b"y"))
    written.chunk(b"5", Delivery("frame", b"w"), Delivery("part", b"z"))
    poem = written.open()
    assert poem.recording is not None
    rows = TableRows(poem, poem.recording)
    assert [poem.read(row.start, row.stop) for row in rows.between(0, 9)] == [b"c\n", b"x", b"y", b"w"]
    poem.recording.close()
    poem.close()


texts = st.lists(st.sampled_from(b"ab\n"), max_size=3).map(bytes)
deliveries = st.one_of(
    st.builds(Delivery, st.sampled_from(["frame", "part"]), texts),
    st.builds(Delivery, st.just("frames"), st.lists(texts, max_size=3)),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(deliveries, max_size=3), min_size=1, max_size=6), st.integers(0, 12), st.integers(1, 6))
def test_frames_of_any_kind_are_those_that_are_found_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[list[Delivery]], first: int, count: int
) -> None:
    written = RecordedPoem(tmp_path_factory.mktemp("poem"))
    for number, made in enumerate(chunks):
        written.chunk(b"%d" % number, *made)
    poem = written.open()
    assert poem.recording is not None
    rows, places = TableRows(poem, poem.recording), FramePlaces(poem, poem.recording)
    for row in rows.between(first, first + count):
        assert row.frame is not None or row.record is None
        if row.frame is not None:
            assert (row.start, row.stop) == places.payload_of_frame(row.frame)
            assert row.time == places.time_of_frame(row.frame)
    poem.recording.close()
    poem.close()
