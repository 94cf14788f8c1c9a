"""A recording that is made without a connection is read as any other."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from attrs import evolve

from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Anchor, Event, Received, Sent

INFO = PoemInfo("a capture", "host:1", "raw", "2026-01-01T00:00:00+00:00", clock=1.5e9)
ENDED = Ended(Outcome.COMPLETE, "the server closed the connection", received=5)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "deeper" / "recording"
    writer = RecordingWriter(folder, INFO)
    writer.event(EventKind.CONNECTED, 10, "host:1")
    writer.sent(b"hello", 20)
    writer.received(b"abc", 30)
    writer.received(b"de", 25)
    writer.end(ENDED)
    recording = Recording.existing(folder)
    assert recording.info == evolve(INFO, kept=WhatIsKept.EVERYTHING, ended=ENDED)
    assert recording.wire(0, 100) == b"abcde"
    assert list(recording.records()) == [
        Anchor(0, 1.5e9),
        Event(10, EventKind.CONNECTED, "host:1"),
        Sent(20, b"hello"),
        Received(30, 3),
        Received(30, 2),
    ]
    assert (recording.wire_size, recording.timed_size, recording.record_count) == (5, 5, 5)
    recording.close()


def test_large_ones_are_written_as_they_come(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "recording", INFO)
    for number in range(40):
        writer.received(bytes([number]) * 65_536, number * 1000)
    recording = Recording.existing(tmp_path / "recording")
    assert recording.wire_size == recording.timed_size >= 1024 * 1024
    assert recording.info.ended is None
    writer.end(None)
    recording.look()
    assert recording.wire_size == 40 * 65_536
    assert [chunk.time for chunk in recording.chunks()] == [number * 1000 for number in range(40)]
    recording.close()


def test_one_that_is_shown_has_the_wire_for_its_rows(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "recording", INFO, shown=True)
    for number, data in enumerate([b"one\ntw", b"o\n\nthr", b"ee"]):
        writer.received(data, number)
    writer.end(ENDED)
    poem = StoredPoem.existing(tmp_path / "recording")
    assert poem.read(0, 100) == b"one\ntwo\n\nthree"
    assert (poem.line_count, poem.line_start(3), poem.exact_size) == (4, 9, 14)
    assert b"".join(poem.exact_pieces()) == b"one\ntwo\n\nthree"
    assert poem.wire_stretch(2, 9) == (2, 9)
    assert not list((tmp_path / "recording").glob("rows.*"))
    poem.close()


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    RecordingWriter(tmp_path / "recording", INFO).end(ENDED)
    assert stat.S_IMODE((tmp_path / "recording").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "recording").iterdir()} == {0o600}


def test_another_recording_is_never_written_to(tmp_path: Path) -> None:
    RecordingWriter(tmp_path / "recording", INFO).end(ENDED)
    writer = RecordingWriter(tmp_path / "recording", INFO)
    with pytest.raises(FileExistsError):
        writer.end(ENDED)
