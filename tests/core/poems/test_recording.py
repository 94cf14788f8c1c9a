"""A recording as its readers see it: bytes, records and chunks, by any of their places, while it grows, too."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.wire_records import Delivered, Received

INFO = PoemInfo("a server", "host:1", "lines", "2026-01-01T00:00:00+00:00")


def write_some(writer: RecordingWriter, chunks: int) -> None:
    """Write chunks of ten bytes, each with two frames in eight bytes of rows, every 100 µs."""
    for _ in range(chunks):
        writer.received(b"0123456789", 0)
    writer.flush()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    writer = RecordingWriter(tmp_path / "recording", INFO)
    for number in range(3000):
        writer.add(Received(number * 100, 10, 8, 2, 2, 2))
        if number % 1000 == 999:
            writer.add(Delivered(number * 100 + 50, 3, 1, 1, 1))
    writer.end(None)
    (tmp_path / "recording" / "wire.000").write_bytes(b"0123456789" * 3000)
    return tmp_path / "recording"


def test_a_chunk_is_found_by_byte_by_frame_by_row_and_by_time(folder: Path) -> None:
    recording = Recording.existing(folder)
    found = [
        recording.chunk_at(15_004),
        recording.chunk_of_frame(3002),
        recording.chunk_of_row(1500 * 8 + 3 + 7),
        recording.chunk_at_time(150_049),
    ]
    assert {chunk.number for chunk in found if chunk is not None} == {1500}
    assert None not in found
    assert [chunk.number for chunk in recording.chunks(15_004, 15_031)] == [1500, 1501, 1502, 1503]
    timer = recording.chunk_of_frame(2000)
    assert timer is not None
    assert (timer.start, timer.stop, timer.time, timer.wait) == (10_000, 10_000, 99_950, 50)
    assert recording.chunk_at(30_000) is None
    assert recording.chunk_of_frame(6003) is None
    assert recording.chunk_of_row(24_009) is None
    recording.close()


def test_marks_stand_close_enough_to_draw_from(folder: Path) -> None:
    recording = Recording.existing(folder)
    marks = list(recording.marks())
    assert marks[0].records == 0
    assert max(after.records - before.records for before, after in pairwise(marks)) < 1400
    assert {mark.longest_wait for mark in marks[1:]} == {100}
    recording.close()


def test_bytes_behind_the_last_record_came_at_times_that_are_not_known(folder: Path) -> None:
    with (folder / "wire.000").open("ab") as wire:
        wire.write(b"and then it was killed")
    recording = Recording.existing(folder)
    assert recording.timed_size == 30_000
    assert recording.wire(recording.timed_size, recording.wire_size) == b"and then it was killed"
    assert recording.chunk_at(30_000) is None
    recording.close()


def test_one_that_grows_is_followed(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "recording", INFO)
    recording = Recording.existing(tmp_path / "recording")
    assert (recording.wire_size, recording.record_count, list(recording.records())) == (0, 0, [])
    heard: list[int] = []
    end = recording.subscribe(lambda: heard.append(recording.wire_size))
    write_some(writer, 5)
    assert recording.wire_size == 0
    recording.look()
    recording.look()
    write_some(writer, 1)
    writer.event(EventKind.LOST, 0, "closed")
    writer.flush()
    recording.look()
    end()
    end()
    write_some(writer, 1)
    recording.look()
    writer.end(None)
    assert heard == [50, 60]
    assert (recording.wire_size, recording.record_count) == (70, 8)
    recording.close()


def test_where_nothing_is_there_is_nothing_to_read(tmp_path: Path) -> None:
    recording = Recording.existing(tmp_path / "none")
    assert (recording.wire_size, recording.record_count, recording.wire(0, 9)) == (0, 0, b"")
    assert recording.chunk_at(0) is None
    assert recording.chunk_at_time(0) is None
    assert list(recording.chunks()) == []
    assert list(recording.marks()) == []
