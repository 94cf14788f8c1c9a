"""A recording as JSON lines is what a script expects, and comes back as it was."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

from hypothesis import given

from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Anchor, Delivered, Event, Received, Record, Sent
from poetrygui.recordings.json_lines_export import write_json_lines
from poetrygui.recordings.json_lines_import import import_json_lines
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.tape import Tape
from tests.recordings.random_recordings import Told, told_recordings
from tests.recordings.recorded_folder import as_they_came
from tests.recordings.tapes import MemoryTape


def exported(tape: Tape) -> bytes:
    file = io.BytesIO()
    write_json_lines(tape, file.write)
    return file.getvalue()


def test_what_stands_in_each_line() -> None:
    tape = MemoryTape([b"abc"], None, wait=0.5)
    tape.sent(b"ask", 0.25)
    tape.happened(EventKind.PAUSED, "by you")
    tape.happened(EventKind.RESUMED)
    tape.end(Outcome.COMPLETE)
    header, *lines, ended = map(json.loads, exported(tape).splitlines())
    assert (header["poetrygui"], header["poem"]["name"], header["poem"]["protocol"]) == (1, "a server", "raw")
    assert lines == [
        {"t": 0.5, "recv": "YWJj"},
        {"t": 0.75, "sent": "YXNr"},
        {"t": 0.75, "event": "paused", "text": "by you"},
        {"t": 0.75, "event": "resumed"},
        {"t": 0.75, "event": "lost", "text": "as it was"},
    ]
    assert (ended["t"], ended["ended"]["outcome"]) == (0.75, "complete")


def test_frames_are_told_with_what_completed_them(tmp_path: Path) -> None:
    told: list[tuple[Record, bytes]] = [(Received(5, 3), b"abc"), (Delivered(7, 2, 1), b""), (Anchor(9, 1.5), b"")]
    recording = Told(MemoryTape().info, told).write(tmp_path / "recording")
    assert [json.loads(line) for line in exported(recording).splitlines()[1:-1]] == [
        {"t": 5e-06, "recv": "YWJj"},
        {"t": 7e-06, "frames": 1},
        {"t": 9e-06, "clock": 1.5},
    ]


@given(told_recordings())
def test_it_comes_back_with_every_chunk_and_microsecond(told: Told) -> None:
    with tempfile.TemporaryDirectory() as folder:
        recording = told.write(Path(folder) / "recording")
        made: list[Imported] = []
        with NewRecordings(Path(folder) / "poems") as recordings:
            import_json_lines(io.BytesIO(exported(recording)), recordings, made.append)
        again = Recording.existing(made[0].folder)
        assert as_they_came(again) == as_they_came(recording) == told.records
        assert again.wire(0, again.wire_size) == told.wire
        assert again.info == recording.info
        again.close()


def test_events_and_bytes_of_any_kind_are_ascii() -> None:
    tape = MemoryTape([b"\xff\0"])
    tape.happened(EventKind.LOST, "ö\n\udc80")
    assert exported(tape).isascii()
    assert len(exported(tape).splitlines()) == 5
    assert isinstance(list(tape.records())[-1], Event)
    assert not any(isinstance(each, Sent) for each in tape.records())
